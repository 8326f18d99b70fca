"""What the command line says, in Chinese or English by locale."""

from __future__ import annotations

import os

_CHINESE = {
    "building": "还没有索引，先用自带的报告建一个",
    "reports": "整理报告",
    "built": "已建索引 {snapshot_id}：{n_reports} 份报告，{n_clauses} 条，{n_sentences} 句，用时 {seconds:.1f} 秒",
    "cut": (
        "{n_clauses} 条中有 {n_clauses_cut} 条超过编码器所读的 {max_tokens} 个词元：共 {n_tokens_cut} 个未读，"
        "一条最多 {most_tokens_cut} 个"
    ),
    "licence_unknown": "不知道编码器 {encoder_name} 的许可证：模型说明（README.md）中没有写",
    "verified": "快照 {snapshot_id} 完好",
    "place": "{report_id} 第 {start}–{end} 字",
    "on_page": "{place}，第 {page} 页",
    "nearest": "最接近的条款",
    "confidence": "把握 {confidence:.0%}",
    "no_hits": "没有找到相关的条款。",
    "welcome": "问政：问这些报告一个问题，可以接着问“那2020年呢？”。:help 列出命令，:quit 退出。",
    "help": (
        ":open N   看第 N 条的上下文\n"
        ":facts    列出上一个答案里的数据\n"
        ":ignore year  上一个问题再问一遍，不按年份查找；也可用 region、level\n"
        ":lang zh  界面用中文；:lang en 用英文\n"
        ":help     列出这些命令\n"
        ":quit     退出（或按 Ctrl-D）"
    ),
    "speaking": "界面改用中文。",
    "unknown_language": "不认识语言 {language}；可用 {known}。",
    "no_facts_in_answer": "上一个答案里没有数据；先问一个有数字的问题，再用 :facts。",
    "nothing_to_ignore": "先提一个问题，再用 :ignore 加 {known} 之一。",
    "asked_again": "（按“{question}”理解）",
    "nothing_to_open": "没有第 {n} 条；先提一个问题，再用 :open 1 看它引用的条款。",
    "unknown_command": "不认识 {command}；:help 列出命令。",
    "unknown_command_near": "不认识 {command}；是不是 {near}？:help 列出命令。",
    "indicator": "指标",
    "value": "数值",
    "change": "性质",
    "period": "时期",
    "kind": "类别",
    "cited": "出处",
    "target": "目标",
    "outcome": "实绩",
    "next_target": "下年目标",
    "difference": "差额",
    "met": "完成",
    "points": "个百分点",
    "actual": "实绩",
    "other": "其他",
    "level": "总量",
    "growth": "增长",
    "share": "占比",
    "count": "数量",
    "yes": "是",
    "no": "否",
    "open": "说不准",
    "not_stated": "未提及",
    "not_indexed": "未收录",
    "stated": "报告所说",
    "looked_in": "按 {values} 查找",
    "in_table": "{n} 项，见下表",
    "report": "报告",
    "national": "全国",
    "provincial": "省级",
    "city": "市级",
    "county": "县级",
    "district": "区级",
    "local": "地方",
    "no_facts": "没有符合条件的“{indicator}”数据。",
    "no_facts_at_all": "没有符合这些条件的数据。",
    "near_indicators": "相近的指标：{names}",
    "more_facts": "共 {n_found} 条，显示 {n_shown} 条；其余用 --limit 或 --csv 查看。",
    "reading": "读取文件",
    "status": "处理",
    "new": "新增",
    "version": "新版本",
    "known": "已有",
    "id": "编号",
    "title": "标题",
    "region": "地区",
    "level_of": "层级",
    "year": "年份",
    "years": "年份（回顾）",
    "published": "日期",
    "speaker": "报告人",
    "file": "文件",
    "from": "来历",
    "added": "自行加入",
    "packaged": "语料自带",
    "replaces": "{report_id} 换成新文本；原来的文本以 {replaced} 引用",
    "refused": "不能加入：{told}",
    "confirm_add": "加入以上 {n} 份报告？",
    "confirm_remove": "移除 {ids}？",
    "nothing_added": "没有可加入的新报告。",
    "indexed": "已建索引 {snapshot_id}：{n_reports} 份报告，{n_clauses} 条，{n_sentences} 句",
    "error": "出错",
}
_ENGLISH = {
    "building": "nothing is indexed yet: building from the packaged corpus first",
    "reports": "preparing reports",
    "built": "indexed {snapshot_id}: {n_reports} reports, {n_clauses} clauses, {n_sentences} sentences in {seconds:.1f} s",
    "cut": (
        "{n_clauses_cut} of {n_clauses} clauses are longer than the {max_tokens} tokens that the encoder reads: "
        "{n_tokens_cut} tokens are left out, up to {most_tokens_cut} of one clause"
    ),
    "licence_unknown": "the licence of encoder {encoder_name} is not known: its model card (README.md) names none",
    "verified": "snapshot {snapshot_id} is sound",
    "place": "{report_id}, characters {start}–{end}",
    "on_page": "{place}, page {page}",
    "nearest": "nearest clauses",
    "confidence": "confidence {confidence:.0%}",
    "no_hits": "No clause was found.",
    "welcome": "wenzheng: ask these reports a question, and go on with “and in 2020?”. :help lists the commands, :quit leaves.",
    "help": (
        ":open N   shows clause N in its context\n"
        ":facts    lists the figures of the last answer\n"
        ":ignore year  asks the last question again in all years; also region, level\n"
        ":lang zh  speaks Chinese here; :lang en English\n"
        ":help     lists these commands\n"
        ":quit     leaves (so does Ctrl-D)"
    ),
    "speaking": "English from here on.",
    "unknown_language": "language {language} is not known; there are {known}.",
    "no_facts_in_answer": "the last answer has no figures; ask for one first, then :facts lists it.",
    "nothing_to_ignore": "ask first; then :ignore with one of {known} asks again.",
    "asked_again": "(understood as “{question}”)",
    "nothing_to_open": "there is no number {n}; ask first, then :open 1 shows the clause it cites.",
    "unknown_command": "{command} is not known; :help lists the commands.",
    "unknown_command_near": "{command} is not known; did you mean {near}? :help lists the commands.",
    "indicator": "indicator",
    "value": "value",
    "change": "measure",
    "period": "period",
    "kind": "kind",
    "cited": "place",
    "target": "target",
    "outcome": "outcome",
    "next_target": "next target",
    "difference": "difference",
    "met": "met",
    "points": " points",
    "actual": "outcome",
    "other": "other",
    "level": "level",
    "growth": "growth",
    "share": "share",
    "count": "count",
    "yes": "yes",
    "no": "no",
    "open": "open",
    "not_stated": "not stated",
    "not_indexed": "no report",
    "stated": "what it says",
    "looked_in": "looked in {values}",
    "in_table": "{n} in the table below",
    "report": "report",
    "national": "national",
    "provincial": "provincial",
    "city": "city",
    "county": "county",
    "district": "district",
    "local": "local",
    "no_facts": "No figure for “{indicator}” fits what was asked for.",
    "no_facts_at_all": "No figure fits these filters.",
    "near_indicators": "near: {names}",
    "more_facts": "{n_shown} of {n_found} figures; --limit or --csv gives the others.",
    "reading": "reading files",
    "status": "status",
    "new": "new",
    "version": "new version",
    "known": "here already",
    "id": "id",
    "title": "title",
    "region": "region",
    "level_of": "level",
    "year": "year",
    "years": "year (reviews)",
    "published": "given",
    "speaker": "by",
    "file": "file",
    "from": "from",
    "added": "added",
    "packaged": "corpus",
    "replaces": "{report_id} gets a new text; the one before is cited as {replaced}",
    "refused": "cannot be added: {told}",
    "confirm_add": "Add these ({n})?",
    "confirm_remove": "Remove {ids}?",
    "nothing_added": "No new report to add.",
    "indexed": "indexed {snapshot_id}: {n_reports} reports, {n_clauses} clauses, {n_sentences} sentences",
    "error": "error",
}


_TABLES = {"zh": _CHINESE, "en": _ENGLISH}
LANGUAGES = tuple(_TABLES)
_chosen: str | None = None


def speak(language: str) -> None:
    """One of LANGUAGES from now on, whatever the locale."""
    global _chosen
    _chosen = language


def say(name: str, **values: object) -> str:
    """The message of that name in the user's language."""
    return _TABLES[_chosen or _language()][name].format(**values)


def _language() -> str:
    """As POSIX has it: LC_ALL over LC_MESSAGES over LANG."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
