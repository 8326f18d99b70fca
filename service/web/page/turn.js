// One turn of the conversation: a question, its answer with the place it stands, and the clauses near it.

import { nearOf } from "/page/near.js";
import { quoteOf } from "/page/quote.js";
import { tableOf } from "/page/rows.js";
import { el } from "/page/text.js";
import { words } from "/page/words.js";

const N_OPEN = 3; // quotes of rows that are shown unasked

// The element of the turn, and what a screen reader says of it. `ignore` asks again without a kind of filter, `search` narrows
// the clauses near it (see near.js).
export function turnOf(found, ranked, { ignore, search }) {
  const isAnswered = found.status === "answered";
  const spoken = isAnswered ? (found.told ?? found.answer) : (found.reason ?? ""); // in the language of the question
  const title = isAnswered ? words.answer : words.noAnswer;
  const rows = found.rows.length > 0 ? [tableOf(found.rows, found.facts)] : [];
  const element = el(
    "li",
    { class: `turn ${found.status}` },
    el("h2", { dir: "auto", tabindex: -1 }, found.question),
    ...(found.understood === null ? [] : [el("p", { class: "understood", dir: "auto" }, words.understood(found.understood))]),
    ...chipsOf(found.scope, ignore),
    ...(isAnswered ? answerOf(found, spoken, rows) : [el("h3", {}, title), el("p", { dir: "auto" }, spoken), ...rows]),
    ...nearOf(found, ranked, search),
  );
  const understood = found.understood === null ? "" : words.understood(found.understood);
  const told = found.told === null && found.items.length > 0 ? found.items.join("; ") : spoken;
  return { element, told: `${understood} ${title}: ${told}` };
}

// A button for each kind of filter that the words of the question set, which takes it away.
function chipsOf(scope, ignore) {
  if (scope.length === 0) return [];
  const buttons = [...new Set(scope.map((chip) => chip.field))].map((field) => {
    const values = scope.filter((chip) => chip.field === field).map(({ value }) => words.levels[value] ?? value);
    const button = el("button", { type: "button", title: words.ignore }, values.join(words.comma), el("span", { "aria-hidden": "true" }, "×"));
    button.addEventListener("click", () => ignore(field));
    return button;
  });
  return [el("p", { class: "chips" }, words.lookedIn, ...buttons)];
}

function answerOf(found, spoken, rows) {
  const percent = Math.min(99, Math.round(found.confidence * 100)); // nothing is certain
  const sure = el("span", { class: "sure", title: words.confidenceHint }, words.confidence(percent));
  const head = el("h3", {}, words.answer, " ", sure);
  const quotes = found.citations.map(quoteOf);
  if (rows.length === 0) return [head, ...saidOf(found, spoken), el("h3", {}, words.sources), ...quotes];
  const told = found.told === null ? [] : [el("p", { class: "said long", dir: "auto" }, found.told)];
  const isOpen = quotes.length <= N_OPEN ? { open: "" } : {};
  return [head, ...told, ...rows, el("details", isOpen, el("summary", {}, words.quotes(quotes.length)), ...quotes)];
}

function saidOf(found, spoken) {
  if (found.items.length > 0) return [el("ol", { class: "said long" }, ...found.items.map((each) => el("li", {}, each)))];
  const long = Array.from(spoken).length > 16;
  const isApart = !spoken.includes(found.answer); // the report's own figure stands below
  const printed = isApart ? [el("p", { class: "printed", lang: "zh-CN" }, found.answer)] : [];
  return [el("p", { class: long ? "said long" : "said", dir: "auto" }, spoken), ...printed];
}
