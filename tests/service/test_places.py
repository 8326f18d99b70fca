"""Provinces and large cities in other languages than Chinese."""

from __future__ import annotations

import pytest

from indexer.segment import fold
from service.engine import Engine
from service.places import called, large_places, named_abroad
from service.query import understand


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("What was Shanghai's GDP?", "上海"),
        ("Wie hoch war das BIP von Peking?", "北京"),
        ("Quel est le PIB de la Mongolie-Intérieure ?", "内蒙古"),
        ("ВВП провинции Хэнань в Шанхае", "河南"),
        ("розничный товарооборот в Шанхае", "上海"),
        ("상하이의 고정자산투자는 얼마입니까?", "上海"),
        ("كم بلغ الناتج المحلي لشنغهاي؟", "上海"),
        ("GDP của tỉnh Thanh Hải", "青海"),
    ],
)
def test_a_place_is_known_in_the_language_of_the_question(question: str, place: str) -> None:
    assert place in understand(question).places


@pytest.mark.parametrize("words", ["the Henanese", "a shanghaied sailor", "внутренний рынок", "خبير اقتصادي"])
def test_a_word_that_only_holds_a_name_is_no_place(words: str) -> None:
    assert named_abroad(fold(words)) == {}


def test_what_a_language_calls_a_place() -> None:
    assert [called("上海", language) for language in ("en", "es", "ko", "ru", "vi", "ja")] == [
        "Shanghai",
        "Shanghai",
        "상하이",
        "Шанхай",
        "Thượng Hải",
        None,
    ]
    assert called("安林", "en") is None


def test_no_name_in_another_language_stands_for_two_places() -> None:
    for place in large_places():
        for language in ("en", "ko", "ru", "ar", "vi"):
            name = called(place, language)
            assert name is None or named_abroad(fold(name)) == {place: (0, len(fold(name)))}


def test_another_place_in_another_language_is_not_answered_for(tiny: Engine) -> None:
    found = tiny.ask("What was the gross regional product of Sichuan in 2019?")
    assert (found.status, found.reason) == (
        "abstained",
        "The indexed reports are those of 安林县, 北河市 and do not speak of Sichuan.",
    )
