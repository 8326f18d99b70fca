"""The place in an order that a text gives to something, and whether it is the first of its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.numerals import ORDINAL, read_number

_LEAST = 1000
_PLACE = rf"第(?P<n>{ORDINAL}|\d+)(?=$|[名位、，。；,;\s吗?？]|大)(?!、[二三四])"  # no 第二、三产业
_WITHIN = (
    rf"(?:[进入居列在是到排名身升均]|全[国省市区球]|世界)前(?P<within>{ORDINAL}|[1-9]\d?)"
    r"(?=$|[名位强甲、，。；,;\s了吗?？])(?!、[二三四2-4]季度)"
)
_TOP = (
    r"首位|老大|(?:全[国省市]|国内|世界|全球)唯一|率先|头把交椅|没有对手|没有?人比得[过上]|独一份|最前[头面列]|打头|榜首|之首|头一?名|魁首|(?:世界|全国|全省|全市|全区|全球|国内|位?居|排名?)首(?=$|[位、，。；,;\s])|"
    r"最[高大多快好强长优佳先早](?!程度|限度)|新高|领跑"
)
_LAST = r"最[低小少慢差弱短](?!生活|工资|限度)|新低|垫底|倒数第一|最后头|最末"
RANKS = re.compile(
    rf"{_PLACE}|{_WITHIN}|(?<![古元敬养])老(?P<old>[二三四五])(?=$|[的了、，。；,;\s?？])|(?P<top>{_TOP})|(?P<last>{_LAST})|(?<=全[国省市区球])第一|(?<=世界)第一"
)
FIRST_TIME = re.compile(
    r"(?:首|第一|头一)[次度回个张批家条例座部趟届列台架艘]|首[创发航]|零的?突破|历史性突破|从无到有|填补[^，。；]{0,8}空白|"
    r"前所未有|开[^，。；]{0,4}先河|\bfirst time\b"
)

_SCOPES = re.compile("(?P<s0>全[省区市]|[省区]内)|(?P<s1>全国|国内|我国)|(?P<s2>世界|全球|国际)")


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in an order, and of what."""

    place: int  # 1 for the most, `_LEAST` for the least; the last of those it may be where `is_within` (前三)
    scope: int | None  # of the province 0, the country 1, the world 2
    is_within: bool = False

    def keeps(self, claimed: Rank) -> bool | None:
        """Whether something of this rank has the claimed one; None where they are told of other things: what is not the first of
        the province is not the first of the country, but it may be the third.
        """
        if self.scope is None or claimed.scope is None or self.scope == claimed.scope:
            is_so = self.place <= claimed.place if claimed.is_within else self.place == claimed.place and not self.is_within
            return None if self.is_within and not is_so else is_so
        if self.scope > claimed.scope:
            return True if self.place <= claimed.place and (claimed.place == 1 or claimed.is_within) else None
        return False if self.place > claimed.place and not self.is_within else None


def rank_of(text: str) -> Rank | None:
    """The last place in an order that a text names; None if it names none."""
    found = list(RANKS.finditer(text))
    if not found:
        return None
    last = found[-1]
    number = last["n"] or last["within"] or last["old"]
    place = int(read_number(number)) if number else _LEAST if last["last"] else 1
    is_within = last["within"] is not None
    scopes = list(_SCOPES.finditer(text))
    return Rank(place, int(str(scopes[-1].lastgroup)[-1]) if scopes else None, is_within)
