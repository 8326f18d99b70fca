"""The reports that a question may be asked of, and what its words tell them apart by, found once for all questions."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from indexer.records import Report
from indexer.segment import fold

Region = tuple[str, str]  # name and level

KIND_OF_REGION = re.compile(r"(?:省|市|县|区|盟|州|(?:维吾尔|壮族|回族)?自治[区州县旗]|特别行政区)$")


class Reports(tuple[Report, ...]):
    """Reports in their order."""

    @functools.cached_property
    def regions(self) -> tuple[Region, ...]:
        return tuple(dict.fromkeys(map(region_of, self)))

    @functools.cached_property
    def levels(self) -> frozenset[str]:
        return frozenset(report.level for report in self)

    @functools.cached_property
    def newest(self) -> Report:
        return max(self, key=lambda report: report.year)

    def years(self, planned: bool | None) -> list[int]:
        """Those that they plan, or that they look back on (not `planned`), ascending."""
        return sorted(self._of_year[planned is not False])

    def about(self, years: Iterable[int], planned: bool | None) -> list[Report]:
        """Those that plan one of the years (`planned`), look back on it (not `planned`), or either (None)."""
        ways = (True, False) if planned is None else (planned,)
        places = {place for year in years for way in ways for place in self._of_year[way].get(year, ())}
        return [self[place] for place in sorted(places)]

    def may_be_named(self, folded: str, others: Iterable[str]) -> list[Region]:
        """The regions whose name stands in a folded text or among these other names, and those of the nation, in their order."""
        of_name, beginning, of_nation = self._of_name
        said = (name for character in set(folded) for name in beginning.get(character, ()) if name in folded)
        places = {place for name in (*said, *others) for place in of_name.get(name, ())}.union(of_nation)
        return [self.regions[place] for place in sorted(places)]

    @functools.cached_property
    def _of_year(self) -> Mapping[bool, Mapping[int, Sequence[int]]]:
        """By whether it is planned: year -> places of the reports."""
        found: dict[bool, dict[int, list[int]]] = {True: defaultdict(list), False: defaultdict(list)}
        for place, report in enumerate(self):
            found[True][report.year].append(place)
            found[False][report.reviewed_year].append(place)
        return found

    @functools.cached_property
    def _of_name(self) -> tuple[Mapping[str, Sequence[int]], Mapping[str, Sequence[str]], Sequence[int]]:
        """`region_name` -> places in `regions`; these names by what they begin with; the places of the nation."""
        of_name, beginning = defaultdict(list), defaultdict(list)
        for place, (region, _) in enumerate(self.regions):
            of_name[region_name(region)].append(place)
        of_nation = [place for place, (_, level) in enumerate(self.regions) if level == "national"]
        for name in of_name:
            beginning[name[:1]].append(name)
        return of_name, beginning, of_nation


def region_of(report: Report) -> Region:
    return report.region, report.level


@functools.lru_cache(maxsize=1 << 14)
def region_name(region: str) -> str:
    """What a folded query must hold to name a region: 安林 for 安林县, which may stand with it or without."""
    folded = fold(region)
    stem = KIND_OF_REGION.sub("", folded)
    return stem if len(stem) > 1 else folded
