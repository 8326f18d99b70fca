"""Figures in the form of a language."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.languages.phrases import FOLDER, LANGUAGES, phrases
from service.languages.rendering import Figure, render


def figure(value: str, unit: str, qualifier: str | None = None, *, to: str | None = None, of: str = "") -> Figure:
    return Figure(Decimal(value), Decimal(to) if to else None, unit, qualifier, of)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "110.02 billion yuan"),
        ("de", "110,02 Milliarden Yuan"),
        ("fr", "110,02 milliards de yuans"),
        ("es", "110,02 mil millones de yuanes"),
        ("pt", "110,02 bilhões de yuans"),
        ("ru", "110,02 миллиарда юаней"),
        ("ar", "110.02 مليار يوان"),
        ("vi", "110,02 tỷ nhân dân tệ"),
        ("th", "1.1002 แสนล้าน หยวน"),
        ("ja", "1100.2億元"),
        ("ko", "1100.2억 위안"),
        ("zh", "1100.2亿元"),
    ],
)
def test_a_sum_of_money_has_the_scale_and_signs_of_the_language(language: str, told: str) -> None:
    assert " ".join(render(figure("1100.2", "亿元"), phrases(language)).split()) == told  # spaces that do not break are spaces


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (figure("8", "%", "以上"), "8% or more"),
        (figure("48600", "个", "以上"), "48,600 or more"),
        (figure("45.6", "万人", "约"), "about 456,000 people"),
        (figure("1", "人"), "1 person"),
        (figure("128", "家", of="国家高新技术企业"), "128 companies"),
        (figure("128", "家", of="科技馆"), "128"),
        (figure("531.7", "平方公里"), "531.7 square kilometers"),
        (figure("9.22", "亿美元"), "922 million US dollars"),
        (figure("0.5", "个百分点", "超"), "more than 0.5 percentage points"),
        (figure("5", "%", to="7"), "5% to 7%"),
        (figure("2.7", "‰"), "2.7‰"),
        (figure("3", "万亩"), "30,000 mu"),
    ],
)
def test_bounds_people_companies_and_measures_have_their_words(asked: Figure, told: str) -> None:
    assert render(asked, phrases("en")) == told


def test_a_fall_by_three_percent_or_more_is_minus_three_or_less() -> None:
    assert render(figure("-3", "%", "以上"), phrases("en")) == "-3% or less"


def test_a_unit_without_a_translation_stays_as_printed() -> None:
    assert render(figure("2000", "人次", "超"), phrases("en")) == "more than 2,000 (人次)"
    assert render(figure("3", "万元/亩"), phrases("en")) == "30,000 (元/亩)"


@pytest.mark.parametrize(
    ("value", "told"), [("1", "1 проект"), ("3", "3 проекта"), ("25", "25 проектов"), ("1.5", "1,5 проекта")]
)
def test_russian_has_a_form_for_each_kind_of_number(value: str, told: str) -> None:
    assert render(figure(value, "个", of="重点项目"), phrases("ru")) == told


def test_millions_begin_at_a_million_and_keep_every_digit() -> None:
    assert render(figure("99.99", "万元"), phrases("en")) == "999,900 yuan"
    assert render(figure("100", "万元"), phrases("en")) == "1 million yuan"
    assert render(figure("1234567", "元"), phrases("en")) == "1,234,567 yuan"


@given(st.decimals("0.01", "99999", places=2), st.sampled_from(["元", "万元", "亿元", "万亿元"]))
def test_no_digit_of_a_figure_is_lost(value: Decimal, unit: str) -> None:
    told = render(Figure(value, None, unit, None), phrases("en"))
    words = {"million": 6, "billion": 9, "trillion": 12, "quadrillion": 15}
    number, *scale = told.removesuffix(" yuan").replace(",", "").split(" ")
    found = Decimal(number) * 10 ** (words[scale[0]] if scale else 0)
    assert found == value * {"元": 1, "万元": 10**4, "亿元": 10**8, "万亿元": 10**12}[unit]


def test_every_language_has_the_same_phrases_with_the_same_places() -> None:
    def places(table: object, name: str = "") -> dict[str, list[str]]:
        if isinstance(table, dict):
            return {key: found for each, inner in table.items() for key, found in places(inner, f"{name}.{each}").items()}
        return {name: sorted(re.findall(r"{(\w*)}", str(table)))}

    def spoken(language: str) -> dict[str, list[str]]:
        return places({key: found for key, found in phrases(language).table.items() if key != "nouns"})

    for language in LANGUAGES:
        assert spoken(language) == spoken("en"), language
        assert phrases(language).table["nouns"].keys() == phrases("en").table["nouns"].keys(), language


def test_a_language_without_phrases_is_answered_in_english() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} < set(LANGUAGES)
    assert phrases("it").say("yes") == "Yes."
