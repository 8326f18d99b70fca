"""How a claim is put: what is said of all, of only some, or to hear it once more (对吗) is so more or less often."""

from __future__ import annotations

import re

_FORMS = {
    "all": r"[都全](?![国省市区县球])|所有|一律|统统|每|家家|\b(?:all|every|each)\b",
    "only": r"[只光才](?!伏)|仅|唯一|\bonly\b",
    "already": r"已|早(?!期)|了(?:吗|没|么|吧|\?|$)|\balready\b",
    "bound": r"以上|以下|不[到足满止]|至少|超过|突破|\b(?:over|more than|at least|exceed)\b",
    "first": r"首|第|头一|最|世界|\b(?:first|most|\w+est)\b",
    "number": r"\d|[两二三四五六七八九十百千万亿半]",
    "ahead": r"[要将会]|打算|计划|准备|\b(?:will|plan|to be)\b",
    "before": r"[去前]年|过(?!去)|曾|\b(?:last year|was|were|did)\b",
    "dated": r"(?:19|20)\d\d",
    "tagged": r"[,，](?:对|是|真|没错)[^,，]*$|吧\?*$",
    "open": r"没有?\?*$",
    "letters": r"^[^\u4e00-\u9fff]*$",
}
FORMS = tuple(_FORMS)
_PATTERNS = tuple(map(re.compile, _FORMS.values()))


def forms(folded: str) -> tuple[float, ...]:
    """Of each of FORMS 1 where a folded question has it, else 0."""
    return tuple(float(pattern.search(folded) is not None) for pattern in _PATTERNS)
