// One turn of the conversation: a question, its answer with the place it stands, and the clauses near it.

import { titleOf } from "/page/reports.js";
import { el, excerpt } from "/page/text.js";
import { words } from "/page/words.js";

// The element of the turn, and what a screen reader says of it.
export function turnOf(found, ranked) {
  const isAnswered = found.status === "answered";
  const spoken = isAnswered ? (found.told ?? found.answer) : (found.reason ?? ""); // in the language of the question
  const title = isAnswered ? words.answer : words.noAnswer;
  const element = el(
    "li",
    { class: `turn ${found.status}` },
    el("h2", { dir: "auto" }, found.question),
    ...(found.understood === null ? [] : [el("p", { class: "understood", dir: "auto" }, words.understood(found.understood))]),
    ...(isAnswered ? answerOf(found, spoken) : [el("h3", {}, title), el("p", { dir: "auto" }, spoken)]),
    ...nearestOf(found, ranked),
  );
  const understood = found.understood === null ? "" : words.understood(found.understood);
  return { element, told: `${understood} ${title}: ${found.items.length > 0 ? found.items.join("; ") : spoken}` };
}

function answerOf(found, spoken) {
  const percent = Math.round(found.confidence * 100);
  const sure = el("span", { class: "sure", title: words.confidenceHint }, words.confidence(percent));
  const long = found.items.length > 0 || Array.from(spoken).length > 16;
  const isApart = found.items.length === 0 && !spoken.includes(found.answer); // the report's own figure stands below
  const said =
    found.items.length > 0
      ? el("ol", { class: "said long" }, ...found.items.map((each) => el("li", {}, each)))
      : el("p", { class: long ? "said long" : "said", dir: "auto" }, spoken);
  return [
    el("h3", {}, words.answer, " ", sure),
    said,
    ...(isApart ? [el("p", { class: "printed", lang: "zh-CN" }, found.answer)] : []),
    el("h3", {}, words.sources),
    ...found.citations.map(quoteOf),
  ];
}

function nearestOf(found, ranked) {
  const cited = new Set(found.citations.map((citation) => citation.clause_id));
  const isAbstention = found.status === "abstained";
  const near = ranked.hits.filter((hit) => !cited.has(hit.clause_id)).slice(0, 5);
  const listed = isAbstention && found.alternatives.length > 0 ? found.alternatives.map(quoteOf) : near.map(hitOf);
  if (listed.length === 0) return isAbstention ? [el("p", {}, words.nothingNear)] : [];
  const title = isAbstention ? words.nearestAbstained : words.nearestAnswered;
  const shut = isAbstention ? { open: "" } : {};
  return [el("details", shut, el("summary", {}, title), el("ol", {}, ...listed.map((each) => el("li", {}, each))))];
}

function quoteOf(citation) {
  return el("figure", {}, el("blockquote", { lang: "zh-CN" }, citation.quote), el("figcaption", {}, ...placeOf(citation)));
}

function hitOf(hit) {
  const quote = el("blockquote", { lang: "zh-CN" }, ...excerpt(hit.text, hit.start, hit.highlights));
  return el("figure", {}, quote, el("figcaption", {}, ...placeOf(hit)));
}

function placeOf({ report_id, clause_id, path, start, end, page }) {
  const link = el("a", { href: `#${new URLSearchParams({ clause: clause_id, start, end })}` }, words.open);
  const headings = [titleOf(report_id), ...path].join(" › ");
  return [el("span", { lang: "zh-CN" }, headings), " · ", el("span", {}, words.place(start, end, page ?? null)), " · ", link];
}
