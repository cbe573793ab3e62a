"""The kinds of date that a case has, as data: what each means for preparing, and for the stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.model.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class DateKind:
    """A kind of date in a case.

    `ahead`: it is known before it comes, so that one can prepare; the others have happened, and no
    file may say so of a day to come. `stage`: what the case comes to by it (of vocabulary.STAGES);
    "": it stays where it is. `lapses`: from when on it no longer comes, "release" or "death" (a
    release too, where it ends what would come); "": it comes all the same.
    """

    id: str
    title: str
    ahead: bool
    stage: str = ""
    lapses: str = ""

    def comes(self, stage: Stage) -> bool:
        """Whether such a day, where it lies ahead, still means anything at this stage.

        >>> from graph.model.vocabulary import STAGES
        >>> [stage.id for stage in STAGES if not BY_ID["hearing"].comes(stage)]
        ['died in custody']
        """
        return (stage.alive or not self.lapses) and (stage.detained or self.lapses != "release")


DATE_KINDS: Final = (
    DateKind("arrest", "arrest", False, "re-arrested"),  # a first arrest changes no stage
    DateKind("last proof of life", "last proof of life", False),
    DateKind("detention renewal", "renewal of the detention", True, lapses="release"),
    DateKind("transfer", "transfer to another place", False),
    DateKind("hearing", "hearing", True, lapses="death"),
    DateKind("verdict", "verdict", True, lapses="death"),
    DateKind("sentence", "sentence", False),
    DateKind("appeal limit", "last day to appeal", True, lapses="death"),
    DateKind("execution date", "day set for the execution", True, lapses="release"),
    DateKind("medical review", "medical review", True, lapses="release"),
    DateKind("hunger strike", "hunger strike", False),
    DateKind("hunger-strike day", "day of a hunger strike", False),
    DateKind("conditional release", "conditional release", False, "conditional release"),
    DateKind("release", "release", False, "released"),
    DateKind("death", "death", False, "died in custody"),
    DateKind("visit", "visit", True),
    DateKind("amnesty holiday", "holiday on which amnesties are given", True),
    DateKind("government reply due", "government reply due", True),
    DateKind("rights dialogue", "human-rights dialogue", True),
    DateKind("NGO submission", "NGO submission before a UN review", True),
    DateKind("pre-session", "pre-session of a UN review", True),
    DateKind("review", "UN review", True),
    DateKind("Council session", "Human Rights Council session", True),
)
BY_ID: Final = {kind.id: kind for kind in DATE_KINDS}
