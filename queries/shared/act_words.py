"""Public acts of governments for or against prisoners in words, and those of one government.

Only the acts that are asked for are read: what else is known of acts makes no answer stricter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from graph.model.act_kinds import BY_TITLE
from graph.model.ids import government_id, is_kind, iso3_of
from graph.model.records import Entity, Tie
from graph.model.words import listed, mark, number, say
from graph.record.act import Act, acts_of, days
from graph.record.act_day import span
from graph.view import View
from queries.answer import Block, Onward, Row, Table, columns
from queries.shared.leads import explore
from queries.wording import the

FOR, AGAINST = mark("for"), mark("against")
MEDIATOR, ABSTAINED = mark("mediator"), mark("abstained")
SEQUENCE: Final = mark("What came after an act was not necessarily caused by it.")
_FEW = 5  # acts that another question shows


def text(act: Act, value: str) -> str | None:
    """One of its values; None: not known."""
    words = act.entity.values.get(value)
    return str(words) if words not in (None, "") else None


def kind(act: Act) -> str:
    """Its kind, one of `act_kinds.BY_TITLE`."""
    return str(act.entity.values["act"])


def what(act: Act) -> str:
    """Its kind as people read it."""
    return say(BY_TITLE[kind(act)].title)


def when(act: Act) -> str:
    """Its date, no more precise than it is known, and how where no page states it."""
    day, basis = span(str(act.entity.values["date"])), text(act, "date_basis")
    if basis == "estimated":
        return say("{day} (estimated)", day=day)
    return say("{day} (from memory)", day=day) if basis == "memory" else day


def outcome(act: Act) -> str | None:
    """What came after it, with its day; None: nothing is known."""
    result, words, day = (text(act, of) for of in ("outcome", "outcome_words", "outcome_date"))
    if result is None or result == "none known":
        return None
    if words:
        result = words if words.startswith(result) else f"{result}: {words}"
    return say("{outcome}, {day}", outcome=result, day=span(day)) if day else result


def list_words(act: Act) -> str:
    """Whether its list is whole, and what its source says of that."""
    more = text(act, "list")
    if more:
        return (
            say("complete: {what}", what=more)
            if act.complete
            else say("not complete: {what}", what=more)
        )
    return say("complete") if act.complete else say("not complete")


def side(act: Act, *stances: str) -> frozenset[str]:
    """Who stands on these sides of it, ISO3."""
    return frozenset().union(*(act.by_stance.get(stance, frozenset()) for stance in stances))


def joint(act: Act) -> bool:
    """Whether several governments spoke up in it, which a vote or an exchange is not."""
    return BY_TITLE[kind(act)].evidence and len(act.joined()) > 1


def who(codes: Iterable[str], name: Callable[[str], str], most: int = 5) -> str:
    """Governments by name."""
    return listed(sorted(map(name, codes)), most)


def paragraph(*sentences: str) -> str:
    """Sentences after one another, those that have nothing to say left out."""
    return " ".join(filter(None, map(str.strip, sentences)))


def first_of(shown: int, all_: int) -> str:
    """That a list is cut, and how long it would be; "" where it is whole.

    >>> first_of(10, 25), first_of(1, 3), first_of(3, 3)
    ('The first 10 of 25 are shown.', 'Only the first of 3 is shown.', '')
    """
    if shown >= all_:
        return ""
    if shown == 1:
        return say("Only the first of {all} is shown.", all=number(all_))
    return say("The first {n} of {all} are shown.", n=number(shown), all=number(all_))


def acts_about(view: View, host: str) -> list[Act]:
    """The acts for or against the prisoners of a government, newest first."""
    return read(view, (tie.source for tie in _about(view, host)))


def _about(view: View, host: str) -> list[Tie]:
    return view.quiet().ties("ABOUT", of=[host], end="target")


def _signed(view: View, government: str) -> list[Tie]:
    return view.quiet().ties(
        "SIGNED", of=[government], end="source", where=lambda tie: "stance" in tie.values
    )


def read(view: View, ids: Iterable[str]) -> list[Act]:
    """Those among these entities that are public acts, newest first."""
    known = view.quiet().several(id for id in set(ids) if is_kind(id, "Statement", "Event"))
    acts = [entity.id for entity in known if "act" in entity.values]
    whole = acts_of(view.several(acts), view.ties("SIGNED", "ABOUT", of=acts))
    return sorted(whole, key=lambda act: (act.last, act.entity.id), reverse=True)


def names(view: View, acts: Iterable[Act]) -> dict[str, str]:
    """What the governments that have to do with some acts are called, by ISO3."""
    codes = {code for act in acts for code in (act.target, *side(act, *act.by_stance))}
    return {iso3_of(one.id): one.title for one in view.several(map(government_id, codes))}


def _sides(act: Act, name: Callable[[str], str]) -> str | None:
    """Who stood on which side; None: nobody is on record."""
    joined = [who(act.joined(), name)] if act.joined() else []
    mediators, opponents = (who(side(act, stance), name) for stance in (MEDIATOR, AGAINST))
    others = (
        mediators and say("mediator: {names}", names=mediators),
        opponents and say("against: {names}", names=opponents),
    )
    return "; ".join(filter(None, [*joined, *others])) or None


def about_its(view: View, host: Entity) -> list[Block]:
    """The newest acts about the prisoners of a government, each row leading to all of them."""
    onward = [Onward(say("Who has acted for prisoners"), "acts", {"target": host.id}, {})]
    title = say("Acts about prisoners of {government}", government=the(host.title))
    ids = (tie.source for tie in _about(view, host.id))
    return _newest(view, ids, id="acts", title=title, onward=onward)


def by(view: View, one: Entity) -> list[Block]:
    """The newest that a government did about the prisoners of others."""
    title = say("What {government} did about prisoners of others", government=the(one.title))
    ids = (tie.target for tie in _signed(view, one.id))
    return _newest(view, ids, id="own_acts", title=title, of=one)


def between(view: View, one: Entity, other: Entity) -> list[Block]:
    """The newest that one government did about the prisoners of another."""
    about = {tie.source for tie in _about(view, other.id)}
    signed = view.quiet().ties("SIGNED", of=about, where=lambda tie: tie.source == one.id)
    ids = (tie.target for tie in signed if "stance" in tie.values)
    title = say(
        "What {government} did about prisoners of {other}",
        government=the(one.title),
        other=the(other.title),
    )
    return _newest(view, ids, id="acts", title=title, of=one)


def _newest(
    view: View,
    ids: Iterable[str],
    *,
    id: str,
    title: str,
    of: Entity | None = None,
    onward: Sequence[Onward] = (),
) -> list[Block]:
    """The newest acts among some entities, for another question; nothing where there is none.

    `of`: the government whose acts they are, whose side each row then says.
    """
    known = [e for e in view.quiet().several(ids) if "act" in e.values]
    known.sort(key=lambda act: (days(str(act.values["date"]))[1], act.id))
    newest = read(view, (act.id for act in known[-_FEW:]))
    name = names(view, newest).__getitem__
    own = iso3_of(of.id) if of else ""

    def row(act: Act) -> Row:
        sides = sorted(stance for stance in act.by_stance if own in side(act, stance))
        others = side(act, *sides) - {own}
        alone = say("nobody else") if act.complete else None  # else somebody may not be named
        return {
            "id": act.entity.id,
            "date": when(act),
            "act": what(act),
            "stance": listed([say(stance) for stance in sides]) or None,
            "who": (who(others, name) or alone) if of else _sides(act, name),
            "about": name(act.target),
            "outcome": outcome(act),
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
        note=paragraph(
            say("Open the source before you quote an act: this is a sample of public pages."),
            say(SEQUENCE),
            first_of(len(newest), len(known)),
        ),
        onward=[*onward, explore("id")],
    )
    return [table] if newest else []
