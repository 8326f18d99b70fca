"""What an answer says, in the language of the question: the report's words stay as they are and are quoted, its figures and dates
take the form of the language, and what they are of is named where the table of indicators has a name for it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from indexer.facts import quantities
from indexer.numerals import read_number
from indexer.records import Fact
from indexer.segment import fold
from service.facts.indicators import find_indicator, mentioned
from service.languages.detect import language_of
from service.languages.phrases import Phrases, phrases
from service.languages.rendering import Figure, render
from service.many.across import asks_how_many
from service.many.listing import region_name
from service.places import called
from service.readers.yes_no import NO, YES
from service.records import Answer, AnswerRow

_YEAR = re.compile(r"(\d{4})年?")
# From the third on; the first two had other years (1953 to 1957, 1958 to 1962).
_PLAN = re.compile("“?(?![一二]五)(?P<number>[一二三四五六七八九十]+)五”?(?:时期|期间|规划期)?")
_QUOTED = re.compile(r"\s*“([^“”]+)”\s*")
_DATE = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?")
_YES_NO = {YES: "yes", NO: "no"}
_SHORTEST_NAME = 3  # characters


def told(answer: Answer) -> str | None:
    """The answer in the language of the question; None where it is in that language already, or where there is none."""
    language = language_of(answer.question)
    if answer.answer is None or language == "zh":
        return None
    spoken = phrases(language)
    if not spoken.is_chinese:
        if answer.rows:
            return _rows(answer, spoken)
        return _foreign(answer, answer.answer, spoken)
    traditional = spoken.finish(answer.answer)
    return traditional if traditional != answer.answer else None


def known(fact: Fact, spoken: Phrases) -> str:
    """A figure with its period, and whether it is an aim or a growth: growth target for 2020: 7% or more."""
    figure = render(Figure.of_fact(fact), spoken)
    if fact.kind == "other":
        return figure
    measure = "growth" if fact.change == "growth" else "amount"
    name = {"amount": "target", "growth": "growth_target"}[measure] if fact.kind == "target" else measure
    return spoken.say(f"known.{name}", period=period(fact.period, spoken), figure=figure)


def period(words: str, spoken: Phrases) -> str:
    """A year in the form of the language, those of a five-year plan as well; another period in the words of the report."""
    if year := _YEAR.fullmatch(words):
        return spoken.say("year", year[1])
    if spoken.is_chinese:
        return words
    if plan := _PLAN.fullmatch(words):
        last = 1955 + 5 * int(read_number(plan["number"]))
        return spoken.say("year", f"{last - 4}–{last}")
    return quoted(words, spoken)


def name_of(indicator: str, spoken: Phrases) -> str:
    """What an indicator is called in the language, else its name in the report, quoted where the language is another."""
    if spoken.is_chinese:
        return indicator
    return find_indicator(indicator).called.get(spoken.language) or quoted(indicator, spoken)


def region_called(region: str, spoken: Phrases) -> str:
    """What a region of a report is called in the language, else its name in the report."""
    if region == "全国":
        return spoken.say("nation")
    return called(region_name(region), spoken.language) or region


def quoted(words: str, spoken: Phrases) -> str:
    """Words of the report in the marks of the language, in place of their own where these stand around all of them."""
    own = _QUOTED.fullmatch(words)
    return spoken.say("quote", own[1] if own else words.strip())


def _foreign(answer: Answer, text: str, spoken: Phrases) -> str:
    if answer.kind == "yesno" and text in _YES_NO:
        proof = ", ".join(quoted(cited.quote, spoken) for cited in answer.citations)
        return spoken.say(_YES_NO[text]) + " " + spoken.say("says", proof)
    if answer.kind == "passage":
        return spoken.say("says", " ".join(quoted(each, spoken) for each in answer.items))
    if answer.items:
        items = [_figure(answer, each, spoken) or quoted(each, spoken) for each in answer.items]
        return spoken.say("lists", ", ".join(items), n=len(items))
    if answer.kind == "definition":
        return spoken.say("explains", quoted(text, spoken))
    figures = [_figure(answer, part, spoken) for part in text.split("、")]  # of a question that asks for several
    if all(figures):
        return "; ".join(filter(None, figures))
    return _date(text, spoken) or _sentence(answer, text, spoken)


def _rows(answer: Answer, spoken: Phrases) -> str:
    """What each report says: Beijing, 2025: about 5%. Those that do not say, and places without a report, come at the end."""

    def place(row: AnswerRow) -> str:
        region, year = region_called(row.region, spoken), spoken.say("year", row.year)
        if row.year is None:
            return region
        return spoken.say("rows.place", region=region, year=year) if answer.names_regions else year

    stated = [spoken.say("rows.row", place=place(row), said=said) for row in answer.rows if (said := _row(answer, row, spoken))]
    left = [row for row in answer.rows if row.answer is None]
    silent = {
        "not_stated": [place(row) for row in left if row.report_id],
        "not_indexed": [place(row) for row in left if not row.report_id],
    }
    stated += [spoken.say(f"rows.{name}", ", ".join(places)) for name, places in silent.items() if places]
    rows = spoken.say("rows.join").join(stated)
    is_counted = asks_how_many(fold(answer.understood or answer.question))
    return spoken.say("rows.counted", n=len(answer.items), rows=rows) if is_counted else rows


def _row(answer: Answer, row: AnswerRow, spoken: Phrases) -> str | None:
    if row.fact is not None:
        return render(Figure.of_fact(row.fact), spoken)
    if row.answer is None:
        return None
    if row.answer in _YES_NO:
        return spoken.say(_YES_NO[row.answer])
    return _figure(answer, row.answer, spoken) or _date(row.answer, spoken) or quoted(row.answer, spoken)


def _sentence(answer: Answer, text: str, spoken: Phrases) -> str:
    """Words of the report, and before them the figure where they state just one."""
    fact = _meant(answer, [fact for fact in answer.facts if fact.quote in text]) if len(quantities(text)) == 1 else None
    lead = _label(fact, spoken) + ". " if fact else ""
    return lead + spoken.say("says", quoted(text, spoken))


def _figure(answer: Answer, text: str, spoken: Phrases) -> str | None:
    """The figure, with what it is of where one fact of the quotes is meant; None for what says more than a figure."""
    found = quantities(text)
    if len(found) != 1:
        return None
    [quantity] = found
    printed = text[quantity.number_start : quantity.number_end]
    fact = _meant(answer, [fact for fact in answer.facts if _printed(fact, answer) == printed and text in fact.quote])
    if fact is not None:
        return _label(fact, spoken)
    is_bare = text[quantity.start : quantity.end] == text
    return render(Figure.of_quantity(quantity), spoken) if is_bare or answer.kind == "value" else None


def _label(fact: Fact, spoken: Phrases) -> str:
    name = name_of(fact.indicator, spoken)
    return spoken.say("label", name=name[0].upper() + name[1:], known=known(fact, spoken))


def _meant(answer: Answer, facts: Sequence[Fact]) -> Fact | None:
    """The only one of these facts, or the only one whose indicator the question names; None if its name says nothing."""
    if len(facts) > 1:
        asked = mentioned(answer.question)
        facts = [fact for fact in facts if find_indicator(fact.indicator) == asked]
    return facts[0] if len(facts) == 1 and _is_telling(facts[0].indicator) else None


def _is_telling(indicator: str) -> bool:
    """Whether a name says what its figure is of: one of the table, or one that is no mere verb or noun (安排, 面积)."""
    return bool(find_indicator(indicator).called) or len(indicator) >= _SHORTEST_NAME


def _printed(fact: Fact, answer: Answer) -> str:
    """The number of a fact with its unit, as it stands in the quote."""
    cited = next(
        each for each in answer.citations if each.clause_id == fact.clause_id and each.start <= fact.value_start < each.end
    )
    return cited.quote[fact.value_start - cited.start : fact.value_end - cited.start]


def _date(text: str, spoken: Phrases) -> str | None:
    """A date as the language writes it; None for other words."""
    if year := _YEAR.fullmatch(text):
        return spoken.say("year", year[1])
    date = _DATE.fullmatch(text)
    if date is None:
        return None
    from babel.dates import format_skeleton  # as in `service.languages.rendering`

    try:
        when = datetime.date(int(date["year"]), int(date["month"]), int(date["day"] or 1))
    except ValueError:  # 2月30日
        return None
    return format_skeleton("yMMMMd" if date["day"] else "yMMMM", when, locale=spoken.language)
