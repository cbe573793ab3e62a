"""Public acts of governments for or against prisoners, as a view may know them, and in words.

An act is a Statement (what is said or signed) or an Event (what is done) that has the value `act`:
its kind. Who stands on which side of it are SIGNED ties with a `stance`; whose prisoners it is
about are ABOUT ties.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model.act_kinds import BY_TITLE
from graph.model.ids import is_kind
from graph.model.records import Entity, PartialDate
from graph.view import View
from queries.answer import Block, Onward, Row, Table, columns
from queries.wording import cut, listed, written

FOR, AGAINST, MEDIATOR, ABSTAINED = "for", "against", "mediator", "abstained"
SEQUENCE = "What came after an act was not necessarily caused by it: a sequence, not a cause."
_BASIS = {"estimated": " (estimated)", "memory": " (from memory)"}
_FEW = 5  # acts that another question shows


@dataclass(frozen=True, slots=True, eq=False)
class PublicAct:
    """One act; ids of those whom the view shows."""

    entity: Entity
    about: frozenset[str]  # governments whose prisoners it is about
    sides: Mapping[str, frozenset[str]]  # governments by stance

    @property
    def kind(self) -> str:
        return str(self.entity.values["act"])

    @property
    def speech(self) -> str:
        """What several acts share that were one speech or one resolution."""
        return str(self.entity.values.get("speech") or self.entity.id)

    @property
    def complete(self) -> bool:
        """Whether a government that is not in it can be read as not having joined."""
        return self.entity.values.get("complete") is True

    @property
    def _dates(self) -> list[PartialDate]:
        return [PartialDate(day) for day in str(self.entity.values["date"]).split(" to ")]

    @property
    def day(self) -> str:
        """When it began, as far as that is known."""
        return str(self._dates[0])

    @property
    def last(self) -> str:
        """The last day that its date may mean."""
        return self._dates[-1].last

    @property
    def when(self) -> str:
        """Its date in words, and how it is known where no page states it."""
        basis = _BASIS.get(str(self.entity.values.get("date_basis")), "")
        return f"{_written(str(self.entity.values['date']))}{basis}"

    def side(self, *stances: str) -> frozenset[str]:
        """The governments on these sides."""
        return frozenset().union(*(self.sides.get(stance, frozenset()) for stance in stances))

    def text(self, value: str) -> str | None:
        """One of its values; None: not known."""
        words = self.entity.values.get(value)
        return str(words) if words not in (None, "", []) else None

    @property
    def outcome(self) -> str | None:
        """What came after it, with its day; None: nothing is known."""
        kind, words = self.text("outcome"), self.text("outcome_words")
        if kind is None or kind == "none known":
            return None
        day = self.text("outcome_date")
        what = words if words and words.startswith(kind) else f"{kind}: {words}" if words else kind
        return f"{what}, {_written(day)}" if day else what

    @property
    def list_words(self) -> str:
        """Whether its list is whole, and what its source says of that."""
        more = self.text("list")
        return f"{'complete' if self.complete else 'not complete'}{f': {more}' if more else ''}"

    @property
    def joint(self) -> bool:
        """Whether several governments spoke up in it, which a vote or an exchange is not."""
        kind = BY_TITLE.get(self.kind)
        return kind is not None and kind.evidence and len(self.side(FOR)) > 1


def _written(date: str) -> str:
    """A date, or one “A to B”, in words."""
    return " to ".join(map(written, date.split(" to ")))


def speeches(view: View) -> Counter[str]:
    """How many acts each speech has among all that the view knows of."""
    entities = view.quiet().entities("Statement", "Event")
    return Counter(str(e.values.get("speech") or e.id) for e in entities if "act" in e.values)


def acts_about(view: View, hosts: Iterable[str]) -> list[PublicAct]:
    """The acts about the prisoners of these governments, newest first."""
    ids = frozenset(hosts)
    about = view.quiet().ties("ABOUT", of=ids, where=lambda tie: tie.target in ids)
    return read(view, (tie.source for tie in about))


def acts_by(view: View, government: str) -> list[PublicAct]:
    """The acts in which a government stands on some side, newest first."""
    signed = view.quiet().ties("SIGNED", of=[government], where=lambda t: t.source == government)
    return read(view, (tie.target for tie in signed))


def read(view: View, ids: Iterable[str]) -> list[PublicAct]:
    """Those among these entities that are public acts, newest first."""
    # What is no act, or of a day that nobody knows, is looked at and makes no answer stricter.
    known = view.quiet().several(id for id in set(ids) if is_kind(id, "Statement", "Event"))
    acts = {e.id for e in known if "act" in e.values and "date" in e.values}
    sides: dict[str, dict[str, set[str]]] = {id: {} for id in acts}
    about: dict[str, set[str]] = {id: set() for id in acts}
    for tie in view.ties("SIGNED", "ABOUT", of=acts):
        if tie.kind == "SIGNED" and tie.target in acts and is_kind(tie.source, "Government"):
            stance = str(tie.values.get("stance", FOR))
            sides[tie.target].setdefault(stance, set()).add(tie.source)
        elif tie.kind == "ABOUT" and is_kind(tie.target, "Government"):
            about[tie.source].add(tie.target)
    whole = [
        PublicAct(
            entity,
            frozenset(about[entity.id]),
            {stance: frozenset(ids) for stance, ids in sides[entity.id].items()},
        )
        for entity in view.several(acts)
    ]
    return sorted(whole, key=lambda act: (act.last, act.entity.id), reverse=True)


def who(ids: Iterable[str], name: Callable[[str], str], most: int = 5) -> str:
    """Governments by name."""
    return listed(sorted(map(name, ids)), most)


def brief(
    view: View,
    acts: Sequence[PublicAct],
    *,
    id: str,
    title: str,
    of: str | None = None,
    onward: Onward | None = None,
) -> list[Block]:
    """The newest of some acts, for another question; nothing where there are none.

    `of`: the government whose acts they are, whose side each row then says.
    """
    newest = acts[:_FEW]
    ends = {end for act in newest for end in (*act.side(*act.sides), *act.about)}
    names = {one.id: one.title for one in view.several(ends)}

    def row(act: PublicAct) -> Row:
        sides = [stance for stance in act.sides if of in act.side(stance)]
        with_it = act.side(*sides) - {of} if sides else act.side(FOR, MEDIATOR)
        return {
            "id": act.entity.id,
            "date": act.when,
            "act": act.kind,
            "stance": listed(sorted(sides)) or None,
            "who": who(with_it, names.__getitem__) or "nobody else",
            "about": who(act.about, names.__getitem__),
            "outcome": act.outcome,
            "source": act.entity.origin.url,
        }

    table = Table(
        id,
        title,
        columns(
            "date",
            ("act", "What was done"),
            *([("stance", "Its side")] if of else []),
            ("about", "Prisoners of"),
            ("who", "With whom" if of else "Who joined"),
            ("outcome", "What came after"),
            "source",
        ),
        [row(act) for act in newest],
        of="id",
        note="A sample of public pages: open the address before you quote an act. "
        f"{SEQUENCE}{cut(len(newest), len(acts), 'act')}",
        onward=onward,
    )
    return [table] if newest else []


def between(view: View, one: Entity, other: Entity) -> list[Block]:
    """What one government did about the prisoners of another, newest first."""
    about = [act for act in acts_by(view, one.id) if other.id in act.about]
    title = f"What {one.title} did about prisoners of {other.title}"
    return brief(view, about, id="acts", title=title, of=one.id)
