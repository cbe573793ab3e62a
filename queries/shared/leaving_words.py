"""What leaves by an extract, and what it could still tell, in words: read before anything is
written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.campaign.consent import consent
from graph.campaign.disclosure import FEW, Disclosure, SmallGroup
from graph.campaign.extract import Extract
from graph.model.ids import is_kind
from graph.model.schema import ENTITIES, TIES, Label
from graph.model.vocabulary import role_title
from graph.model.words import count, listed, mark, number, say, written
from graph.view import View
from queries.answer import WATERMARK, Row, Table, columns

NEVER = mark("Nothing that is TLP:RED leaves, nor who is a single point of failure or a connector.")


@dataclass(frozen=True, slots=True)
class LeavingPreview:
    """What is told before a file is written."""

    sentence: str
    marks: Sequence[str]  # the label, the day, whether it is invented
    entities: Table
    ties: Table
    cautions: Sequence[str]  # what could still give somebody away
    losses: Sequence[str]  # what the format cannot hold


def leaving_preview(
    extract: Extract, disclosure: Disclosure, losses: Sequence[str]
) -> LeavingPreview:
    """The preview of an extract in the language of the moment; `losses` are the format's."""
    return LeavingPreview(
        sentence=_sentence(extract),
        marks=list(_marks(extract)),
        entities=_entities(extract),
        ties=_ties(extract),
        cautions=list(_cautions(extract, disclosure)),
        losses=losses,
    )


def _sentence(extract: Extract) -> str:
    if not extract.entities:
        return say("Nothing leaves: there is nothing of this that may.")
    people = [one for one in extract.entities if one.kind in ("Person", "Family")]
    named = sum(one.named for one in extract.entities)
    return say(
        "{entities} and {ties} leave, {people} among them; {named}.",
        entities=count("{n} entity", "{n} entities", len(extract.entities)),
        ties=count("{n} tie", "{n} ties", len(extract.ties)),
        people=count("{n} person or family", "{n} people and families", len(people)),
        named=count("{n} has a name in the file", "{n} have a name in the file", named),
    )


def _marks(extract: Extract) -> Iterator[str]:
    yield say("The file is {label}", label=extract.label.title)
    if extract.as_of:
        yield say("As known on {day}", day=written(extract.as_of))
    if extract.invented:
        yield say(WATERMARK)


def _entities(extract: Extract) -> Table:
    many = Counter(one.kind for one in extract.entities)
    named = Counter(one.kind for one in extract.entities if one.named)
    rows: list[Row] = [
        {"kind": say(kind.plural), "entities": many[name], "named": named[name]}
        for name, kind in ENTITIES.items()
        if many[name]
    ]
    shown = columns("kind", ("entities", "Entities"), ("named", "With a name"))
    return Table("entities", say("Who and what leaves"), shown, rows)


def _ties(extract: Extract) -> Table:
    many = Counter(tie.kind for tie in extract.ties)
    rows: list[Row] = [
        {"kind": say(kind.phrase), "ties": many[name]} for name, kind in TIES.items() if many[name]
    ]
    return Table("ties", say("Ties that leave"), columns("kind", "ties"), rows)


def _cautions(extract: Extract, disclosure: Disclosure) -> Iterator[str]:
    names = {one.code: one.name for one in extract.entities}
    if extract.label >= Label.STRICT:
        yield say("The file is for your organization only: it holds people’s ties to each other.")
    if extract.unnamed:
        cases = sum(one.kind == "Case" for one in extract.entities if one.code in extract.unnamed)
        yield count(
            "{n} case leaves without a name, nor is the prisoner named: no consent for it is "
            "recorded.",
            "{n} cases leave without names, nor are the prisoners named: no consent for it is "
            "recorded.",
            cases,
        )
    if disclosure.replaced:
        yield count(
            "{n} text names somebody who does not leave; a sign stands for the name. Read what "
            "stands around it.",
            "{n} texts name somebody who does not leave; a sign stands for each name. Read what "
            "stands around it.",
            disclosure.replaced,
        )
    if disclosure.mentions:
        yield mentions_words([names[code] for code in disclosure.mentions])
    yield from _neighbours(disclosure, names)
    yield from map(group_words, disclosure.small)
    if disclosure.free_texts:
        yield count(
            "{n} text was written freely. It may describe somebody without a name: leave such "
            "texts out if you have not read them.",
            "{n} texts were written freely. They may describe somebody without a name: leave such "
            "texts out if you have not read them.",
            disclosure.free_texts,
        )


def _neighbours(disclosure: Disclosure, names: dict[str, str]) -> Iterator[str]:
    if disclosure.lone:
        yield lone_words([names[code] for code in disclosure.lone])
    if disclosure.bare:
        yield say(
            "{names}: without any tie in the file, which shows that something is left out.",
            names=listed([names[code] for code in disclosure.bare]),
        )
    if disclosure.relatives:
        yield relatives_words([names[code] for code in disclosure.relatives])


def unconsented(view: View, ids: Iterable[str]) -> list[str]:
    """The cases among some ids for whose name no consent is recorded."""
    cases = (id for id in ids if is_kind(id, "Case"))
    return sorted(id for id in cases if not consent(view, id, "name").may_name)


def unconsented_words(names: Sequence[str]) -> str:
    """A caution on cases that leave by name though nobody has allowed it."""
    return say(
        "{names}: no consent is recorded to the name being made public, and the file has it.",
        names=listed(names),
    )


def mentions_words(names: Sequence[str]) -> str:
    """A caution on those of whom something is said in which a hidden name may stand."""
    return say(
        "A word in what is said of {names} is the name of somebody who does not leave, or only "
        "the same word. Look at it.",
        names=listed(names),
    )


def lone_words(names: Sequence[str]) -> str:
    """A caution on those who are the only one that somebody hidden is tied to."""
    return say(
        "{names}: the only one to whom somebody is tied who does not leave. Whoever knows that "
        "there is a tie knows where to look.",
        names=listed(names),
    )


def relatives_words(names: Sequence[str]) -> str:
    """A caution on those who are kin of somebody who has no name in the file."""
    return say(
        "{names}: kin of somebody who leaves without a name, or not at all. A family name says "
        "who that is.",
        names=listed(names),
    )


def group_words(group: SmallGroup) -> str:
    """A caution on few people of one role in one place, of whom somebody has no name."""
    role = role_title(group.role) if group.role else say("role not recorded")
    return say(
        "Only {n} in {place} ({role}), fewer than {few}, and one of them has no name in the file: "
        "who it is can be guessed.",
        n=count("{n} person", "{n} people", group.people),
        place=group.place,
        role=role,
        few=number(FEW),
    )
