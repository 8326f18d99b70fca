"""The question as it is put to one report: with its region and year in place of all that are named, after the figure and not
after its course (怎么变化的)."""

from __future__ import annotations

import re

from service.many.listing import Region
from service.many.scope import Scope
from service.query import Query

_YEARS = re.compile(
    r"(?<!\d)(?:从|自|在)?(?:(?:19|20)\d\d[年년]?(?:度|底|末)?(?:[和与及、,，到至~～—–-]|以来|之后|以后|开始|至今|起|间)*)+(?:期间|为止)?"
)
_COURSE = re.compile(
    r"(?:是|又是)?(?:怎么|怎样|如何)(?:样|一步步|一步一步|逐步|逐年|逐渐)?(?:变化?|变动|调整?|提高|上调|增长|下降|走)?(?:过?来)?的?(?=[?？。]?$)"
    r"|有没?有?(?:何|什么)?(?:变化|提高|调整|上调)(?=[吗?？。]?$)|[，,]?(?:变化|走势|趋势)(?:情况|趋势|过程)?(?:如何|怎样|怎么样)?(?=[?？。]?$)"
    r"|(?:有所)?(?:提高|升高|上调|降低|变化)了?[吗么](?=[?？。]?$)"
)
_WHO_SAYS = re.compile(r"[,，]\s*(?:都有|有)?(?:哪|谁)[^,，]{0,8}(?:[说报提给]|公布)[^,，]{0,8}$")  # 打算增长多少,哪几个省说了
_EACH = re.compile("分别|各自|各(?=[是为多达有发增降下上安])|一年一年|每一?年|历年|逐年|各年")


def put_to(query: Query, scope: Scope, region: Region, year: int | None) -> str:
    """The words to ask the report of that region and year, alone."""
    text = _WHO_SAYS.sub("", query.folded)
    if year is not None and not query.relative:
        first, *others = _YEARS.split(text)
        text = f"{first}{year}年{''.join(others)}" if others else f"{year}年{text}"
    for number, each in enumerate(scope.said_regions):
        named = rf"(?:和|与|及|以及|跟|、|,|，|and )?\s*{re.escape(each)}(?:省|市|自治区)?"
        text = re.sub(named, "" if number else region[0], text, count=1)
    return _COURSE.sub("是多少", _EACH.sub("", text))
