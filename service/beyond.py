"""Questions that no report answers, whatever it says: for an opinion, or for how something will turn out."""

from __future__ import annotations

import re
from typing import Literal

Beyond = Literal["opinion", "forecast"]

_OPINION = re.compile(
    r"你(?:觉得|认为|怎么看|看)|怎么(?:看|评价)|如何(?:看待|评价)|看法|(?:够|好|值|对|合|公|该|应|靠)不(?:够|好|值|对|合|公|该|应|靠)|"
    r"(?:合理|公平|值得|靠谱|现实|可信)吗|是不是(?:太|过)|太[高低多少快慢大小].{0,2}[吗呢]|要不要|推荐|哪(?:个|家|里|边)更好|"
    r"do you think|should (?:i|we|they|the)\b|your opinion|\bworth\b|too (?:high|low|much|ambitious)|"
    r"(?:realistic|fair|reasonable)\?|どう思|어떻게 생각|opinas|crees que|pensez-vous|à votre avis|meinst du|"
    r"glauben sie|по-вашему|как вы думаете|ما رأيك|bạn nghĩ"
)
_FORECAST = re.compile(
    r"会不会|(?<![社大委协学展晚开盛两博交宴市理省全董峰年议工商就机事])会.{1,8}吗|真的?能|"
    r"能(?:不能|否)?(?:真正?)?(?:赶上|超过|做到|成真)|预测|明年|后年|"
    r"(?:[一二两三四五十百]|(?<!\d)\d{1,2})年(?:后|之后|以后|之内|内)(?!蒙)|(?:今后|未来)会|"
    r"next year|(?:^|[.,] )will\b.{0,60}\b(?:overtake|surpass|exceed|become|rise|fall|win)\b|years from now|within \w+ years|"
    r"forecast|predict|来年|내년|el próximo año|l'année prochaine|nächstes jahr|в следующем году"
)


def beyond(folded: str) -> Beyond | None:
    """What a folded question asks for that no report says; None if a report may say it."""
    return "opinion" if _OPINION.search(folded) else "forecast" if _FORECAST.search(folded) else None
