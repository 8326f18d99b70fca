// The calls of the service that the page makes.

export class Problem extends Error {
  // `code` is that of the problem details, or "unreachable" when no answer came.
  constructor(code, detail) {
    super(detail);
    this.code = code;
  }
}

// `context`: the questions before it, oldest first; `ignore`: kinds of filters that its words do not set.
export const ask = (question, { context, ignore }, signal) =>
  call("/v1/ask", { signal, ...asJson({ question, context, ignore }) });

// `filters`: a value for each field that narrows, as text.
export function search(q, { ignore, filters = {} }, signal) {
  const narrowed = Object.entries(filters).map(([field, value]) => [field, [field === "year" ? Number(value) : value]]);
  return call("/v1/search", { signal, ...asJson({ q, k: 6, ignore, ...Object.fromEntries(narrowed) }) });
}

export const reports = () => call("/v1/reports", {});

// The slash inside a clause id stays a slash in the path.
export const clause = (clauseId) => call(`/v1/clauses/${clauseId.split("/").map(encodeURIComponent).join("/")}`, {});

export const textOf = (reportId) => `/v1/reports/${encodeURIComponent(reportId)}/text`;

const asJson = (body) => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("unreachable", String(error));
  }
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  throw new Problem(problem.code ?? "other", problem.detail ?? response.statusText);
}
