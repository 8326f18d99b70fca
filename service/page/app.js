// The page: a conversation. Each question is sent with those before it, so that one may hang on another.
// Everything that comes from a report or a caller is set as text, never as HTML.

import * as api from "/page/api.js";
import { openContext } from "/page/context.js";
import { listed } from "/page/reports.js";
import { byId, el } from "/page/text.js";
import { turnOf } from "/page/turn.js";
import { isChinese, words } from "/page/words.js";

const N_CONTEXT = 16; // earlier questions that the service takes
const turns = []; // on the page, oldest first: { question, element }
let underway = new AbortController();

translate();
listed.then((links) => byId("indexed").replaceChildren(...links), showProblem);
byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  go(byId("question").value.trim());
});
for (const id of ["anew", "examples"]) byId(id).addEventListener("click", (event) => follow(event));
addEventListener("popstate", showAddress);
openContext();
showAddress();

function translate() {
  document.documentElement.lang = isChinese ? "zh-CN" : "en";
  for (const each of document.querySelectorAll("[data-say]")) each.textContent = words[each.dataset.say];
  for (const each of document.querySelectorAll("[data-say-label]")) each.ariaLabel = words[each.dataset.sayLabel];
  const examples = words.exampleQuestions.map((question) => el("li", {}, el("a", { href: addressOf([question]) }, question)));
  byId("examples").querySelector("ul").replaceChildren(...examples);
}

// The conversation stands in the address, a `q` for each question, so that it can be passed on and the back button works.
function addressOf(questions) {
  return questions.length === 0 ? "/" : `/?${new URLSearchParams(questions.map((question) => ["q", question]))}`;
}

function follow(event) {
  const link = event.target.closest("a");
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return; // the last three: into another tab or window
  event.preventDefault();
  history.pushState(null, "", link.href);
  showAddress();
}

function go(question) {
  if (question === "") return byId("question").focus();
  const address = addressOf([...turns.map((turn) => turn.question), question]);
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
  showAddress();
}

// Keeps the turns that the address begins with, and asks what follows them in it.
async function showAddress() {
  const wanted = new URLSearchParams(location.search).getAll("q").map((question) => question.trim()).filter(Boolean);
  underway.abort();
  const current = (underway = new AbortController());
  const isOther = (turn, i) => turn.question !== wanted[i];
  const kept = turns.findIndex(isOther) < 0 ? turns.length : turns.findIndex(isOther);
  for (const turn of turns.splice(kept)) turn.element.remove();
  show({ asks: wanted.length > turns.length });
  try {
    for (const question of wanted.slice(turns.length)) await answer(question, current);
    show({ asks: false });
  } catch (problem) {
    if (current === underway && problem.name !== "AbortError") showProblem(problem);
  }
}

async function answer(question, current) {
  byId("question").value = question;
  const context = turns.slice(-N_CONTEXT).map((turn) => turn.question);
  const found = await api.ask(question, context, current.signal);
  const ranked = await api.search(found.understood ?? question, current.signal);
  await listed.catch(() => []);
  current.signal.throwIfAborted();
  const { element, told } = turnOf(found, ranked);
  turns.push({ question, element });
  byId("turns").append(element);
  byId("told").textContent = told;
  byId("question").value = "";
  if (matchMedia("(pointer: coarse)").matches) byId("question").blur(); // the keyboard of a phone would cover the answer
  element.scrollIntoView({ block: "start" });
}

function show({ asks }) {
  const last = turns.at(-1)?.question;
  byId("waiting").hidden = !asks;
  byId("problem").hidden = true;
  byId("anew").hidden = turns.length === 0;
  byId("examples").hidden = asks || turns.length > 0;
  byId("ask").ariaBusy = String(asks);
  byId("ask").classList.toggle("below", turns.length > 0);
  byId("question").placeholder = turns.length > 0 ? words.placeholderNext : words.placeholder;
  document.title = last === undefined ? "问政" : `${last} · 问政`;
}

function showProblem(problem) {
  const said = words.problems[problem.code] ?? words.problems.other;
  show({ asks: false });
  byId("problem").replaceChildren(el("p", {}, said), el("p", { class: "detail" }, problem.message));
  byId("problem").hidden = false;
  byId("problem").scrollIntoView({ block: "nearest" });
}
