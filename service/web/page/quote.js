// Words of a report with the place they stand.

import { titleOf } from "/page/reports.js";
import { addressOfClause, el } from "/page/text.js";
import { words } from "/page/words.js";

export const quoteOf = (citation) => figureOf(citation, citation.quote);

export function figureOf(place, ...text) {
  return el("figure", {}, el("blockquote", { lang: "zh-CN" }, ...text), el("figcaption", {}, ...captionOf(place)));
}

function captionOf(place) {
  const link = el("a", { href: addressOfClause(place) }, words.open);
  const headings = [titleOf(place.report_id), ...place.path].join(" › ");
  const where = words.place(place.start, place.end, place.page ?? null);
  return [el("span", { lang: "zh-CN" }, headings), " · ", el("span", {}, where), " · ", link];
}
