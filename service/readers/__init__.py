"""Reading an answer out of the clauses that were found: one reader for each kind of answer.

figures       the quantity whose surroundings fit best
lists         the enumeration of what is asked for, completely
definitions   the glossary entry of a term
spans         the shortest phrase that answers

Each takes a `Reading` and gives a `Draft`, or None where the clauses hold nothing of the kind. Which is asked for, and
whether the draft is sure enough to be given, is decided in `service.answer`.
"""
