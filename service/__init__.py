"""From a question to ranked clauses and an answer with its citations."""
