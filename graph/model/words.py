"""Every text that a person sees goes through `say` or `count`, so that it can be translated.

A text is a whole sentence or phrase with named placeholders, written where it is used and never
glued from halves: `say("Start with {embassy}.", embassy=name)`. Lists, dates, numbers and shares
are written as the language writes them (Babel, CLDR). `language` is set once around a page, a
fragment, a callback or a command (`speaking`); JSON is always English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache, wraps
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
ENGLISH: Final = "en_GB"  # days before months, no comma before "and"
PSEUDO: Final = "en_XA"  # accented English: what is outside its brackets is untranslated
CATALOGUES: Final = Path(__file__).parent.parent / "languages"  # a language each: fr.po, fa.po

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language() -> str:
    """The language that texts are written in here and now."""
    return _language.get()


def languages() -> tuple[str, ...]:
    """What can be chosen: English, each language whose catalogue lies there, the pseudo-language.

    >>> languages()[0], languages()[-1]
    ('en_GB', 'en_XA')
    """
    return (ENGLISH, *sorted(path.stem for path in CATALOGUES.glob("*.po")), PSEUDO)


def right_to_left(chosen: str) -> bool:
    """Whether a language is written from right to left.

    >>> right_to_left("fa"), right_to_left(PSEUDO)
    (True, False)
    """
    from babel import Locale

    return str(Locale.parse(_locale(chosen)).text_direction) == "rtl"


def own_name(chosen: str) -> str:
    """What a language calls itself.

    >>> own_name("fr"), own_name(ENGLISH)
    ('français', 'English')
    """
    from babel import Locale

    locale = Locale.parse(_locale(chosen))
    return str(locale.languages.get(locale.language, chosen))


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Within it texts are in this language.

    >>> with speaking(PSEUDO):
    ...     say("Start with {embassy}.", embassy="Oslo")
    '⟦Šţàŕţ ŵîţĥ Oslo.⟧'
    """
    token = _language.set(chosen)
    try:
        yield
    finally:
        _language.reset(token)


def spoken(chosen: Callable[[], str]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Wraps what says texts where no language is set yet: a page, a fragment, a callback.

    `chosen` is asked at each call, for what the language is then.
    """

    def wrap(draw: Callable[P, T]) -> Callable[P, T]:
        @wraps(draw)
        def in_language(*args: P.args, **kwargs: P.kwargs) -> T:
            with speaking(chosen()):
                return draw(*args, **kwargs)

        return in_language

    return wrap


def say(template: str, **values: object) -> str:
    """A sentence or phrase in the language of the moment; `values` stand for its placeholders.

    What is put in is a text already: names, or what `count`, `listed`, `written` … made.

    >>> say("Start with {embassy}: ask for {ask}.", embassy="Canada", ask="a visit")
    'Start with Canada: ask for a visit.'
    """
    chosen = _language.get()
    if chosen != ENGLISH and template:
        template = _translated(chosen, template)
    return template.format(**values) if values else template.format()


def count(one: str, many: str, n: int, **values: object) -> str:
    """A number with its words in the plural that the language wants; {n} is the number.

    >>> count("{n} embassy", "{n} embassies", 1), count("{n} embassy", "{n} embassies", 1200)
    ('1 embassy', '1,200 embassies')
    """
    chosen = _language.get()
    if chosen == ENGLISH:
        template = one if n == 1 else many
    elif chosen == PSEUDO:
        template = pseudo(one if n == 1 else many)
    else:
        template = _catalogue(chosen).ngettext(one, many, n)
    return template.format(n=number(n), **values)


def mark(template: str) -> str:
    """The same text: it is written here, and said elsewhere by `say(variable)`."""
    return template


def listed(names: Sequence[str], most: int = 5, *, either: bool = False) -> str:
    """Names as people say them; more than `most` are counted.

    >>> listed(["Ada", "Bo", "Cy"]), listed(["Ada"]), listed(["Ada", "Bo", "Cy"], most=2)
    ('Ada, Bo and Cy', 'Ada', 'Ada, Bo and 1 more')
    """
    from babel.lists import format_list  # only who writes a list pays for Babel's import

    shown = list(names[:most])
    if len(names) > most:
        shown.append(say("{n} more", n=number(len(names) - most)))
    if len(shown) < 2:
        return "".join(shown)
    return format_list(shown, style="or" if either else "standard", locale=_locale())


def written(day: str | date) -> str:
    """A date as people write it, and no more precise than it is known.

    >>> written("2026-12-02"), written("2026-12"), written("2026")
    ('2 December 2026', 'December 2026', '2026')
    """
    return _written(str(day), _locale())


@lru_cache(4096)  # an answer says a few days many times
def _written(day: str, locale: str) -> str:
    from babel.dates import format_date, format_skeleton

    parts = day.split("-")
    year, month, of_month = (int(part) for part in (*parts, "1", "1")[:3])
    if len(parts) == 1:
        return day
    at = date(year, month, of_month)
    if len(parts) == 2:
        return str(format_skeleton("yMMMM", at, locale=locale))
    return str(format_date(at, format="long", locale=locale))


def percent(share: float) -> str:
    """A share in whole percent: more would pretend to a precision that judgements lack.

    >>> percent(0.107), percent(0.004), percent(0.0), percent(0.999)
    ('11%', 'under 1%', '0%', 'over 99%')
    """
    if 0 < share < 0.01:
        return say("under {percent}", percent=_percent(1))
    return (
        say("over {percent}", percent=_percent(99))
        if 0.99 < share < 1
        else _percent(round(100 * share))
    )


def number(value: float, decimals: int = 0) -> str:
    """A number with the separators of the language.

    >>> number(1200), number(0.25, 2), number(3.0)
    ('1,200', '0.25', '3')
    """
    if _language.get() in (ENGLISH, PSEUDO):
        return f"{value:,.{decimals}f}"
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=_locale())


def pseudo(template: str) -> str:
    """The template with accents and in brackets, its placeholders as they are.

    >>> pseudo("Ask {who}")
    '⟦Àšķ {who}⟧'
    """
    accented = (
        before.translate(_ACCENTS).replace("{", "{{").replace("}", "}}") + _placeholder(*rest)
        for before, *rest in Formatter().parse(template)
    )
    return f"⟦{''.join(accented)}⟧"


def _placeholder(name: str | None, spec: str | None, turned: str | None) -> str:
    if name is None:
        return ""
    return f"{{{name}{'!' + turned if turned else ''}{':' + spec if spec else ''}}}"


_ACCENTS: Final = str.maketrans(
    "ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz", "ÀÇĐÉĜĤÎĴĶĻÑÖŔŠŢÛŴÝŽàçđéĝĥîĵķļñöŕšţûŵýž"
)


def _translated(chosen: str, template: str) -> str:
    return pseudo(template) if chosen == PSEUDO else _catalogue(chosen).gettext(template)


@cache
def _catalogue(chosen: str) -> NullTranslations:
    """A language's texts; those that nobody translated yet stay English."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    path = CATALOGUES / f"{chosen}.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=chosen))
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def _percent_of(chosen: str) -> Callable[[int], str]:
    if chosen in (ENGLISH, PSEUDO):
        return lambda whole: f"{whole}%"
    from babel.numbers import format_percent

    return lambda whole: format_percent(whole / 100, locale=chosen)


def _percent(whole: int) -> str:
    return _percent_of(_language.get())(whole)


def _locale(chosen: str | None = None) -> str:
    chosen = chosen or _language.get()
    return ENGLISH if chosen == PSEUDO else chosen
