"""Where a report mentions a theme."""

from __future__ import annotations

from dataclasses import replace

from service.engine import Engine
from service.many.mentions import Theme, first_mention
from tests.tiny import REPORTS


def test_a_theme_is_found_in_full_width_too(tiny: Engine) -> None:
    wide = replace(REPORTS[2], text=REPORTS[2].text.replace("地铁1号线", "地铁１号线"))
    found = first_mention(Theme([["地铁1号"]]), [wide], tiny.snapshot)
    assert found is not None and found.quote.startswith("地铁１号线")


def test_the_first_sentence_of_a_report_that_has_all_of_a_theme_is_given(tiny: Engine) -> None:
    found = first_mention(Theme([["公交线路"], ["轻轨", "地铁"]]), REPORTS, tiny.snapshot)
    assert found is not None
    assert (found.report_id, found.quote) == ("beihe-2020", "地铁1号线开通运营,新增公交线路11条。")
    assert first_mention(Theme([["地铁"], ["敬老院"]]), REPORTS, tiny.snapshot) is None


def test_what_is_planned_is_sought_among_what_is_planned(tiny: Engine) -> None:
    found = first_mention(Theme([["公交线路"]], is_planned=True), REPORTS[1:], tiny.snapshot)
    assert found is not None and found.quote == "2.新增公共停车位800个、公交线路4条。"
    assert first_mention(Theme([["公交线路"]], is_planned=True), REPORTS[2:], tiny.snapshot) is None  # where it was done
