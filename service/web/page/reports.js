// The reports that are indexed: their titles, and links to their texts.

import * as api from "/page/api.js";
import { el } from "/page/text.js";
import { words } from "/page/words.js";

const titles = new Map(); // report id -> title

export const titleOf = (reportId) => titles.get(reportId) ?? reportId;

const N_LISTED = 12; // reports that are listed unasked

// What the foot of the page says, once the titles are known.
export const listed = api.reports().then(({ reports }) => {
  for (const { report_id, title } of reports) titles.set(report_id, title);
  const links = reports.flatMap(({ report_id, title, n_clauses }) => [
    el("a", { href: api.textOf(report_id) }, title),
    ` (${words.clauses(n_clauses)}) `,
  ]);
  const said = words.indexed(reports.length);
  return reports.length <= N_LISTED ? [said, ...links] : [el("details", {}, el("summary", {}, said), ...links)];
});
