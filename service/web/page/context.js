// A clause between its neighbours, in a dialog. It stands in the address as #clause=…&start=…&end=…, so it can be passed on.

import * as api from "/page/api.js";
import { listed, titleOf } from "/page/reports.js";
import { byId, el, marked } from "/page/text.js";
import { words } from "/page/words.js";

// Shows the clause that the address names, now and whenever it names another.
export function openContext() {
  byId("close").addEventListener("click", () => byId("context").close());
  byId("context").addEventListener("close", () => {
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  });
  byId("context").addEventListener("click", (event) => {
    if (event.target === byId("context")) byId("context").close(); // outside its content
  });
  addEventListener("hashchange", showClause);
  showClause();
}

async function showClause() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const clauseId = wanted.get("clause");
  if (clauseId === null) return byId("context").close();
  const quote = [Number(wanted.get("start")), Number(wanted.get("end"))];
  let body, steps;
  try {
    const [found] = await Promise.all([api.clause(clauseId), listed]);
    const { before, after, path } = found;
    body = [el("p", { class: "path" }, [titleOf(found.report_id), ...path].join(" › "))];
    body.push(...[before, found, after].filter(Boolean).map((each) => passageOf(each, each === found, path, quote)));
    steps = [stepTo(before, words.before), el("a", { href: api.textOf(found.report_id) }, words.permalink), stepTo(after, words.after)];
  } catch (problem) {
    const gone = problem.code === "not_found";
    body = [el("p", { role: "alert" }, gone ? words.clauseGone : (words.problems[problem.code] ?? words.problems.other))];
    steps = [];
  }
  if (new URLSearchParams(location.hash.slice(1)).get("clause") !== clauseId) return; // another one was opened meanwhile
  byId("context-text").replaceChildren(...body);
  byId("context-steps").replaceChildren(...steps);
  if (!byId("context").open) byId("context").showModal();
  byId("context").querySelector("mark, .wanted")?.scrollIntoView({ block: "center" });
}

function passageOf(passage, isWanted, path, quote) {
  const text = isWanted ? marked(passage.text, passage.start, [quote]) : [passage.text];
  const elsewhere = passage.path.join() === path.join() ? [] : [el("p", { class: "path" }, passage.path.join(" › "))];
  return el("div", { class: isWanted ? "wanted" : "beside" }, ...elsewhere, el("p", {}, ...text));
}

function stepTo(passage, said) {
  return passage === null ? el("span", {}) : el("a", { href: `#${new URLSearchParams({ clause: passage.clause_id })}` }, said);
}
