"""Changes as people write them, read into `Changes`; and as edits that make them so for good.

remove Ada                      Ada leaves: no tie of hers counts any more
close Embassy of France in …    the mission is no door any more
end Ada knows Bo                one tie is over
add Ada knows Bo                a new tie, well known and of today
add Ada meets Watch             the same between any two: they know each other, or work together
add person Cy                   somebody new (or: add organization …)
set Ada to active ally          a stance towards the case

Everywhere an id may stand for a name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from graph.model.edits import Edit
from graph.model.errors import InvalidRecord, NotFound, QuestionError
from graph.model.ids import code_of
from graph.model.records import Confidence, Entity, Origin, PartialDate, Tie, Value
from graph.model.schema import ACTORS, ENTITIES, INFLUENCE, POSITIONS, TIES, Label
from graph.model.text import fold
from graph.model.vocabulary import STANCES
from graph.model.words import listed, mark, say
from graph.store.scenario import Changes
from graph.view import View

FORMS = mark(
    "remove NAME; close EMBASSY; end NAME knows NAME; add NAME knows NAME; add NAME meets NAME; "
    "add person NAME; add organization NAME; set NAME to active ally"
)
# Kinds of which somebody new may be: the table for them, and the value that a row of it needs.
NEW = {
    "Person": ("activists", "role", "activist"),
    "Organization": ("organizations", "sector", "ngo"),
}
_NEW_ID = "supposed-"  # how the ids of newcomers begin, after their kind's prefix
_PHRASES = sorted(
    {
        (fold(word), kind)
        for kind, tie in TIES.items()
        for word in (tie.phrase, kind.replace("_", " "))
        if tie.influence is not None
    },
    key=lambda phrase: (-len(phrase[0]), phrase),
)
# Any two may meet: what ties them then follows from who they are. “knows” is meant so too where
# one of them is no person.
_MEET = ""
_READ_AS = [*_PHRASES, ("meets", _MEET), ("knows", _MEET)]
Resolve = Callable[[str, Sequence[str], View], str]


@dataclass
class Supposition:
    """What was written, as changes, as clauses, and as rows of tables that say the same."""

    changes: Changes = field(default_factory=Changes)
    clauses: list[str] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)

    def add(self, changes: Changes, clause: str, *edits: Edit) -> None:
        self.changes |= changes
        self.clauses.append(clause)
        self.edits.extend(edits)


def suppose(view: View, case: str, lines: Sequence[str], resolve: Resolve) -> Supposition:
    """Read changes in the order in which they are written; names of new ones may be used later.

    `resolve` gives the id of a name among kinds. QuestionError: a line that cannot be read.
    """
    supposition = Supposition()
    reading = _Reading(view, case, resolve, supposition)
    verbs = {
        "remove": reading.remove,
        "close": reading.close,
        "end": reading.end,
        "add": reading.add,
        "set": reading.set,
    }
    for line in lines:
        verb, _, rest = " ".join(line.split()).partition(" ")
        if verb.lower() not in verbs or not rest:
            raise QuestionError(
                say("“{line}” is not a change. Write one of: {forms}.", line=line, forms=say(FORMS))
            )
        verbs[verb.lower()](rest)
    return supposition


class _Reading:
    """Reads each line as of what the lines before it have supposed."""

    def __init__(self, view: View, case: str, resolve: Resolve, into: Supposition) -> None:
        self.base, self.case, self.resolve, self.supposition = view, case, resolve, into
        self.today = PartialDate(view.today.isoformat())
        self.origin = Origin(
            _source(self.today), confidence=Confidence.HIGHLY_RELIABLE, label=Label.CLEAR
        )

    @property
    def view(self) -> View:
        return self.base.with_(self.supposition.changes)

    def remove(self, name: str) -> None:
        who = self._entity(name, sorted(ACTORS))
        if any(tie.source == who.id for tie in self.view.ties("DETAINS", of=[self.case])):
            about = self.view.get(self.case).title
            raise QuestionError(
                say(
                    "{government} detains in {case}, so without it there would be no case. "
                    "Suppose instead that somebody who decides leaves or changes sides.",
                    government=who.title,
                    case=about,
                )
            )
        ties = self.view.ties(*INFLUENCE, of=[who.id])
        edits = [_ended(tie, str(self.today)) for tie in ties if tie.in_force(str(self.today))]
        group = frozenset(self.view.group(who.id))
        clause = say("{name} leaves", name=who.title)
        self.supposition.add(Changes(gone=group), clause, *filter(None, edits))

    def close(self, name: str) -> None:
        mission = self._entity(name, ["Mission"])
        closed = {id: {"status": "closed"} for id in self.view.group(mission.id)}
        fields = {
            "id": code if (code := code_of(mission.id)).startswith("Q") else None,
            "REPRESENTS": self._end_of(mission, "REPRESENTS"),
            "LOCATED_IN": self._end_of(mission, "LOCATED_IN"),
            "city": _text(mission.values.get("city")),
            "type": _text(mission.values.get("described") or mission.values.get("type")),
            "status": "closed",
            "known": str(self.today),
        }
        clause = say("{embassy} is closed", embassy=mission.title)
        self.supposition.add(Changes(values=closed), clause, Edit("missions", fields))

    def end(self, text: str) -> None:
        kind, source, target = self._tie(text)
        pairs = [(s, t) for s in self.view.group(source.id) for t in self.view.group(target.id)]
        pairs += [(t, s) for s, t in pairs] if not TIES[kind].directed else []
        over = [
            tie
            for tie in self.view.ties(kind, of=[source.id])
            if {tie.source, tie.target} == {source.id, target.id}
            and (not TIES[kind].directed or tie.source == source.id)
        ]
        if not over:
            raise QuestionError(say("No tie “{tie}” is known, so it cannot end.", tie=text))
        ended = frozenset((kind, s, t) for s, t in pairs)
        edits = [_ended(tie, str(self.today)) for tie in over]
        clause = say("the tie “{tie}” ends", tie=_sentence(source, kind, target))
        self.supposition.add(Changes(ended=ended), clause, *filter(None, edits))

    def add(self, text: str) -> None:
        word, _, name = text.partition(" ")
        if word.capitalize() in NEW and name:
            self._newcomer(word.capitalize(), name)
            return
        kind, source, target = self._tie(text)
        tie = Tie(kind, source.id, target.id, str(self.today), self.today, origin=self.origin)
        fields = {
            "source": _named(source),
            "kind": TIES[kind].phrase,
            "target": _named(target),
            "since": str(self.today),
            "until": None,
            "url": self.origin.url,
            "confidence": self.origin.confidence.title,
        }
        clause = say("the tie “{tie}” is new", tie=_sentence(source, kind, target))
        self.supposition.add(Changes([tie]), clause, Edit("ties", fields))

    def _newcomer(self, kind: str, name: str) -> None:
        id = f"{ENTITIES[kind].prefix}:{_NEW_ID}{len(self.supposition.clauses) + 1}"
        # Whoever is supposed is supposed to have agreed, or nothing would change.
        agreed: dict[str, Value] = {"opted_in": [self.case]} if kind == "Person" else {}
        newcomer = Entity(kind, id, name, agreed, self.origin)
        table, value, word = NEW[kind]
        edit = Edit(table, {"name": name, value: word, "url": self.origin.url})
        self.supposition.add(Changes([newcomer]), say("{name} is new", name=name), edit)

    def set(self, text: str) -> None:
        name, _, word = text.rpartition(" to ")
        stance = next((n for n, title in STANCES.items() if title == word.lower()), None)
        if stance is None or not name:
            raise QuestionError(
                say(
                    "“set {change}” is not a change of stance. Write “set NAME to …” with one of: "
                    "{stances}.",
                    change=text,
                    stances=listed([*STANCES.values()], either=True),
                )
            )
        who = self._entity(name, sorted(ACTORS))
        # After every stance of the same day that is on record.
        tie = Tie(
            "OPPOSES" if stance < 0 else "SUPPORTS",
            who.id,
            self.case,
            f"{self.today}~",
            self.today,
            values={"stance": stance},
            origin=self.origin,
        )
        old = {
            (tie.kind, tie.source, tie.target)
            for tie in self.view.ties(*POSITIONS, of=[self.case])
            if tie.source == who.id
        }
        fields = {
            "source": _named(who),
            "target": self.case,
            "stance": str(stance),
            "since": str(self.today),
            "url": self.origin.url,
            "confidence": self.origin.confidence.title,
        }
        changes = Changes(ended=frozenset(old)) | Changes([tie])
        clause = say("{name} turns to {stance}", name=who.title, stance=say(STANCES[stance]))
        self.supposition.add(changes, clause, Edit("stances", fields))

    def _tie(self, text: str) -> tuple[str, Entity, Entity]:
        """The kind and both ends of a tie that is written as a sentence."""
        folded, problem = fold(text), None
        for phrase, kind in _READ_AS:
            at = folded.find(f" {phrase} ")
            if at < 0:
                continue
            words = text.split()
            before = len(folded[:at].split())
            left, right = words[:before], words[before + len(phrase.split()) :]
            sources, targets = (TIES[kind].sources, TIES[kind].targets) if kind else (ACTORS,) * 2
            try:
                source = self._entity(" ".join(left), sorted(sources))
                target = self._entity(" ".join(right), sorted(targets))
            except NotFound as unknown:
                problem = unknown
                continue
            return kind or _meeting_of(source, target), source, target
        phrases = ", ".join(tie.phrase for tie in TIES.values() if tie.influence is not None)
        raise problem or QuestionError(
            say("“{text}” names no kind of tie. Known are: {kinds}.", text=text, kinds=phrases)
        )

    def _entity(self, name: str, kinds: Sequence[str]) -> Entity:
        view = self.view
        return view.get(self.resolve(name, kinds, view))

    def _end_of(self, mission: Entity, kind: str) -> str | None:
        ends = [t.target for t in self.view.ties(kind, of=[mission.id]) if t.source == mission.id]
        names = [one.title for one in self.view.several(ends)]
        return names[0] if names else None


def _meeting_of(source: Entity, target: Entity) -> str:
    """What ties two who came to know each other; bodies work together."""
    return "KNOWS" if {source.kind, target.kind} == {"Person"} else "PARTNERS_WITH"


def _ended(tie: Tie, day: str) -> Edit | None:
    """The row by which a tie ends; None: no row of ties can say it."""
    try:
        since = str(PartialDate(tie.key)) if tie.key else None
    except InvalidRecord:
        return None
    if not tie.begun(day):
        return None  # nothing can end before it begins
    fields = {
        "source": tie.source,
        "kind": TIES[tie.kind].phrase,
        "target": tie.target,
        "since": since,
        "until": day,
        "url": _source(day),
        "confidence": Confidence.HIGHLY_RELIABLE.title,
    }
    return Edit("ties", fields)


def _source(day: str) -> str:
    """What a file names as the source of a supposed change that was made for good."""
    return say("supposed on {day}", day=day)


def _sentence(source: Entity, kind: str, target: Entity) -> str:
    return say(
        "{source} {tie} {target}",
        source=source.title,
        tie=say(TIES[kind].phrase),
        target=target.title,
    )


def _named(entity: Entity) -> str:
    """How a row refers to it: by id, or by name where it is new."""
    return entity.title if code_of(entity.id).startswith(_NEW_ID) else entity.id


def _text(value: object) -> str | None:
    return str(value) if value else None
