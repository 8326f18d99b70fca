// The calls of the service that the page makes.

export class Problem extends Error {
  // `code` is that of the problem details, or "unreachable" when no answer came.
  constructor(code, detail) {
    super(detail);
    this.code = code;
  }
}

// `context`: the questions before it, oldest first.
export const ask = (question, context, signal) => call("/v1/ask", { signal, ...asJson({ question, context }) });

export const search = (q, signal) => call("/v1/search", { signal, ...asJson({ q, k: 6 }) });

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
