"""The words of the field, as data: what a campaign's files may say, once.

Terms of OpenEvSys, OHCHR and diplomatic practice. Users may extend a list by an entry here. What
an ask costs, who owns it and whether it can be taken back are judgements; `basis` names the rule
that allows it, marked (unverified) where the rule itself was not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

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
)

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


_EU: Final = "EU Guidelines on Human Rights Defenders 2004/2008"
_UPR: Final = "Universal Periodic Review"
_EITHER: Final = None

ASKS: Final = (
    Ask("do nothing", "do nothing now", False, "nobody", "we", "none", True, "", False),
    # quietly, on the spot
    Ask(
        "general",
        "private démarche about such cases in general, naming nobody",
        False,
        "embassy",
        "embassy",
        "low",
        True,
        _EU,
        False,
    ),
    Ask("inquiry", "inquiry note", False, "embassy", "embassy", "low", True, _EU, True),
    Ask(
        "whereabouts",
        "confirm the whereabouts",
        False,
        "embassy",
        "embassy",
        "low",
        True,
        _EU,
        True,
    ),
    Ask(
        "consular access",
        "consular access",
        False,
        "embassy",
        "consul of the prisoner's state",
        "low",
        True,
        "Vienna Convention on Consular Relations, article 36: nationals only",
        True,
    ),
    Ask("prison visit", "prison visit", False, "embassy", "embassy", "middle", True, _EU, True),
    Ask("medical transfer", "medical transfer", False, "embassy", "embassy", "low", True, "", True),
    Ask(
        "receive the family",
        "receive the family",
        False,
        "embassy",
        "ambassador",
        "low",
        True,
        _EU,
        True,
    ),
    Ask(
        "trial observation",
        "trial observation",
        _EITHER,
        "embassy",
        "embassy",
        "middle",
        True,
        _EU,
        True,
    ),
    Ask(
        "demarche desk",
        "private démarche by the desk",
        False,
        "ministry",
        "desk officer",
        "low",
        True,
        _EU,
        True,
    ),
    Ask(
        "demarche ambassador",
        "private démarche by the ambassador",
        False,
        "embassy",
        "ambassador",
        "middle",
        True,
        _EU,
        True,
    ),
    Ask(
        "demarche minister",
        "private démarche by the minister",
        False,
        "ministry",
        "minister",
        "high",
        True,
        _EU,
        True,
    ),
    Ask(
        "demarche joint",
        "joint private démarche",
        False,
        "embassy",
        "several embassies",
        "middle",
        True,
        _EU,
        True,
    ),
    Ask("call", "call", False, "ministry", "minister or envoy", "middle", True, "", True),
    Ask("letter", "letter", False, "ministry", "minister or ambassador", "low", True, "", True),
    Ask(
        "dialogue",
        "raise by name in a dialogue",
        False,
        "ministry",
        "delegation",
        "middle",
        True,
        _EU,
        True,
    ),
    # in public
    Ask(
        "statement",
        "statement alone",
        True,
        "ministry",
        "ministry or embassy",
        "middle",
        False,
        _EU,
        True,
    ),
    Ask(
        "EU statement",
        "EU statement",
        True,
        "ministry",
        "EU spokesperson or mission",
        "middle",
        False,
        _EU,
        True,
    ),
    Ask(
        "joint statement",
        "joint statement",
        True,
        "ministry",
        "several governments",
        "middle",
        False,
        "",
        True,
    ),
    Ask(
        "award",
        "award, public recognition",
        True,
        "embassy",
        "embassy or jury",
        "low",
        False,
        _EU,
        True,
    ),
    # parliaments
    Ask(
        "parliamentary question",
        "parliamentary question",
        True,
        "parliament",
        "parliamentarian",
        "low",
        False,
        "",
        True,
    ),
    Ask(
        "adoption",
        "adoption by a parliamentarian",
        True,
        "parliament",
        "parliamentarian",
        "low",
        True,
        "programmes such as Parlamentarier schützen Parlamentarier",
        True,
    ),
    Ask(
        "IPU",
        "complaint to the IPU committee",
        _EITHER,
        "parliament",
        "parliamentarians",
        "low",
        True,
        "Inter-Parliamentary Union: for parliamentarians only",
        True,
    ),
    # United Nations
    Ask(
        "advance question",
        "advance question at the UN review",
        True,
        "UN",
        "mission in Geneva",
        "low",
        False,
        _UPR,
        False,
    ),
    Ask(
        "recommendation",
        "recommendation at the UN review",
        True,
        "UN",
        "mission in Geneva",
        "low",
        False,
        _UPR,
        False,
    ),
    Ask(
        "Council statement",
        "Human Rights Council statement",
        True,
        "UN",
        "mission in Geneva",
        "middle",
        False,
        "Human Rights Council, agenda item 4",
        False,
    ),
    Ask(
        "special procedure",
        "special-procedure communication",
        _EITHER,
        "UN",
        "family, lawyer or organization",
        "low",
        False,
        "Human Rights Council special procedures",
        True,
    ),
    Ask(
        "urgent appeal",
        "Working Group on Arbitrary Detention: urgent appeal",
        False,
        "UN",
        "family, lawyer or organization",
        "low",
        True,
        "Working Group on Arbitrary Detention: any state; families may submit",
        True,
    ),
    Ask(
        "opinion",
        "Working Group on Arbitrary Detention: opinion",
        True,
        "UN",
        "family, lawyer or organization",
        "middle",
        False,
        "Working Group on Arbitrary Detention: any state; the government has 60 days",
        True,
    ),
    Ask(
        "disappearances",
        "Working Group on Enforced Disappearances",
        _EITHER,
        "UN",
        "family or organization",
        "low",
        True,
        "for those who have disappeared (unverified)",
        True,
    ),
    Ask(
        "interim measure",
        "treaty-body interim measure",
        _EITHER,
        "UN",
        "lawyer",
        "middle",
        True,
        "individual complaints: only against states that accept them",
        True,
    ),
    # regional and professional bodies
    Ask(
        "precautionary measure",
        "regional precautionary measure",
        _EITHER,
        "regional body",
        "lawyer",
        "middle",
        True,
        "rules of the regional court or commission (unverified)",
        True,
    ),
    Ask(
        "Moscow Mechanism",
        "OSCE Moscow Mechanism",
        True,
        "regional body",
        "OSCE participating states",
        "high",
        False,
        "Moscow Document 1991, Rome 1993",
        False,
    ),
    Ask(
        "ILO",
        "complaint to the ILO committee on freedom of association",
        True,
        "UN",
        "union, employers or government",
        "middle",
        False,
        "ILO Committee on Freedom of Association: no individuals",
        True,
    ),
    # towards a solution
    Ask(
        "good offices",
        "good offices, mediation",
        False,
        "ministry",
        "mediator",
        "high",
        True,
        "",
        True,
    ),
    Ask("exchange", "exchange", False, "ministry", "government", "high", False, "", True),
    Ask(
        "humanitarian release",
        "humanitarian release",
        False,
        "detaining state",
        "detaining state",
        "middle",
        False,
        "",
        True,
    ),
    Ask(
        "pardon",
        "pardon",
        False,
        "detaining state",
        "pardoning authority",
        "middle",
        False,
        "",
        True,
    ),
    Ask(
        "commutation",
        "commutation",
        False,
        "detaining state",
        "pardoning authority",
        "middle",
        False,
        "",
        True,
    ),
    Ask(
        "charges dropped",
        "charges dropped",
        False,
        "detaining state",
        "prosecutor",
        "middle",
        False,
        "",
        True,
    ),
    # pressure, and its end
    Ask(
        "conditionality",
        "conditionality of aid or trade",
        _EITHER,
        "ministry",
        "government",
        "high",
        True,
        "",
        False,
    ),
    Ask("visa ban", "visa ban", True, "ministry", "government", "high", True, "", False),
    Ask("sanction", "targeted sanction", True, "ministry", "government", "high", True, "", False),
    Ask(
        "sanction relief",
        "relief of a visa ban or sanction",
        _EITHER,
        "ministry",
        "government",
        "high",
        True,
        "",
        False,
    ),
    # help for people
    Ask("visa", "humanitarian visa", False, "embassy", "embassy", "middle", True, _EU, True, True),
    Ask(
        "shelter",
        "shelter",
        False,
        "embassy",
        "embassy or host city",
        "middle",
        True,
        _EU,
        True,
        True,
    ),
    Ask(
        "funds", "funds", False, "embassy", "embassy or foundation", "middle", True, "", False, True
    ),
)


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

    `held`: the state has the prisoner, or is believed to, so that the days count. `alive`: not
    known to be dead; for the dead only what the family asks for. `free`: out of prison, so that
    only the functions of afterwards remain. `awaiting`: what is to be decided next (whereabouts,
    charge, trial, verdict, appeal, pardon); "": nothing that is known.
    """

    id: str
    title: str
    held: bool
    alive: bool
    free: bool
    awaiting: str = ""


STAGES: Final = (
    Stage("disappeared", "disappeared", True, True, False, "whereabouts"),
    Stage("incommunicado", "incommunicado", True, True, False, "whereabouts"),
    Stage("pre-charge", "pre-charge", True, True, False, "charge"),
    Stage("pre-trial", "pre-trial", True, True, False, "trial"),
    Stage("trial", "trial", True, True, False, "verdict"),
    Stage("appeal", "appeal", True, True, False, "appeal"),
    Stage("final", "final", True, True, False, "pardon"),
    Stage("pardon pending", "pardon pending", True, True, False, "pardon"),
    Stage("conditional release", "conditional release", False, True, True),
    Stage("released", "released", False, True, True),
    Stage("re-arrested", "re-arrested", True, True, False, "charge"),
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
