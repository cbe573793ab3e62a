"""Days as people write them, turned to ISO 8601 once it is known which number is the day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from graph.model.text import fold

_MONTHS = """
january jan januar janvier janv enero ene gennaio gen januari januar yanvar
february feb februar fevrier fevr febrero febbraio februari fev fevereiro
march mar marz mars marzo maart mrt marco maerz
april apr avril avr abril abr aprile
may mai mayo maggio mei maio
june jun juni juin junio giugno junho
july jul juli juillet juil julio luglio julho
august aug aout agosto ago augustus
september sep sept septembre septiembre settembre setembro
october oct oktober okt octobre octubre ottobre out outubro
november nov novembre noviembre novembro
december dec dezember dez decembre diciembre dic dicembre dezembro
"""
_CYRILLIC = """
январь января янв студзень студзеня січень січня
февраль февраля фев люты лютага лютий лютого
март марта мар сакавік сакавіка березень березня
апрель апреля апр красавік красавіка квітень квітня
май мая травень траўня травня
июнь июня июн чэрвень чэрвеня червень червня
июль июля июл ліпень ліпеня липень липня
август августа авг жнівень жніўня серпень серпня
сентябрь сентября сен верасень верасня вересень вересня
октябрь октября окт кастрычнік кастрычніка жовтень жовтня
ноябрь ноября ноя лістапад лістапада листопад листопада
декабрь декабря дек снежань снежня грудень грудня
"""
_ARABIC = """
يناير كانون_الثاني ژانویه|فبراير شباط فوریه|مارس آذار مارس|أبريل ابريل نيسان آوریل|مايو أيار مه
يونيو حزيران ژوئن|يوليو تموز ژوئیه|أغسطس اغسطس آب اوت|سبتمبر أيلول سپتامبر
أكتوبر اكتوبر تشرين_الأول اکتبر|نوفمبر تشرين_الثاني نوامبر|ديسمبر كانون_الأول دسامبر
"""


def _months() -> dict[str, int]:
    tables = (_MONTHS.split("\n"), _CYRILLIC.split("\n"), re.split(r"[|\n]", _ARABIC))
    return {
        fold(word.replace("_", " ")): number
        for lines in tables
        for number, line in enumerate(filter(None, (one.strip() for one in lines)), 1)
        for word in line.split()
    }


MONTHS = _months()
Order = Literal["day first", "month first"]
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ].*)?$")
_NUMBERS = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})(?:[ T,].*)?$")
_MONTH = re.compile(r"(\d{1,2})[./\-](\d{4})$")
_CHINESE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?$")
_WORD = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?")
_UNKNOWN = {"", "?", "-", "–", "—", "n/a", "na", "unknown", "unclear", "tbc", "tbd", "none"}


@lru_cache(maxsize=65536)
def iso_day(text: str, order: Order | None) -> str:
    """A day, month or year as ISO 8601 text; "" for what says that it is not known; what cannot be
    read comes back as it is, so that whoever checks it says so.

    `order` decides what is day and what month where both could be; None: that cannot be read.

    >>> iso_day("03.04.2025", "day first"), iso_day("03/04/2025", "month first")
    ('2025-04-03', '2025-03-04')
    >>> iso_day("22 November 2013", None), iso_day("Nov. 2013", None), iso_day("2018-12-00", None)
    ('2013-11-22', '2013-11', '2018-12')
    >>> iso_day("2026/10/02 9:14:21 AM GMT+2", None), iso_day("25.3.2024", None)
    ('2026-10-02', '2024-03-25')
    """
    plain = " ".join(text.split()).translate(_DIGITS)
    if plain.casefold() in _UNKNOWN:
        return ""
    if match := _ISO.match(plain) or _CHINESE.match(plain):
        return _iso(match[1], match[2], match[3]) or text
    if match := _NUMBERS.match(plain):
        first, second, year = int(match[1]), int(match[2]), _year(match[3])
        if first > 12 or (order == "day first" and second <= 12) or first == second:
            return _iso(year, str(second), str(first)) or text
        if second > 12 or order == "month first":
            return _iso(year, str(first), str(second)) or text
        return text
    if match := _MONTH.match(plain):
        return _iso(match[2], match[1], None) or text
    if _SERIAL.match(plain):  # as a workbook counts days
        return (date(1899, 12, 30) + timedelta(days=int(float(plain)))).isoformat()
    return _in_words(plain) or text


def _in_words(text: str) -> str:
    """“22 November 2013”, “Nov 2013”, “November 22, 2013”."""
    month = next(
        (
            MONTHS[word]
            for match in _WORD.finditer(text)
            for word in (fold(match[0]), *fold(match[0]).split())
            if word in MONTHS
        ),
        None,
    )
    numbers = re.findall(r"\d+", text)
    years = [one for one in numbers if len(one) == 4]
    days = [one for one in numbers if len(one) <= 2]
    if month is None or len(years) != 1 or len(days) > 1 or len(numbers) > 2:
        return ""
    return _iso(years[0], str(month), days[0] if days else None)


def _iso(year: str, month: str | None, day: str | None) -> str:
    """The parts as a date, without a month or a day that is 0; "" where there is no such date."""
    if not month or not int(month):
        return year
    if not day or not int(day):
        return f"{year}-{int(month):02d}" if int(month) <= 12 else ""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _year(text: str) -> str:
    if len(text) == 4:
        return text
    return f"20{text}" if int(text) <= (date.today().year + 10) % 100 else f"19{text}"


def is_day(text: str) -> bool:
    """Whether a text is a day, a month or a year, in whichever order."""
    plain = iso_day(text, "day first")
    return bool(plain) and bool(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", plain))


def order_of(texts: Iterable[str]) -> Order | None:
    """Which comes first, as far as the texts themselves tell: a 13 can only be a day. None: they
    do not, or they disagree.

    >>> order_of(["03.04.2025", "25.03.2024"]), order_of(["03/04/2025"]), order_of(["2025-01-02"])
    ('day first', None, None)
    """
    matches = [match for text in texts if (match := _NUMBERS.match(" ".join(text.split())))]
    day = any(int(match[1]) > 12 for match in matches)
    month = any(int(match[2]) > 12 for match in matches)
    if day == month:
        return None
    return "day first" if day else "month first"


def is_open(texts: Iterable[str]) -> bool:
    """Whether any of these could be two different days."""
    return any(iso_day(text, "day first") != iso_day(text, "month first") for text in texts)


_DIGITS = {ord(d): str(n % 10) for n, d in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
