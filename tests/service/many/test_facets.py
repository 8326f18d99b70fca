from service.many.facets import count_facets
from tests.tiny import REPORTS


def test_what_is_found_is_counted_by_region_level_year_and_report() -> None:
    anlin_2019, anlin_2020, beihe = REPORTS
    assert count_facets([anlin_2020, beihe, anlin_2020, anlin_2019]) == {
        "region": {"安林县": 3, "北河市": 1},
        "level": {"county": 3, "city": 1},
        "year": {"2020": 3, "2019": 1},
        "report": {"anlin-2020": 2, "anlin-2019": 1, "beihe-2020": 1},
    }
