"""What a made-up county's report states, for tests of the facts."""

from __future__ import annotations

from indexer.facts import facts
from indexer.outline import outline
from indexer.records import Fact, Report


def report(text: str) -> Report:
    return Report("linshui-2020", "政府工作报告", "临水县", "county", 2020, 2019, None, None, "0" * 64, text)


def stated(text: str) -> list[Fact]:
    whole = report(text)
    return facts(whole, outline(whole).clauses)


def reviewed(sentence: str) -> list[Fact]:
    return stated(f"一、2019年工作回顾\n{sentence}\n二、2020年工作安排\n继续努力。")


def planned(sentence: str) -> list[Fact]:
    return stated(f"一、2019年工作回顾\n全县干部齐心协力。\n二、2020年工作安排\n{sentence}")


def indicators(sentence: str) -> list[str]:
    return [fact.indicator for fact in reviewed(sentence)]


def values(found: list[Fact]) -> list[str]:
    return [f"{fact.value}{'' if fact.value_to is None else f'..{fact.value_to}'} {fact.unit}" for fact in found]
