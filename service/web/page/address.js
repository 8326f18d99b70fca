// A conversation as an address, so that it can be passed on and the back button works: a `q` for each question, and behind it an
// `ignore` for each kind of filter that its words would set and that was taken away.

const FIELDS = ["region", "level", "year"];

export function addressOf(asked) {
  if (asked.length === 0) return "/";
  const pairs = asked.flatMap(({ question, ignore }) => [["q", question], ...ignore.map((field) => ["ignore", field])]);
  return `/?${new URLSearchParams(pairs)}`;
}

export function askedIn(search) {
  const asked = [];
  for (const [name, value] of new URLSearchParams(search)) {
    if (name === "q" && value.trim() !== "") asked.push({ question: value.trim(), ignore: [] });
    const ignore = asked.at(-1)?.ignore;
    if (name === "ignore" && FIELDS.includes(value) && ignore?.includes(value) === false) ignore.push(value);
  }
  return asked;
}
