import numpy as np

from service.many.facets import FacetCounts
from tests.tiny import REPORTS


def test_what_is_found_is_counted_by_region_level_year_and_report() -> None:
    found = FacetCounts(REPORTS).of(np.array([1, 2, 1, 0]))  # of which report each clause is
    assert found == {
        "region": {"安林县": 3, "北河市": 1},
        "level": {"county": 3, "city": 1},
        "year": {"2020": 3, "2019": 1},
        "report": {"anlin-2020": 2, "anlin-2019": 1, "beihe-2020": 1},
    }
    assert list(found["report"]) == ["anlin-2020", "anlin-2019", "beihe-2020"]  # most first, equal ones by value
