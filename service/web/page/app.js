// The page: a conversation. Each question is sent with those before it, so that one may hang on another.
// Everything that comes from a report or a caller is set as text, never as HTML.

import { addressOf, askedIn } from "/page/address.js";
import * as api from "/page/api.js";
import { openContext } from "/page/context.js";
import { listed } from "/page/reports.js";
import { byId, el } from "/page/text.js";
import { turnOf } from "/page/turn.js";
import { isChinese, words } from "/page/words.js";

const N_CONTEXT = 16; // earlier questions that the service takes
const turns = []; // on the page, oldest first: { question, ignore, element }
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
  const linkTo = (question) => el("a", { href: addressOf([{ question, ignore: [] }]) }, question);
  const examples = words.exampleQuestions.map((question) => el("li", {}, linkTo(question)));
  byId("examples").querySelector("ul").replaceChildren(...examples);
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
  goTo(addressOf([...turns, { question, ignore: [] }]));
}

function goTo(address) {
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
  showAddress();
}

// Keeps the turns that the address begins with, asks those again of which it ignores other filters, and what follows them.
async function showAddress() {
  const wanted = askedIn(location.search);
  underway.abort();
  const current = (underway = new AbortController());
  const other = turns.findIndex((turn, i) => turn.question !== wanted[i]?.question);
  for (const turn of turns.splice(other < 0 ? turns.length : other)) turn.element.remove();
  const isNew = ({ ignore }, i) => turns[i]?.ignore.join() !== ignore.join();
  show({ asks: wanted.some(isNew) });
  try {
    for (const [i, asked] of wanted.entries()) if (isNew(asked, i)) await answer(i, asked, current);
    show({ asks: false });
  } catch (problem) {
    if (current === underway && problem.name !== "AbortError") showProblem(problem);
  }
}

async function answer(i, asked, current) {
  const { question, ignore } = asked;
  const before = turns[i]?.element; // where it is asked again
  if (before === undefined) byId("question").value = question;
  const context = turns.slice(Math.max(0, i - N_CONTEXT), i).map((turn) => turn.question);
  const found = await api.ask(question, { context, ignore }, current.signal);
  const search = (filters, signal) => api.search(found.understood ?? question, { ignore, filters }, signal);
  const ranked = await search({}, current.signal);
  await listed.catch(() => []);
  current.signal.throwIfAborted();
  const { element, told } = turnOf(found, ranked, {
    ignore: (field) => goTo(addressOf(turns.with(i, { question, ignore: [...ignore, field] }))),
    search: (filters) => search(filters).catch(showProblem),
  });
  turns[i] = { question, ignore, element };
  byId("told").textContent = told;
  if (before === undefined) return append(element);
  before.replaceWith(element);
  element.querySelector("h2").focus(); // the button that asked again is gone
}

function append(element) {
  byId("turns").append(element);
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
