"""Which reports do not say so: 哪些省没有提到高铁, 谁没给进出口定目标, which provinces do not mention hydrogen."""

from __future__ import annotations

import re

from service.query import Query, understand

_ASKS = re.compile(r"哪|谁|几个|多少个|which|how many|list|name")
_SAYS = (
    r"(?:[提说写讲谈][到及起出明]|提(?![高升前])|[谈讲](?![判究])|涉及|公布|披露|报(?!告)|列出?|[给为对就把].{2,}?[定设给提报写说]|"
    r"[设制]?定|设|给出|明确)"
)
_NO = r"(?<!有)(?:没有?|未|不曾)"  # 有没有 asks which do
_NOT = re.compile(
    rf"(?:都|还|并|均|仍)?{_NO}(?=(?:在.{{0,12}}[里中上])?(?:明确|具体|专门|单独|再)?{_SAYS})|"
    r"(?:(?:只字|绝口)[未不没]|没有?一个字|从[未没]|不)(?=[谈讲提](?![高升前供判究]))|"
    rf"(?<=报告[里中上])(?:都|还|并|均|仍)?{_NO}(?=出现)|{_NO}(?=在.{{0,12}}报告[里中上]出现)|"
    r"\b(?:do|does|did)(?: not|n['’]t) (?=(?:mention|say|set|give|state|talk|discuss|refer|report|name)\b)|"
    r"(?<=\bset )no (?=\w)|(?<=\bsets )no (?=\w)|(?<=\bhave )no (?=\w)|(?<=\bgive )no (?=\w)|(?<=\bmake )no (?=mention)|"
    r"\bnothing (?=about|on\b)|\bnever (?=\w)|(?:qui |que )?ne (?=\w+ pas)|\bnicht\b|\bno (?=menciona|habla|dice)|"
    r"\b(?:fail(?:s|ed)? to|without) (?=(?:mention|say|set|giv|stat|talk|discuss|refer|report))"
)


def as_said(query: Query) -> Query | None:
    """The question which reports do say so, where a question asks which do not; None for any other."""
    match = _NOT.search(query.folded) if _ASKS.search(query.folded) else None
    return understand(query.folded[: match.start()] + query.folded[match.end() :]) if match else None
