"""Why the system refused a file, in the language of the moment: it says so in English, or in one
of its own."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

from graph.model.words import mark, say

_REASONS: Final[Mapping[int, str]] = {
    errno.ENOENT: mark("there is no such file or folder"),
    errno.ENOTDIR: mark("a part of its path is no folder"),
    errno.EISDIR: mark("it is a folder"),
    errno.EACCES: mark("you are not permitted to"),
    errno.EPERM: mark("you are not permitted to"),
    errno.EROFS: mark("the disk is read-only"),
    errno.ENOSPC: mark("the disk is full"),
    errno.EIO: mark("the disk does not answer"),
    errno.EBUSY: mark("another program is using it"),
    errno.EMFILE: mark("too many files are open"),
    errno.ENAMETOOLONG: mark("its name is too long"),
    errno.EEXIST: mark("it is there already"),
    errno.ELOOP: mark("its links lead in a circle"),
}


def reason(problem: OSError | ValueError) -> str:
    """Why something cannot be done with a file, to stand after a colon or in brackets.

    >>> reason(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    'there is no such file or folder'
    >>> reason(OSError(9999, "?")), reason(ValueError("embedded null byte"))
    ('error 9999 of the system', 'its name is none that a file can have')
    """
    if not isinstance(problem, OSError):
        return say("its name is none that a file can have")
    number = problem.errno or 0
    if number in _REASONS:
        return say(_REASONS[number])
    return say("error {number} of the system", number=number)
