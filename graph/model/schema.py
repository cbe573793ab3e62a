"""Every kind of entity and every kind of tie, once, as data.

To add a kind of tie, add one entry to `TIES`. What a kind allows, how it is read aloud, how it is
drawn, whether influence travels along it and who may see it by default all follow from its entry.

Default strengths are judgements, not measurements: they say how likely an introduction along one
such tie is to work, and every answer that uses them says so. Half-lives are in years: after one
half-life an undated-since tie counts half as sure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class Label(IntEnum):
    """Who may see something: the Traffic Light Protocol 2.0, least to most strict."""

    CLEAR = 0  # anybody
    GREEN = 1  # the community, not public
    AMBER = 2  # our organization and its clients, who need to know
    STRICT = 3  # our organization only (AMBER+STRICT)
    RED = 4  # named recipients only

    @property
    def title(self) -> str:
        return f"TLP:{'AMBER+STRICT' if self is Label.STRICT else self.name}"


OURS: Final = Label.STRICT  # our organization: what is shown unless somebody says otherwise
# Values that hold ids: one of what an audience may not see is not among them.
HOLDING_IDS: Final = frozenset({"opted_in"})


@dataclass(frozen=True, slots=True)
class EntityKind:
    """What there is to know about one kind of entity before any of them exists."""

    name: str
    label: str
    plural: str
    prefix: str  # the first part of every id of this kind
    shape: str  # a shape of vis-network
    colour: str
    sensitivity: Label  # what a claim without a label of its own gets
    ftm: str  # the nearest FollowTheMoney schema
    public: bool = False  # public kinds have readable ids, the others keyed ones


@dataclass(frozen=True, slots=True)
class TieKind:
    """What there is to know about one kind of tie before any of them exists."""

    name: str
    phrase: str  # read aloud: source, phrase, target
    sources: frozenset[str]
    targets: frozenset[str]
    directed: bool
    influence: float | None  # default strength in (0, 1]; None: carries no influence
    half_life: float | None  # years; None: does not fade
    sensitivity: Label


# Values that change: of these the newest credible word counts, however sure an older one was.
CHANGING: Final = (
    "stage",
    "severity",
    "posture",
    "next_date",
    "place",
    "contact",
    "safe_to_tell",
    "opted_in",
    "status",
)

# Okabe and Ito's palette: told apart by people with every common kind of colour blindness.
_BLUE, _SKY, _GREEN, _ORANGE, _RED, _PINK, _YELLOW, _GREY = (
    "#0072B2",
    "#56B4E9",
    "#009E73",
    "#E69F00",
    "#D55E00",
    "#CC79A7",
    "#F0E442",
    "#999999",
)

_C, _G, _A, _S, _R = Label.CLEAR, Label.GREEN, Label.AMBER, Label.STRICT, Label.RED

_ENTITIES: Final = (
    # actors
    EntityKind("Person", "Person", "People", "per", "dot", _GREEN, _S, "Person"),
    EntityKind("Family", "Family", "Families", "fam", "dot", _PINK, _R, "LegalEntity"),
    EntityKind(
        "Organization",
        "Organization",
        "Organizations",
        "org",
        "square",
        _ORANGE,
        _G,
        "Organization",
    ),
    EntityKind(
        "Government",
        "Government",
        "Governments",
        "gov",
        "hexagon",
        _BLUE,
        _C,
        "PublicBody",
        public=True,
    ),
    EntityKind(
        "Mission", "Mission", "Missions", "mis", "triangle", _SKY, _C, "PublicBody", public=True
    ),
    EntityKind(
        "Office", "Office", "Offices", "off", "triangleDown", _SKY, _C, "Position", public=True
    ),
    EntityKind("Coalition", "Coalition", "Coalitions", "coa", "star", _YELLOW, _G, "Organization"),
    EntityKind("Campaign", "Campaign", "Campaigns", "cam", "star", _ORANGE, _G, "Project"),
    # matters
    EntityKind("Case", "Case", "Cases", "cas", "diamond", _RED, _A, "CourtCase"),
    EntityKind("Detention", "Detention", "Detentions", "det", "diamond", _RED, _A, "Event"),
    EntityKind("Proceeding", "Proceeding", "Proceedings", "pro", "diamond", _GREY, _A, "CourtCase"),
    EntityKind("Facility", "Place", "Places", "fac", "square", _GREY, _C, "Address", public=True),
    EntityKind("Statement", "Statement", "Statements", "sta", "box", _YELLOW, _G, "Document"),
    EntityKind("Approach", "Approach", "Approaches", "app", "box", _SKY, _S, "Message"),
    EntityKind("Event", "Event", "Events", "eve", "box", _GREY, _A, "Event"),
    EntityKind(
        "Agreement", "Agreement", "Agreements", "agr", "box", _GREEN, _C, "Document", public=True
    ),
    EntityKind("Consent", "Consent", "Consents", "con", "box", _PINK, _S, "Document"),
    EntityKind("Measure", "Measure", "Measures", "msr", "box", _GREY, _C, "Thing", public=True),
)

ENTITIES: Final = {kind.name: kind for kind in _ENTITIES}
BY_PREFIX: Final = {kind.prefix: kind for kind in _ENTITIES}

ACTORS: Final = frozenset(
    {"Person", "Family", "Organization", "Government", "Mission", "Office", "Coalition", "Campaign"}
)
MATTERS: Final = frozenset(ENTITIES) - ACTORS
_ALL = frozenset(ENTITIES)
_PEOPLE = frozenset({"Person", "Family"})
_BODIES = frozenset({"Organization", "Government", "Mission", "Office", "Coalition", "Campaign"})
_STATE = frozenset({"Government", "Organization", "Office", "Mission"})


def _ends(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _ties() -> Iterable[TieKind]:
    def tie(
        name: str,
        phrase: str,
        sources: frozenset[str],
        targets: frozenset[str],
        influence: float | None = None,
        half_life: float | None = None,
        sensitivity: Label = _G,
        *,
        directed: bool = True,
    ) -> TieKind:
        return TieKind(name, phrase, sources, targets, directed, influence, half_life, sensitivity)

    gov, per = _ends("Government"), _ends("Person")
    # who belongs to whom
    yield tie("MEMBER_OF", "is a member of", ACTORS, _BODIES, 0.6, 5)
    yield tie("LEADS", "leads", _PEOPLE, _BODIES, 0.9, 3)
    yield tie("WORKS_FOR", "works for", per, _BODIES, 0.7, 3)
    yield tie("HOLDS_OFFICE", "holds the office of", per, _ends("Office"), 0.95, 3, _C)
    yield tie("REPRESENTS", "represents", ACTORS, ACTORS | {"Case"}, 0.8, 3)
    yield tie("PART_OF", "is part of", ACTORS, ACTORS, 0.8, None, _C)
    yield tie(
        "ACCREDITED_TO",
        "is accredited to",
        _ends("Mission Office Person"),
        _ends("Government Organization"),
        0.5,
        5,
        _C,
    )
    yield tie("LOCATED_IN", "is located in", _ALL, _ends("Government Facility"), None, None, _C)
    # who is close to whom
    yield tie("KIN_OF", "is kin of", _PEOPLE, _PEOPLE, 0.9, None, _S, directed=False)
    yield tie("KNOWS", "knows", per, per, 0.5, 3, _S, directed=False)
    yield tie("ALLIED_WITH", "is allied with", ACTORS, ACTORS, 0.5, 5, directed=False)
    yield tie("PARTNERS_WITH", "works together with", ACTORS, ACTORS, 0.6, 3, directed=False)
    yield tie("COORDINATES_WITH", "coordinates with", ACTORS, ACTORS, 0.7, 2, directed=False)
    yield tie("MEDIATES", "mediates with", ACTORS, ACTORS, 0.5, 2, _S)
    yield tie("FUNDS", "funds", ACTORS, ACTORS, 0.5, 3)
    yield tie("OWNS", "owns", ACTORS, _ends("Organization"), 0.6, 5)
    # the case
    yield tie("CONCERNS", "concerns", MATTERS, ACTORS | MATTERS, None, None, _A)
    yield tie("DETAINED_IN", "is detained in", per, _ends("Detention Government"), None, None, _A)
    yield tie("HELD_AT", "is held at", _ends("Person Detention"), _ends("Facility"), None, None, _A)
    yield tie(
        "CO_ACCUSED_WITH", "is accused together with", per, per, None, None, _A, directed=False
    )
    yield tie("DETAINS", "detains", _STATE, _ends("Person Case"), None, None, _A)
    yield tie("DECIDES", "decides on", ACTORS, _ends("Case Proceeding Detention"), 0.9, 2, _A)
    yield tie("WORKS_ON", "works on", ACTORS, _ends("Case Campaign"), 0.6, 2)
    # of a case to itself, so that whoever sees the case, and nobody else, sees that it has a stop
    yield tie(
        "STOPPED",
        "is stopped, by a consent refused or withdrawn, for",
        _ends("Case"),
        _ends("Case"),
        None,
        None,
        _C,
    )
    yield tie("ADOPTED", "has adopted", ACTORS, _ends("Case Person Agreement"), 0.6, 3)
    yield tie("NATIONAL_OF", "is a national of", _ends("Person Case"), gov, None, None, _A)
    yield tie("RESIDES_IN", "lives in", _PEOPLE, _ends("Government Facility"), None, None, _S)
    yield tie("REPRISAL_FOR", "is a reprisal for", MATTERS, MATTERS, None, None, _S)
    # positions
    yield tie("SUPPORTS", "supports", ACTORS, _ends("Case Campaign Statement"), None, 2)
    yield tie("OPPOSES", "opposes", ACTORS, _ends("Case Campaign Statement"), None, 2)
    # letters and asks
    yield tie("SIGNED", "signed", ACTORS, _ends("Statement Agreement"), None, None, _C)
    yield tie("ADDRESSED_TO", "is addressed to", _ends("Statement"), ACTORS, None, None, _C)
    yield tie("ABOUT", "is about", MATTERS, _ALL, None, None, _G)
    yield tie("ENDORSED", "endorsed", ACTORS, MATTERS, None, None, _C)
    yield tie("MADE_BY", "is made by", _ends("Approach Event Consent"), ACTORS, None, None, _S)
    yield tie("MADE_TO", "is made to", _ends("Approach"), ACTORS, None, None, _S)
    # governments
    yield tie("RECOMMENDED_TO", "made a recommendation to", gov, gov, None, None, _C)
    yield tie("VOTED", "voted on", gov, _ends("Statement Agreement"), None, None, _C)
    yield tie("TRADES_WITH", "trades with", gov, gov, None, 5, _C, directed=False)
    yield tie("AIDS", "gives aid to", gov, gov, None, 5, _C)
    yield tie("ARMS", "sells arms to", gov, gov, None, 5, _C)
    yield tie("SANCTIONS", "sanctions", _ends("Government Organization"), ACTORS, None, None, _C)
    yield tie(
        "DESIGNATED", "has designated", _ends("Government Organization"), ACTORS, None, None, _C
    )
    yield tie("INFLUENCES", "has influence on", gov, gov, None, None, _C)
    yield tie("HAS_MISSION_IN", "has a mission in", gov, gov, None, None, _C)
    yield tie("BORDERS", "borders", gov, gov, None, None, _C, directed=False)
    yield tie("COLONIZED", "colonized", gov, gov, None, None, _C)
    yield tie(
        "SHARES_LANGUAGE_WITH", "shares a language with", gov, gov, None, None, _C, directed=False
    )
    yield tie("PARTY_TO", "is a party to", gov, _ends("Agreement"), None, None, _C)
    yield tie(
        "ACCEPTS_COMPLAINTS_UNDER",
        "accepts complaints under",
        gov,
        _ends("Agreement"),
        None,
        None,
        _C,
    )
    yield tie("MEASURED", "was measured by", gov, _ends("Measure"), None, None, _C)
    # the rest
    yield tie("LINKED_TO", "is linked to", _ALL, _ALL, 0.2, 2, _S, directed=False)
    yield tie("SAME_AS", "is judged to be the same as", _ALL, _ALL, None, None, _S, directed=False)


TIES: Final = {kind.name: kind for kind in _ties()}

# Roles that put a person at risk, or that put others at risk when known: RED unless labelled.
RED_ROLES: Final = frozenset(
    {
        "prisoner",
        "co-accused",
        "relative",
        "family spokesperson",
        "local counsel",
        "source",
        "doctor",
        "interpreter",
    }
)
