"""What reports are told apart by, against a loop over them."""

from __future__ import annotations

import pytest

from service.many.listing import Reports, region_name
from service.many.scope import is_about
from tests.tiny import tiny_report

REPORTS = Reports(
    tiny_report(f"{region}-{year}", region, level, "")
    for region, level in (("全国", "national"), ("吉林省", "provincial"), ("吉林市", "city"), ("安林县", "county"))
    for year in (2023, 2020, 2021)
)


@pytest.mark.parametrize("planned", [True, False, None])
@pytest.mark.parametrize("years", [(), (2020,), (2019, 2022, 2023)])
def test_reports_about_years_are_those_of_a_loop_in_their_order(years: tuple[int, ...], planned: bool | None) -> None:
    assert REPORTS.about(years, planned) == [report for report in REPORTS if is_about(report, years, planned)]


@pytest.mark.parametrize("folded", ["吉林2020年的gdp", "安林和吉林", "安", "", "jilin"])
def test_regions_that_may_be_named_are_those_whose_name_stands_there_and_the_nation(folded: str) -> None:
    names = {region: region_name(region[0]) for region in REPORTS.regions}
    wanted = [region for region, name in names.items() if name in folded or region[1] == "national"]
    assert REPORTS.may_be_named(folded, ()) == wanted


def test_a_region_named_in_another_language_may_be_named() -> None:
    assert ("安林县", "county") in REPORTS.may_be_named("how much in anlin", ["安林"])


def test_years_are_those_planned_or_looked_back_on_ascending() -> None:
    assert (REPORTS.years(True), REPORTS.years(False), REPORTS.years(None)) == (
        [2020, 2021, 2023],
        [2019, 2020, 2022],
        [2020, 2021, 2023],
    )
    assert (REPORTS.newest.report_id, REPORTS.levels) == ("全国-2023", {"national", "provincial", "city", "county"})
