"""The words of the field, as data: what a campaign's files may say, once.

Terms of OpenEvSys, OHCHR and diplomatic practice. Users may extend a list by an entry here, and the
asks by a line in asks.txt. What an ask costs, who owns it and whether it can be taken back are
judgements; `basis` names the rule that allows it, marked (unverified) where the rule itself was not
read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from graph.model.tables import NOTHING, entries
from graph.model.words import say

ROLES: Final = (
    "prisoner",
    "co-accused",
    "relative",
    "family spokesperson",
    "local counsel",
    "international counsel",
    "activist",
    "coordinator",
    "exile",
    "journalist",
    "doctor",
    "interpreter",
    "source",
    "trial observer",
    "diplomat",
    "human-rights officer",
    "desk officer",
    "consul",
    "special envoy",
    "special rapporteur",
    "parliamentarian",
    "official",
    "minister",
    "prosecutor",
    "judge",
    "pardoning authority",
    "mediator",
    "expert",
    "gatekeeper",
    "contact",  # of whom nobody has said more
)


def role_title(role: str) -> str:
    """A role in words; one that is in no list stays as somebody wrote it."""
    return say(role) if role in ROLES else role


SECTORS: Final = {
    "ngo": "non-governmental organization",
    "igo": "intergovernmental organization",
    "media": "media",
    "party": "political party",
    "union": "trade or professional union",
    "company": "company",
    "faith": "faith community",
    "academic": "university or academy",
    "bar": "bar association or law firm",
    "foundation": "foundation",
    "court": "court",
    "caucus": "group of parliamentarians",
    "other": "of another sector, or of one that is not known",
}


class Listed(Protocol):
    """An entry of a list: a short id for files and values, a title for people."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Function:
    """One thing that a release coalition must get done."""

    id: str
    title: str
    after_release: bool = False  # still needed when the prisoner is free
    after_death: bool = False  # still needed when the prisoner has died

    def remains(self, stage: Stage) -> bool:
        """Whether a case at this stage still needs it."""
        if not stage.alive:
            return self.after_death
        return self.after_release or not stage.free


FUNCTIONS: Final = (
    Function("documentation", "documentation and evidence", True, True),
    Function("monitoring", "monitoring and reporting", True, True),
    Function("local defence", "local defence in court"),
    Function("international law", "UN and regional legal procedures", True, True),
    Function("legal reform", "legal reform", True, True),
    Function("family", "family liaison and welfare", True, True),
    Function("prisoner support", "prisoner support: letters and visits"),
    Function("psychosocial", "psychosocial care", True, True),
    Function("medical", "medical care and advice", True),
    Function("consent", "consent keeping", True, True),
    Function("coordination", "coordination", True, True),
    Function("diplomacy", "diplomatic channels"),
    Function("international pressure", "international pressure: UN and regional bodies"),
    Function("parliaments", "parliaments"),
    Function("media", "media coverage", True, True),
    Function("awareness", "public awareness"),
    Function("culture", "cultural and symbolic action"),
    Function("diaspora", "diaspora"),
    Function("mediation", "discreet mediation"),
    Function("business", "business leverage"),
    Function("sanctions", "sanctions dossier"),
    Function("fundraising", "fundraising", True, True),
    Function("translation", "translation", True, True),
    Function("security", "technology and security", True, True),
    Function("emergency", "emergency response", True),
    Function("relocation", "relocation and visa", True),
    Function("reprisals", "reprisal monitoring", True, True),
    Function("peers", "expert and peer bodies"),
    Function("release day", "release-day logistics", True),
    Function("reintegration", "rehabilitation and reintegration", True),
    Function("long term", "long-term advocacy", True, True),
)


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that one can ask for.

    `public`: True or False, or None where it can be done either way. `owner` is who does it.
    `cost` is what it costs that owner (none, low, middle, high). `names_the_person`: it cannot be
    done without naming the prisoner, so that consent comes first. `helps_the_free`: the only asks
    once the prisoner is out.
    """

    id: str
    title: str
    public: bool | None
    channel: str  # embassy, ministry, parliament, UN, regional body, detaining state, nobody
    owner: str
    cost: str
    reversible: bool
    basis: str  # "": no rule is known
    names_the_person: bool
    helps_the_free: bool = False


def _asks() -> Iterator[Ask]:
    for cell in entries("asks.txt"):
        yield Ask(
            id=cell["id"],
            title=cell["title"],
            public=_EITHER_WAY[cell["public"]],
            channel=cell["channel"],
            owner=cell["owner"],
            cost=cell["cost"],
            reversible=_YES[cell["reversible"]],
            basis="" if cell["basis"] == NOTHING else cell["basis"],
            names_the_person=_YES[cell["names_the_person"]],
            helps_the_free=_YES[cell["helps_the_free"]],
        )


_YES: Final = {"yes": True, "no": False}
_EITHER_WAY: Final = {**_YES, "either": None}
ASKS: Final = tuple(_asks())


@dataclass(frozen=True, slots=True)
class Response:
    """What came back to an ask. `open`: more may still come, so that it stays due."""

    id: str
    title: str
    open: bool


RESPONSES: Final = (
    Response("no reply", "no reply", True),
    Response("acknowledged", "acknowledged", True),
    Response("more asked", "more information asked", True),
    Response("instructions sought", "instructions sought", True),
    Response("referred", "referred", True),
    Response("agreed", "agreed", True),
    Response("agreed if private", "agreed if private", True),
    Response("done", "done", False),
    Response("partly done", "partly done", True),
    Response("declined", "declined", False),
    Response("denied by host", "denied by the host state", False),
    Response("retaliation", "retaliation", False),
)


@dataclass(frozen=True, slots=True)
class Effect:
    """What followed an ask; that it followed does not say that it was caused."""

    id: str
    title: str
    direction: int  # 1 better for the prisoner, 0 neither, -1 worse


EFFECTS: Final = (
    Effect("access", "access", 1),
    Effect("conditions", "better conditions", 1),
    Effect("bail", "bail", 1),
    Effect("house arrest", "house arrest", 1),
    Effect("charge reduced", "charge reduced", 1),
    Effect("pardon", "pardon", 1),
    Effect("release", "release", 1),
    Effect("exile", "exile", 1),
    Effect("none", "none", 0),
    Effect("worse", "worse", -1),
    Effect("reprisal", "reprisal", -1),
)
EFFECT_STATUS: Final = ("claimed", "corroborated")
APPROACH_STATUS: Final = ("planned", "made", "given up")
STATEMENT_KINDS: Final = ("letter", "open letter", "petition", "resolution", "statement")
STATEMENT_STATUS: Final = ("planned", "sent", "published", "given up")


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a case stands, and what that means for everything that is said or proposed of it.

    `detained`: the state has the prisoner, or is believed to, so that the days count. `alive`: not
    known to be dead; for the dead only what the family asks for. `free`: out of prison, so that
    only the functions of afterwards remain. `awaiting`: what is to be decided next (whereabouts,
    charge, trial, verdict, appeal, pardon); "": nothing that is known.
    """

    id: str
    title: str
    detained: bool
    alive: bool
    free: bool
    awaiting: str = ""


