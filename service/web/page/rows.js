// What each of several reports says: a table with a row for each region and year, and a bar for each figure where all have one unit.

import { titleOf } from "/page/reports.js";
import { addressOfClause, el } from "/page/text.js";
import { words } from "/page/words.js";

export function tableOf(rows, facts) {
  const hasYears = new Set(rows.map((row) => row.year)).size > 1;
  const hasRegions = new Set(rows.map((row) => row.region)).size > 1 || !hasYears;
  const heads = [...(hasRegions ? [words.region] : []), ...(hasYears ? [words.year] : []), words.stated];
  const shares = sharesOf(rows, facts);
  const stated = rows.filter((row) => row.answer !== null).length;
  const body = rows.map((row) => {
    const region = hasRegions ? [el("th", { scope: "row", lang: "zh-CN" }, row.region)] : [];
    const year = hasYears ? [el("th", { scope: "row" }, row.year)] : [];
    return el("tr", {}, ...region, ...year, el("td", {}, el("p", {}, saidOf(row), ...placeOf(row)), ...barOf(shares.get(row))));
  });
  return el(
    "table",
    { class: "rows" },
    el("caption", {}, words.rows(stated, rows.length)),
    el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, ...body),
  );
}

// Row -> its share of the largest figure. Empty where there are not two figures, or something that is no figure of their unit.
function sharesOf(rows, facts) {
  const byId = new Map(facts.map((fact) => [fact.fact_id, fact]));
  const stated = rows.filter((row) => row.answer !== null);
  const figures = stated.map((row) => byId.get(row.fact_id));
  const areOfOneUnit = figures.every((fact) => fact !== undefined && fact.unit_base === figures[0].unit_base);
  if (stated.length < 2 || !areOfOneUnit) return new Map();
  const most = Math.max(...figures.map((fact) => fact.value_base));
  return new Map(stated.map((row, i) => [row, most > 0 ? Math.max(0, figures[i].value_base / most) : 0]));
}

function saidOf(row) {
  if (row.answer !== null) return el("span", { lang: "zh-CN" }, row.answer);
  return el("span", { class: "silent" }, row.report_id === null ? words.notIndexed : words.notStated);
}

function placeOf({ report_id, citation }) {
  if (report_id === null) return [];
  const title = titleOf(report_id);
  const named = { class: "place", lang: "zh-CN" };
  return [citation === null ? el("span", named, title) : el("a", { href: addressOfClause(citation), ...named }, title)];
}

function barOf(share) {
  if (share === undefined) return [];
  const bar = el("div", { class: "share", "aria-hidden": "true" });
  bar.style.inlineSize = `${share * 100}%`;
  return [bar];
}
