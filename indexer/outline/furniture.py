"""What a web page puts around a report and the report does not say: breadcrumbs, buttons, 来源：, links to other news.

Looked for only before the first and after the last of the report itself, so that nothing inside it is ever taken for furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.outline.markers import Family, parse_marker
from indexer.outline.sentences import trim

LONGEST_LINE = 60  # of furniture, and of what stands before the report
LONGEST_CAPTION = 120  # of a photograph
LONGEST_VALUE = 20  # of what a label such as 来源： on the line before names
N_LINES = 60  # looked through at either end

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SALUTATION = re.compile(r"各位代表|同志们|各位委员")
_BUTTONS = (
    "您(?:现在|当前)?(?:的|所在的?)?位置|当前位置|现在位置|首页|下载|打印(?:本页|本文)?|全屏|收藏(?:本页)?|字[号体]|加大|还原|减小|放大|缩小|默认"
    "|特大|超大|[大中小]|分享(?:到|至)?|微信(?:好友)?|微博|新浪微博|朋友圈|QQ(?:空间|好友)?|复制链接|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)?"
    "|扫一扫在?(?:手机)?(?:打开)?(?:当前页|分享本页)?|点击图片进入专题|(?:相关|推荐)(?:报道|文档|附件|链接|阅读|新闻|文章|稿件|信息)"
    "|上一篇|下一篇|上一页|下一页|没有了|无障碍(?:浏览)?|繁體|简体|繁体|网站地图|我要纠错|语音播报"
    "|朗读|留言|(?:发表)?评论|加入收藏|告诉好友|打印此文|点赞|举报|次|false|true|Public domain"
)
_LABELS = (
    "(?:信息|文章|稿件|内容)?来源|稿源|(?:发布|发表|更新|成文|印发)?(?:时间|日期)|作者|记者|责任?编辑|责编|编辑|审核|校对|监制"
    "|阅读量?|浏览(?:量|次数)?|点击(?:量|数|率)?|访问(?:量|次数)"
    "|索引号|(?:信息|主题)分类|主题词|(?:发布|发文|公开)(?:机关|机构|单位|字号|方式|范围|日期)|文号|(?:成文|生成)日期|有效性|公文时效|视力保护色"
)
_BUTTON_LINE = re.compile(rf"(?=.*[^\W\d_])(?:{_BUTTONS}|[\W\d_])+")
_BREADCRUMBS = re.compile(r"(?:您.{0,4}位置|当前位置|现在位置)\s*[:：]?.*|首页\s*(?:[>＞»→\\/|-]|-{1,2}>).*")
_LABELLED = re.compile(rf"[(（【\[]?\s*(?:{_LABELS})\s*[:：].*")
_LABEL = re.compile(rf"(?:{_LABELS})\s*[:：]")
_TIMESTAMP = re.compile(
    r"(?:(?:20|19)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
    r"|(?:20|19)\d\d年\d{1,2}月\d{1,2}日\s*\d{1,2}[:：时点]\d\d分?(?:[:：]?\d\d秒?)?)"
    rf"(?:\s*{_LABELLED.pattern})?"
)
_CAPTION = re.compile(r".*(?:记者|通讯员|摄影|报告。?).{0,20}(?:摄|摄影|供图)")
_OF_THE_REPORT = re.compile(r"工作报告|会议|代表大会")
_NOTE_OF_A_LIBRARY = re.compile(r"注：.{0,6}维基文库.*")


def furniture(text: str) -> list[tuple[int, int]]:
    """The lines of `text` that are furniture of the page, as (start, end) in reading order, white space around them left out.

    Empty where the text has no line of a report's body: then nothing tells what stands around it.
    """
    lines = [span for span in (trim(text, *line.span()) for line in _LINE.finditer(text)) if span[0] < span[1]]
    body = next((row for row, line in enumerate(lines[: N_LINES + 1]) if _opens_body(text, *line)), None)
    if body is None:
        return []
    head = _head(text, lines[:body])
    return [*(lines[row] for row in head), *lines[_tail(text, lines, body) :]]


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with these lines left out, and the lines that they leave empty."""
    kept, at = [], 0
    for start, end in spans:
        kept.append(text[at:start].rstrip(" \t\u3000\xa0"))
        at = end + 1 if text[end : end + 1] == "\n" else end
    return "".join([*kept, text[at:]]).strip("\n")


def _opens_body(text: str, start: int, end: int) -> bool:
    """Whether the line is of the report's body: its salutation, a numbered title, or prose."""
    if _SALUTATION.match(text, start, end) is not None:
        return True
    marker = parse_marker(text, start, end)
    is_numbered = marker is not None and marker.family in (Family.DIVISION, Family.PART, Family.SECTION)
    return is_numbered or (end - start > LONGEST_LINE and "。" in text[start:end] and not _is_caption(text[start:end]))


def _head(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Rows of furniture among the lines before the body."""
    printed = [text[start:end] for start, end in lines]
    sure = [_is_furniture(line) for line in printed]
    for row, line in enumerate(printed):
        before = printed[row - 1] if row else ""
        was_sure = row > 0 and sure[row - 1]
        is_value = _LABEL.fullmatch(before) and len(line) <= LONGEST_VALUE and not _OF_THE_REPORT.search(line)
        is_crumb = was_sure and len(line) <= LONGEST_VALUE and (before in (">", "＞", "»") or before == line)
        is_rule = not re.search(r"\w", line) and (was_sure or any(sure[row + 1 : row + 2]))
        sure[row] = bool(sure[row] or is_value or is_crumb or is_rule)
    return (row for row, is_sure in enumerate(sure) if is_sure)


def _tail(text: str, lines: Sequence[tuple[int, int]], body: int) -> int:
    """The row from which on all is furniture: it opens with a sure line, and only short ones follow. len(lines) if none does."""
    first = len(lines)
    for row in range(len(lines) - 1, max(body, len(lines) - N_LINES), -1):
        line = text[slice(*lines[row])]
        if len(line) > LONGEST_LINE:
            break
        if _is_furniture(line) or _NOTE_OF_A_LIBRARY.fullmatch(line):
            first = row
    return first


def _is_furniture(line: str) -> bool:
    patterns = (_BUTTON_LINE, _BREADCRUMBS, _LABELLED, _TIMESTAMP) if len(line) <= LONGEST_LINE else ()
    return _is_caption(line) or any(pattern.fullmatch(line) for pattern in patterns)


def _is_caption(line: str) -> bool:
    return len(line) <= LONGEST_CAPTION and _CAPTION.fullmatch(line) is not None