STAGES: Final = (
    Stage("disappeared", "disappeared", True, True, False, awaiting="whereabouts"),
    Stage("incommunicado", "incommunicado", True, True, False, awaiting="whereabouts"),
    Stage("pre-charge", "pre-charge", True, True, False, awaiting="charge"),
    Stage("pre-trial", "pre-trial", True, True, False, awaiting="trial"),
    Stage("trial", "trial", True, True, False, awaiting="verdict"),
    Stage("appeal", "appeal", True, True, False, awaiting="appeal"),
    Stage("final", "final", True, True, False, awaiting="pardon"),
    Stage("pardon pending", "pardon pending", True, True, False, awaiting="pardon"),
    Stage("conditional release", "conditional release", False, True, True),
    Stage("released", "released", False, True, True),
    Stage("re-arrested", "re-arrested", True, True, False, awaiting="charge"),
    Stage("died in custody", "died in custody", False, False, False),
)
DIED: Final = Stage("died", "died", False, False, False)  # after the release; no file says it
_STAGES: Final = {stage.id: stage for stage in (*STAGES, DIED)}
_UNRECORDED: Final = Stage("", "not recorded", True, True, False)  # a case is of somebody held


def stage_of(values: Mapping[str, object]) -> Stage:
    """The stage that a case's values name; one without a name where none is recorded.

    >>> stage_of({"stage": "trial"}).awaiting, stage_of({}).id
    ('verdict', '')
    """
    return _STAGES.get(str(values.get("stage")), _UNRECORDED)


SEVERITIES: Final = ("life in danger", "health in danger", "ill-treated", "harsh", "stable")
POSTURES: Final = ("silent", "private", "private then public", "public")
STANCES: Final = {
    -2: "active opposition",
    -1: "passive opposition",
    0: "neutral",
    1: "passive ally",
    2: "active ally",
}
CONSENT_USES: Final = ("embassies", "UN", "media", "name", "photo", "health")
CONSENT_STATES: Final = ("given", "refused", "withdrawn", "unset")
CONTACT_RULES: Final = ("ok", "ask first", "do not contact")
SAFE_TO_TELL: Final = ("yes", "no", "unknown")


def by_word(entries: Iterable[Listed]) -> Mapping[str, str]:
    """From each id and each title of a list to the id: what a file may write.

    >>> by_word(EFFECTS)["better conditions"]
    'conditions'
    """
    return {word: entry.id for entry in entries for word in (entry.id, entry.title)}
