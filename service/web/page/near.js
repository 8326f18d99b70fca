// The clauses near a question, and filters that narrow them to a region, a year or a report where several were found.

import { figureOf, quoteOf } from "/page/quote.js";
import { titleOf } from "/page/reports.js";
import { el, excerpt } from "/page/text.js";
import { words } from "/page/words.js";

const N_NEAR = 5;
const FIELDS = ["region", "level", "year", "report"];

// `search` ranks the clauses of the reports that pass filters; it gives nothing where that failed and was told.
export function nearOf(found, ranked, search) {
  const isAbstention = found.status === "abstained";
  const cited = new Set(found.citations.map((citation) => citation.clause_id));
  const listedOf = (hits) => hits.filter((hit) => !cited.has(hit.clause_id)).slice(0, N_NEAR).map(hitOf);
  const first = isAbstention && found.alternatives.length > 0 ? found.alternatives.map(quoteOf) : listedOf(ranked.hits);
  if (first.length === 0) return isAbstention ? [el("p", {}, words.nothingNear)] : [];
  const list = el("ol", { "aria-live": "polite" });
  const facets = el("div", { class: "facets", role: "group", "aria-label": words.narrow });
  let counts;
  const show = (figures, facetsFound, chosen) => {
    const before = Object.keys(chosen).map((field) => [field, counts[field]]); // a choice stays one among others
    counts = { ...facetsFound, ...Object.fromEntries(before) };
    list.replaceChildren(...(figures.length > 0 ? figures : [words.nothingNear]).map((each) => el("li", {}, each)));
    facets.replaceChildren(...FIELDS.flatMap((field) => facetOf(field, counts[field] ?? {}, chosen, narrow)));
  };
  const narrow = async (chosen, field) => {
    const narrowed = await search(chosen);
    if (narrowed === undefined) return;
    show(listedOf(narrowed.hits), narrowed.facets, chosen);
    facets.querySelector(`[name=${field}]`)?.focus();
  };
  show(first, ranked.facets, {});
  const title = isAbstention ? words.nearestAbstained : words.nearestAnswered;
  return [el("details", isAbstention ? { open: "" } : {}, el("summary", {}, title), facets, list)];
}

// A choice among the values found, where there is one; `chosen` has the value of each field that narrows already.
function facetOf(field, counts, chosen, narrow) {
  const values = Object.entries(counts);
  if (values.length < 2 && chosen[field] === undefined) return [];
  const named = (value) => ({ level: words.levels[value], report: titleOf(value) })[field] ?? value;
  const options = values.map(([value, n]) => el("option", { value }, `${named(value)} (${n})`));
  const select = el("select", { name: field }, el("option", { value: "" }, words.all), ...options);
  select.value = chosen[field] ?? "";
  select.addEventListener("change", () => {
    const { [field]: _, ...others } = chosen;
    narrow(select.value === "" ? others : { ...others, [field]: select.value }, field);
  });
  return [el("label", {}, words[field], select)];
}

function hitOf(hit) {
  return figureOf(hit, ...excerpt(hit.text, hit.start, hit.highlights));
}
