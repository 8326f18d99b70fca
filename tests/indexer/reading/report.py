"""A short report written for the tests, and what makes files of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

LINES = [
    "2026年安林市政府工作报告",
    "——2026年1月20日在安林市第十届人民代表大会第五次会议上",
    "市长 某某",
    "各位代表：",
    "现在，我代表市人民政府，向大会报告工作，请予审议，并请市政协委员提出意见。",
    "一、2025年工作回顾",
    "过去一年，我们坚持发展第一要务，加快建设美丽安林，各项工作取得新的进展。全年实现地区生产总值92.4亿元，增长7.1%；一般公共预算收入7.9亿元，"
    "居民人均可支配收入增长6.5%。",
    "（一）产业稳步壮大。新建茶园3200亩，培育龙头企业5家，引进茶饮、竹木家具、民宿旅游三类项目，固定资产投资增长9%。",
    "（二）城乡面貌一新。垃圾分类覆盖2个街道和87个小区，改造农村公路47公里，安水大桥于6月底建成通车，人民生活持续改善。",
    "二、2026年工作安排",
    "今年经济社会发展的主要预期目标是：地区生产总值增长7%以上，一般公共预算收入增长5%左右，居民收入增长和经济增长基本同步。",
    "（一）加快项目建设。建设安水大剧院，推进产业园二期，提高投资效益，实施技术改造项目12个。",
    "（二）守住安全底线。食品抽检不少于600个批次，隐患整改率达100%，坚持把人民生命安全放在第一位。",
    "各位代表！让我们团结起来，加快建设更加美好的安林！",
]
TEXT = "\n".join(LINES)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_of(body: str, **parts: str) -> bytes:
    """A .docx with this XML in the body of its document; `numbering`, `styles`, `footnotes` hold the XML inside these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{xml}</w:{name}>')
    return packed.getvalue()


def paragraphs(lines: Sequence[str], properties: str = "") -> str:
    return "".join(f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
