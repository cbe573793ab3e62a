"""What leaves with a map, and what it could still tell, in words: read before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.campaign.disclosure import map_disclosure
from graph.model.schema import Label
from graph.model.words import count, say
from graph.view import View
from queries.answer import Answer, NetworkMap
from queries.shared.leaving_words import (
    group_words,
    lone_words,
    mentions_words,
    relatives_words,
    unconsented,
    unconsented_words,
)


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What is told before a map or tables are saved; it stands in no file."""

    sentence: str
    cautions: Sequence[str]


def map_preview(view: View, answer: Answer, block: NetworkMap) -> FilePreview:
    """The preview of a map of this answer, which this view was asked for."""
    names = {str(entity["id"]): str(entity["name"]) for entity in block.entities}
    people = sum(entity["kind"] in ("Person", "Family") for entity in block.entities)
    ties = sum(tie["source"] in names and tie["target"] in names for tie in block.ties)
    sentence = say(
        "{entities} and {ties} leave with the map, {people} among them: all by the names that it "
        "shows, also where there is no room to write them.",
        entities=count("{n} entity", "{n} entities", len(names)),
        ties=count("{n} tie", "{n} ties", ties),
        people=count("{n} person or family", "{n} people and families", people),
    )
    cautions = []
    if answer.label >= Label.STRICT:
        cautions.append(
            say(
                "The map is {label}, and says so: who has the file has all of it. Nothing here can "
                "call it back.",
                label=answer.label.title,
            )
        )
    if silent := unconsented(view, names):
        cautions.append(unconsented_words([names[id] for id in silent]))
    on_map = [(str(tie["kind"]), str(tie["source"]), str(tie["target"])) for tie in block.ties]
    disclosure = map_disclosure(view, names, on_map)
    if disclosure.mentions:
        cautions.append(mentions_words([names[id] for id in disclosure.mentions]))
    if disclosure.lone:
        cautions.append(lone_words([names[id] for id in disclosure.lone]))
    if disclosure.relatives:
        cautions.append(relatives_words([names[id] for id in disclosure.relatives]))
    cautions += map(group_words, disclosure.small)
    return FilePreview(sentence, cautions)
