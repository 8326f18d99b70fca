"""Months, days and classes that a text names."""

from __future__ import annotations

from service.readers.labels import labels, ordinals


def test_a_class_is_the_same_in_roman_arabic_and_chinese_numerals() -> None:
    assert labels("水质达到Ⅱ类") == labels("水质达到2类") == labels("水质达到二类") == {"类": {2}}
    assert labels("地表水优于Ⅶ类") == {"类": {7}}
    assert labels("地表水优于Ⅷ类") == {"类": {8}}


def test_letters_that_are_no_roman_numeral_name_no_class() -> None:
    assert labels("iiv类") == labels("viiii类") == labels("via the bridge") == {}
    assert labels("5A景区") == {"a": {5}}


def test_each_kind_is_told_apart() -> None:
    assert labels("从十一月起,12月5日前完成") == {"月": {11, 12}, "日": {5}}


def test_months_that_last_are_no_month() -> None:
    assert labels("历时3个月") == {}
    assert labels("历时三个月") == {}


def test_one_of_a_series_is_known_by_its_whole_numeral() -> None:
    assert ordinals("第二十届论坛") == ordinals("第20届论坛") == {(20, "届")}
    assert ordinals("第一百三十二批、第二批") == {(132, "批"), (2, "批")}
    assert ordinals("连续三届") == set()
