// The page: a question, its answer with the place it stands, the clauses near it, and any clause in its context.
// Everything that comes from a report or a caller is set as text, never as HTML.

import * as api from "/page/api.js";
import { el, excerpt, marked } from "/page/text.js";
import { isChinese, words } from "/page/words.js";

const byId = (id) => document.getElementById(id);
const parts = ["waiting", "problem", "answer", "nearest"];
const titles = new Map(); // report id -> title

let asked = null; // the question on the page
let underway = new AbortController();

translate();
const listed = listReports();
byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  go(byId("question").value.trim());
});
byId("close").addEventListener("click", () => byId("context").close());
byId("context").addEventListener("close", () => {
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
});
byId("context").addEventListener("click", (event) => {
  if (event.target === byId("context")) byId("context").close(); // outside its content
});
addEventListener("popstate", showAddress);
addEventListener("hashchange", showClause);
showAddress();
showClause();

function translate() {
  document.documentElement.lang = isChinese ? "zh-CN" : "en";
  for (const each of document.querySelectorAll("[data-say]")) each.textContent = words[each.dataset.say];
  for (const each of document.querySelectorAll("[data-say-label]")) each.ariaLabel = words[each.dataset.sayLabel];
  byId("question").placeholder = words.placeholder;
  byId("examples").querySelector("ul").replaceChildren(...words.exampleQuestions.map(exampleOf));
}

function exampleOf(question) {
  const link = el("a", { href: addressOf(question) }, question);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // into another tab or window
    event.preventDefault();
    go(question);
  });
  return el("li", {}, link);
}

async function listReports() {
  try {
    const { reports } = await api.reports();
    for (const { report_id, title } of reports) titles.set(report_id, title);
    const links = reports.flatMap(({ report_id, title, n_clauses }) => [
      el("a", { href: api.textOf(report_id) }, title),
      ` (${words.clauses(n_clauses)}) `,
    ]);
    byId("indexed").replaceChildren(words.indexed(reports.length), ...links);
  } catch (problem) {
    if (asked === null) showProblem(problem); // else the question itself says it
  }
}

function addressOf(question) {
  return `/?${new URLSearchParams({ q: question })}`;
}

function go(question) {
  if (question === "") return byId("question").focus();
  if (question !== asked) history.pushState(null, "", addressOf(question));
  answer(question);
}

// The question stands in the address, so that it can be passed on and the back button works.
function showAddress() {
  const question = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  if (question === (asked ?? "")) return;
  if (question === "") {
    asked = null;
    underway.abort();
    byId("question").value = "";
    document.title = "问政";
    show();
  } else {
    answer(question);
  }
}

async function answer(question) {
  asked = question;
  underway.abort();
  const current = (underway = new AbortController());
  byId("question").value = question;
  document.title = `${question} · 问政`;
  show("waiting");
  try {
    const calls = [api.ask(question, current.signal), api.search(question, current.signal), listed];
    const [found, ranked] = await Promise.all(calls);
    showAnswer(found);
    showNearest(found, ranked);
  } catch (problem) {
    if (current === underway && problem.name !== "AbortError") showProblem(problem);
  }
}

function show(...shown) {
  for (const id of parts) byId(id).hidden = !shown.includes(id);
  byId("examples").hidden = shown.length > 0;
  byId("ask").ariaBusy = String(shown.includes("waiting"));
}

function showProblem(problem) {
  const said = words.problems[problem.code] ?? words.problems.other;
  byId("problem").replaceChildren(el("p", {}, said), el("p", { class: "detail" }, problem.message));
  show("problem");
  byId("examples").hidden = false;
}

function showAnswer(found) {
  const answered = found.status === "answered";
  const body = answered ? answeredOf(found) : [el("h2", { id: "answer-title" }, words.noAnswer), el("p", { dir: "auto" }, found.reason ?? "")];
  byId("answer").className = found.status;
  byId("answer").replaceChildren(...body);
  show("answer");
}

function answeredOf(found) {
  const percent = Math.round(found.confidence * 100);
  const sure = el("span", { class: "sure", title: words.confidenceHint }, words.confidence(percent));
  const spoken = found.told ?? found.answer; // in the language of the question
  const long = found.items.length > 0 || Array.from(spoken).length > 16;
  const isApart = found.items.length === 0 && !spoken.includes(found.answer); // the report's own figure stands below
  const said =
    found.items.length > 0
      ? el("ol", { class: "said long" }, ...found.items.map((each) => el("li", {}, each)))
      : el("p", { class: long ? "said long" : "said", dir: "auto" }, spoken);
  return [
    el("h2", { id: "answer-title" }, words.answer, " ", sure),
    said,
    ...(isApart ? [el("p", { class: "printed", lang: "zh-CN" }, found.answer)] : []),
    el("h3", {}, words.sources),
    ...found.citations.map((citation) => quoteOf(citation)),
  ];
}

function quoteOf(citation) {
  return el("figure", {}, el("blockquote", { lang: "zh-CN" }, citation.quote), el("figcaption", {}, ...placeOf(citation)));
}

function placeOf({ report_id, clause_id, path, start, end }) {
  const link = el("a", { href: `#${new URLSearchParams({ clause: clause_id, start, end })}` }, words.open);
  const headings = [titles.get(report_id) ?? report_id, ...path].join(" › ");
  return [el("span", { lang: "zh-CN" }, headings), " · ", el("span", {}, words.place(start, end)), " · ", link];
}

function showNearest(found, ranked) {
  const cited = new Set(found.citations.map((citation) => citation.clause_id));
  const isAbstention = found.status === "abstained";
  const near = ranked.hits.filter((hit) => !cited.has(hit.clause_id)).slice(0, 5);
  const listed = isAbstention && found.alternatives.length > 0 ? found.alternatives.map(quoteOf) : near.map(hitOf);
  const title = isAbstention ? words.nearestAbstained : words.nearestAnswered;
  byId("nearest-title").textContent = listed.length > 0 ? title : words.nothingNear;
  byId("nearest").querySelector("ol").replaceChildren(...listed.map((each) => el("li", {}, each)));
  if (listed.length > 0 || isAbstention) show("answer", "nearest");
}

function hitOf(hit) {
  const quote = el("blockquote", { lang: "zh-CN" }, ...excerpt(hit.text, hit.start, hit.highlights));
  return el("figure", {}, quote, el("figcaption", {}, ...placeOf(hit)));
}

// A clause in its context stands in the address as #clause=…&start=…&end=…, so it can be passed on as well.
async function showClause() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const clauseId = wanted.get("clause");
  if (clauseId === null) return byId("context").close();
  const quote = [Number(wanted.get("start")), Number(wanted.get("end"))];
  let body, steps;
  try {
    const [found] = await Promise.all([api.clause(clauseId), listed]);
    const { before, after, path } = found;
    body = [el("p", { class: "path" }, [titles.get(found.report_id) ?? found.report_id, ...path].join(" › "))];
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
