// Text into the page. Offsets count code points, JavaScript's strings count UTF-16 units, so text is cut up as an array of
// code points (Array.from) and nowhere else. The service could send the pieces instead, but then every client would get
// each text twice for the sake of this one function.

const BEFORE = 40; // code points shown before the highlight that an excerpt is about
const LENGTH = 160;

export const byId = (id) => document.getElementById(id);

// An element with attributes and children; strings become text, never HTML.
export function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

// Where a stretch of a clause is shown in its context (see context.js).
export const addressOfClause = ({ clause_id, start, end }) => `#${new URLSearchParams({ clause: clause_id, start, end })}`;

// The text with its ranges in <mark>. `start` is where the text begins in its report, the ranges are offsets there too.
export function marked(text, start, ranges) {
  return pieces(Array.from(text), inText(text, start, ranges));
}

// As `marked`, cut down to the neighbourhood of the longest highlight, with … where something is left out.
export function excerpt(text, start, ranges) {
  const points = Array.from(text);
  const inside = inText(text, start, ranges);
  if (points.length <= LENGTH) return pieces(points, inside);
  const longest = inside.reduce((best, range) => (range[1] - range[0] > best[1] - best[0] ? range : best), [0, 0]);
  const from = Math.max(0, Math.min(longest[0] - BEFORE, points.length - LENGTH));
  const to = from + LENGTH;
  const shown = inside.map(([first, last]) => [Math.max(first, from) - from, Math.min(last, to) - from]);
  return [from > 0 ? "…" : "", ...pieces(points.slice(from, to), shown), to < points.length ? "…" : ""];
}

// The ranges counted from the text's own start, in order, without those that are empty or outside.
function inText(text, start, ranges) {
  const length = Array.from(text).length;
  return ranges
    .map(([first, last]) => [Math.max(0, first - start), Math.min(length, last - start)])
    .filter(([first, last]) => first < last)
    .sort(([a], [b]) => a - b);
}

function pieces(points, ranges) {
  const out = [];
  let done = 0;
  for (const [first, last] of ranges) {
    if (last <= done || first >= last) continue; // inside the one before, or outside an excerpt
    const begin = Math.max(first, done);
    out.push(points.slice(done, begin).join(""), el("mark", {}, points.slice(begin, last).join("")));
    done = last;
  }
  out.push(points.slice(done).join(""));
  return out;
}
