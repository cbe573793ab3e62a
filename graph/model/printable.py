"""Text of others in a terminal, a spreadsheet or a browser: it is shown, and never acts.

Whatever a file held may be printed. An escape sequence would move the cursor, rename the window or
write into the clipboard; a change of direction would let a name read as another; a character
without width would make two names look alike. The place of each is shown instead.
"""

from __future__ import annotations

import re
from typing import Final

SHOWN: Final = "�"  # where such a character stood

# Controls (C0 but line feed, DEL, C1), line and paragraph separators; changes of direction; what
# has no width: joiners of words, soft hyphens, fillers, tags.
_ACTS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# The two joiners of letters belong to the spelling of Persian, of Indian scripts and of emoji;
# after a letter of Latin, Greek, Cyrillic, Armenian or Hebrew, or at the beginning, they only hide.
_JOINER = re.compile("(?:(?<=[\x00-\u05ff])|(?<![^\\s]))[\u200c\u200d]+")
# What turns all that follows it in its paragraph, though it stands in a name.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINES = re.compile(r"\s*\n\s*")


def harmless(text: str) -> str:
    """A text of which no character acts; its lines stay.

    >>> harmless("Ada\\x1b[2J \\u202egpj.exe")
    'Ada�[2J �gpj.exe'
    """
    # Most texts have none, and those in ASCII are looked at fastest.
    if text.isascii() and text.isprintable():
        return text
    return _JOINER.sub(SHOWN, _ACTS.sub(SHOWN, text))


def straight(text: str) -> str:
    """A text for a browser, which knows no escape sequences and needs the marks of direction to
    set a name as it is written: only what would turn the words of others around it is replaced.

    >>> straight("To reach Ada\\u202e, ask")
    'To reach Ada�, ask'
    """
    return text if text.isascii() else _TURNS.sub(SHOWN, text)


def in_line(text: str) -> str:
    """The same in one line: a cell cannot pretend to be the next row.

    >>> in_line("Ada\\nfree since today")
    'Ada free since today'
    """
    return _LINES.sub(" ", harmless(text.replace("\r\n", "\n")))


def escaped(document: str) -> str:
    r"""A JSON document in which such characters are written as `\u`: the same values, but one that
    can be looked at in a terminal.

    >>> escaped('{"name": "Ada\x9b"}')
    '{"name": "Ada\\u009b"}'
    """

    def code(match: re.Match[str]) -> str:
        units = match[0].encode("utf-16-be")
        return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))

    # Line by line, of which most are in ASCII: each costs nothing then.
    return "\n".join(
        line if line.isascii() else _JOINER.sub(code, _ACTS.sub(code, line))
        for line in document.split("\n")
    )
