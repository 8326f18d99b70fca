"""Whether an answer says what the report says.

Two forms are the same after this normalisation: NFKC and lower case; white space dropped; thousands separators (`48,600`) and the
closing zeros of decimals (`2.70`) dropped; punctuation around the text dropped, percent and per mille signs kept. Nothing else:
a unit may be missing or other only where the gold question lists that form, and figures must be equal. Of arithmetic that is
shown (7295亿元 − 7150亿元 = 145亿元) the result is the answer, where it is what the two figures give.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from eval.gold import Question
from eval.records import Cited

THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
CLOSING_ZEROS = re.compile(r"(\d\.\d*?)0+(?!\d)")
FIGURE = re.compile(r"\d[\d.]*[^\d.].*?(?=以上$|以下$|左右$|$)")  # with a unit: a bare number is no figure
BEFORE_FIGURE = re.compile(r"^\D{0,5}\d")
ARITHMETIC = re.compile(r"(\d[\d.]*)([^\d−]+) − (\d[\d.]*)([^\d=]+) = ((\d[\d.]*)[^\d]+)")
MIN_LIST_SHARE = 0.8  # of the characters given for a list, what must be of its items
YES = ("是", "对", "有", "yes")
NO = ("否", "不", "没", "未", "无", "no")


def normalise(text: str) -> str:
    """The form in which two texts are compared; see the top of this file."""
    folded = "".join(unicodedata.normalize("NFKC", text).lower().split())
    folded = CLOSING_ZEROS.sub(lambda match: match[1].rstrip("."), THOUSANDS.sub("", folded))
    kept = [row for row, char in enumerate(folded) if not _is_punctuation(char)]
    return folded[kept[0] : kept[-1] + 1] if kept else ""


def bare(text: str) -> str:
    """Normalised, without any punctuation but that between two digits: how texts are searched in and compared by character."""
    folded = normalise(text)
    kept = {row for row in range(1, len(folded) - 1) if folded[row - 1].isdigit() and folded[row + 1].isdigit()}
    return "".join(char for row, char in enumerate(folded) if row in kept or not _is_punctuation(char))


def bag_f1(found: Counter[str], wanted: Counter[str]) -> float:
    """Harmonic mean of the shares in common: 2 * |found & wanted| / (|found| + |wanted|), each counted as often as it occurs."""
    n_common = (found & wanted).total()
    return 2 * n_common / (found.total() + wanted.total()) if n_common else 0.0


def stands_in(form: str, text: str) -> bool:
    """True if the form is in the text, punctuation aside, and no figure is cut: 8% is not in 18%, nor 3 in 3.5."""
    wanted = bare(form)
    before = r"(?<!\d)(?<!\d\.)" if wanted[:1].isdigit() else ""
    after = r"(?!\.?\d)" if wanted[-1:].isdigit() else ""
    return bool(wanted) and re.search(f"{before}{re.escape(wanted)}{after}", bare(text)) is not None


def is_exact(question: Question, answer: str | None, items: Sequence[str]) -> bool:
    """True if the answer is one of the accepted forms.

    yesno: it says the same of yes and no. list: every item is in `items` (or, without them, in the answer), none is of something
    else, and little stands around them; a whole clause that holds the list somewhere is not the list.
    """
    if answer is None:
        return False
    if question.type == "yesno":
        return _says_yes(answer) is not None and _says_yes(answer) == _says_yes(question.answers[0])
    if question.type == "list":
        return _is_the_list(question.items, items or (answer,))
    return normalise(result_of(answer)) in {normalise(form) for form in question.answers}


def result_of(answer: str) -> str:
    """The result of a difference that is shown with both its figures in one unit and is right; any other answer as it is."""
    shown = ARITHMETIC.fullmatch(answer)
    if shown is None or shown[2] != shown[4] or Decimal(shown[1]) - Decimal(shown[3]) != Decimal(shown[6]):
        return answer
    return shown[5]


def asks_for_figure(question: Question) -> bool:
    """True if the answer is a figure in digits; codes such as “515”, lists and yes or no are not."""
    if question.type in ("shorthand", "list", "yesno", "unanswerable"):
        return False
    return BEFORE_FIGURE.match(normalise(question.answers[0])) is not None


def has_right_figure(question: Question, answer: str | None) -> bool:
    """True if an accepted figure stands in the answer with its unit; the words around it (以上, 增长) may differ."""
    if answer is None:
        return False
    figures = (FIGURE.search(normalise(form)) for form in question.answers)
    return is_exact(question, answer, ()) or any(stands_in(figure[0], answer) for figure in figures if figure)


def character_f1(question: Question, answer: str | None, items: Sequence[str]) -> float:
    """Harmonic mean of the shares of characters in common (Rajpurkar et al., EMNLP 2016, by character), best accepted form.

    Of a list the items count, where they are given.
    """
    if answer is None:
        return 0.0
    found = Counter(bare("、".join(items) if items and question.type == "list" else answer))
    return max(bag_f1(found, Counter(bare(form))) for form in question.answers)


def is_citation_exact(question: Question, citations: Sequence[Cited]) -> bool:
    """True if what is cited of the right places holds the answer.

    A citation is at a right place when it is in a right clause and overlaps a gold quote. The accepted forms, or the items, that
    stand in the gold quotes must stand in what is cited; where none does (yes or no, a count), the right place is enough.
    """
    right = [cited.quote for cited in citations if _is_at_right_place(question, cited)]
    gold = "\n".join(quote.text for quote in question.quotes)
    cited = "\n".join(right)
    if question.items:
        return bool(right) and all(stands_in(item, cited) for item in question.items if stands_in(item, gold))
    forms = [form for form in question.answers if stands_in(form, gold)]
    return bool(right) and (not forms or any(stands_in(form, cited) for form in forms))


def is_right(question: Question, answer: str | None, citations: Sequence[Cited]) -> bool:
    """True if what is cited holds the answer and a figure that is asked for is the right one: what confidence is about.

    Less than exact: a phrase may be longer than need be. Of an unanswerable question no answer is right.
    """
    has_figure = not asks_for_figure(question) or has_right_figure(question, answer)
    return question.is_answerable and has_figure and is_citation_exact(question, citations)


def _is_at_right_place(question: Question, cited: Cited) -> bool:
    overlaps = any(cited.start < quote.end and quote.start < cited.end for quote in question.quotes)
    return overlaps and cited.clause_id in question.clause_ids


def _is_the_list(wanted: Sequence[str], given: Sequence[str]) -> bool:
    all_wanted, all_given = "、".join(wanted), "、".join(given)
    if not all(stands_in(item, all_given) for item in wanted):
        return False
    if not all(stands_in(item, all_wanted) or any(stands_in(part, item) for part in wanted) for item in given):
        return False
    found = Counter(bare(all_given))
    return (found & Counter(bare(all_wanted))).total() >= MIN_LIST_SHARE * found.total()


def _says_yes(text: str) -> bool | None:
    said = normalise(text)
    return False if said.startswith(NO) else True if said.startswith(YES) else None


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char).startswith("P") and char not in "%‰"
