"""Reading an answer out of the clauses that were found: one reader for each kind of answer.

figures       the quantity whose surroundings fit best
several       every figure of a question that asks for more than one
comparisons   two figures held against each other, with the arithmetic shown
lists         the enumeration of what is asked for, completely
definitions   the glossary entry of a term
codes         what a shorthand or a part of it sums up, wherever the report says it
spans         the shortest phrase that answers
passages      the sentences that tell what was done, or is planned, about something
yes_no        yes or no, whichever is likelier, with the sentence that proves it and the chance that it does

Which figure is meant is weighed by `figure_features`.
Lists that could be meant stand between stops (`stretches`, in each of the likeliest `frames`: where the first item begins,
`beginnings`, and the last one ends, `endings`; `borders` are those of a list that is read in one way), are whole parts that stand
in a row or open `alike`, say the same of several `subjects`, are numbered or headed (`series`), or are `gathered` by a word of
the question from several places; `list_features` weighs each against what is `wanted`.

A claim of yes or no (`claims`) is judged by `statements`: of all the `evidence` that may speak of it, for or against by its
`signals` (told by `happenings`, `directions`, `ranks`, `labels`, `poles`, `relations`, `wholes`, `thresholds`), by what is
`reckoned` from the figure that it bounds (`thresholds`, `bounds`) or the two that it compares (`comparisons`), and by the `forms`
in which it is put, which answer is likelier.
`stated` finds the fact that a part of a question is about.

Each takes a `Reading` and gives a `Draft`, or None where the clauses hold nothing of the kind. Which is asked for, and
whether the draft is sure enough to be given, is decided in `service.answer`.
"""
