"""Every kind of entity and every kind of tie, once, as data.

To add a kind of tie, add one line to the table in ties.txt beside this file (entities.txt: of
entity). What a kind allows,
how it is read aloud and drawn, whether influence travels along it and which way, who is at risk by
it, what it points to between two governments and who may see it all follow from its line.

Default strengths are judgements, not measurements: they say how likely an introduction along one
such tie is to work, and every answer that uses them says so. Half-lives are in years: after one
half-life an undated-since tie counts half as sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, Flag, IntEnum, auto
from typing import Final

from graph.model.tables import NOTHING, entries
from graph.model.words import listed, mark, say


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
    layer: str  # of a map, which shows it or not: a name in LAYERS
    public: bool = False  # public kinds have readable ids, the others keyed ones


class Risk(Enum):
    """Who is at risk, as follows from a tie; what carries a chain is decided by it."""

    NOBODY = auto()
    SOURCE_HELD = auto()  # the source is or was held
    TARGET_HELD = auto()  # the target is, if a state, a case or an arrest is the source
    BOTH_ACCUSED = auto()
    KIN = auto()  # relatives of a prisoner, and theirs
    FAMILY = auto()  # whoever is tied so to a family
    INSIDE = auto()  # whoever is there, where a state detains


class Between(Enum):
    """What a tie between two governments points to; the words of the answer."""

    CLOSER = mark("closeness")
    APART = mark("distance")
    NEITHER = mark("neither")
    ELSEWHERE = "told by a layer of its own"


class Trait(Flag):
    """What else is true of a kind; what is not stated of one is not."""

    NONE = 0
    TIMELESS = auto()  # what is true of it does not age
    WITHIN = auto()  # the source is within the target: whoever the source holds, the target holds
    ONE = auto()  # the source depends on the target, or it on the source: both together are one
    MEMBER = auto()  # somebody's own body: who introduces whoever else is in it
    TELLING = auto()  # tells people of one name apart
    ALLY = auto()  # tied so to a case, somebody is an ally of it
    BINDS = auto()  # ties a government to a rule
    JUDGED = auto()  # says something of two records, and nothing of the world: no way goes along it


@dataclass(frozen=True, slots=True)
class TieKind:
    """What there is to know about one kind of tie before any of them exists. No field has a
    default: what a new kind means is said in the table, not assumed."""

    name: str
    phrase: str  # read aloud: source, phrase, target
    sources: frozenset[str]
    targets: frozenset[str]
    directed: bool
    influence: float | None  # default strength in (0, 1]; None: carries no influence
    reversible: bool  # an introduction also goes from target to source
    half_life: float | None  # years; None: does not fade
    sensitivity: Label
    risk: Risk
    between: Between | None  # None: its ends cannot be two governments
    stance: int | None  # of the source towards the target, where no value says it; None: says none
    on_record: str  # what a state's public record calls these; "": they are not asked for there
    traits: Trait
    layers: tuple[str, ...]  # of a map: in general, and from a government or its post; (): none

    def __post_init__(self) -> None:
        if self.reversible and not (self.directed and self.influence):
            raise ValueError(f"{self.name}: only what is directed and carries influence turns back")
        states = "Government" in self.sources & self.targets
        if states is (self.between is None):
            raise ValueError(
                f"{self.name}: say what it means between two governments, if it can be"
            )


# What a map shows or not, in the order of its list: a title, and whether it is shown at first.
LAYERS: Final = {
    "campaign": (mark("People and organizations"), True),
    "embassies": (mark("Governments and embassies"), True),
    "asks": (mark("Asks and answers"), False),
    "papers": (mark("Letters and consents"), False),
    "dates": (mark("Dates and proceedings"), False),
    "places": (mark("Where they are and come from"), False),
    "un": (mark("UN recommendations and votes"), False),
    "treaties": (mark("Treaties and memberships of governments"), False),
    "relations": (mark("Relations between governments"), False),
    "history": (mark("Languages, borders, colonies"), False),
    "measures": (mark("Published indicators"), False),
}

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

# Okabe and Ito's palette, told apart by people with every common kind of colour blindness, and
# darker kin of some: as there are more kinds than colours, each has a pair of shape and colour.
_PALETTE: Final = {
    "blue": "#0072B2",
    "sky": "#56B4E9",
    "green": "#009E73",
    "orange": "#E69F00",
    "red": "#D55E00",
    "pink": "#CC79A7",
    "yellow": "#F0E442",
    "grey": "#999999",
    "navy": "#00375A",
    "forest": "#00523C",
    "brown": "#7A4A00",
    "maroon": "#6E2F00",
    "plum": "#7C3565",
    "ink": "#15191E",
}


def _layers(text: str) -> tuple[str, ...]:
    """The layers that these words name. ValueError: one names none."""
    if unknown := set(text.split()) - LAYERS.keys():
        raise ValueError(f"{min(unknown)} is no layer: use one of {', '.join(LAYERS)}")
    return tuple(text.split())


def _entities() -> Iterable[EntityKind]:
    for cell in entries("entities.txt"):
        yield EntityKind(
            name=cell["name"],
            label=cell["label"],
            plural=cell["plural"],
            prefix=cell["prefix"],
            shape=cell["shape"],
            colour=_PALETTE[cell["colour"]],
            sensitivity=Label[cell["sensitivity"]],
            ftm=cell["ftm"],
            layer=_layers(cell["layer"])[0],
            public={"readable": True, "keyed": False}[cell["ids"]],
        )


ENTITIES: Final = {kind.name: kind for kind in _entities()}
BY_PREFIX: Final = {kind.prefix: kind for kind in ENTITIES.values()}

ACTORS: Final = frozenset(
    {"Person", "Family", "Organization", "Government", "Mission", "Office", "Coalition", "Campaign"}
)
MATTERS: Final = frozenset(ENTITIES) - ACTORS
_GROUPS: Final = {  # what the table of ties calls several kinds of entity at once
    "all": frozenset(ENTITIES),
    "actors": ACTORS,
    "matters": MATTERS,
    "people": frozenset({"Person", "Family"}),
    "bodies": ACTORS - {"Person", "Family"},
    "states": frozenset({"Government", "Organization", "Office", "Mission"}),
}


def _ties() -> Iterable[TieKind]:
    for cell in entries("ties.txt"):
        turns = cell["ways"] == "one" and cell["strength"] != NOTHING
        if turns is (cell["back"] == NOTHING):
            raise ValueError(f"{cell['name']}: say whether an introduction also goes back along it")
        yield TieKind(
            name=cell["name"],
            phrase=cell["phrase"],
            sources=_ends(cell["sources"]),
            targets=_ends(cell["targets"]),
            directed={"one": True, "both": False}[cell["ways"]],
            influence=_number(cell["strength"]),
            reversible={"yes": True, "no": False, NOTHING: False}[cell["back"]],
            half_life=_number(cell["half_life"]),
            sensitivity=Label[cell["label"]],
            risk=Risk[cell["risk"].upper().replace(" ", "_")],
            between=None if cell["between"] == NOTHING else Between[cell["between"].upper()],
            stance=None if cell["stance"] == NOTHING else int(cell["stance"]),
            on_record="" if cell["on_record"] == NOTHING else cell["on_record"],
            traits=_traits(cell["traits"]),
            layers=() if cell["layer"] == NOTHING else _layers(cell["layer"]),
        )


def _ends(text: str) -> frozenset[str]:
    """The kinds of entity that these words name. KeyError: one names none."""
    words = text.split()
    return frozenset(k for word in words for k in _GROUPS.get(word) or [ENTITIES[word].name])


def _number(text: str) -> float | None:
    return None if text == NOTHING else float(text)


def _traits(text: str) -> Trait:
    traits = Trait.NONE
    for word in text.split() if text != NOTHING else ():
        traits |= Trait[word.upper()]
    return traits


TIES: Final = {kind.name: kind for kind in _ties()}


def tie_kinds(trait: Trait) -> tuple[str, ...]:
    """The names of the kinds of tie that have a trait, in the order of the schema."""
    return tuple(kind.name for kind in TIES.values() if trait in kind.traits)


INFLUENCE: Final = tuple(kind.name for kind in TIES.values() if kind.influence is not None)
RISKS: Final = tuple(kind.name for kind in TIES.values() if kind.risk is not Risk.NOBODY)
PLACES: Final = tuple(kind.name for kind in TIES.values() if kind.risk is Risk.INSIDE)
POSITIONS: Final = tuple(kind.name for kind in TIES.values() if kind.stance is not None)
WAYS: Final = frozenset(TIES) - set(tie_kinds(Trait.JUDGED))
TIMELESS: Final = frozenset(tie_kinds(Trait.TIMELESS))
# The closest first: who leads a body is nearer to it than who is a member.
MEMBERSHIPS: Final = tuple(
    sorted(tie_kinds(Trait.MEMBER), key=lambda name: (-(TIES[name].influence or 0), name))
)

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


def kinds_in_words(kinds: Sequence[str]) -> str:
    """What a text should name, for a sentence that says it does not; "" of many kinds, or of all.

    >>> kinds_in_words(["Person", "Family"]), kinds_in_words([])
    ('person or family', '')
    """
    if len(kinds) > 3:
        return ""
    return listed([say(ENTITIES[kind].label).lower() for kind in kinds], either=True)
