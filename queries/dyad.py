"""All that links two governments: layer by layer, each with its year and its direction."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model.errors import QuestionError
from graph.model.records import Entity
from graph.model.words import count, listed, number, say
from graph.view import View
from queries.answer import Answer, Column, Note, Onward, Row, Table, columns
from queries.parameters import GovernmentId
from queries.question import question
from queries.shared.about import OLD, aged, standing
from queries.shared.act_words import between, paragraph
from queries.shared.dataset_titles import dataset_titles
from queries.shared.layers import APART, CLOSE, LAYERS, Layer, layers_between
from queries.shared.maps import network_map
from queries.wording import the


@question(
    "All that links two governments",
    section="Influence",
    cypher="""
MATCH (a:Government {id: $government})-[link]-(b:Government {id: $target}) RETURN a, link, b""",
)
def dyad(view: View, government: GovernmentId, target: GovernmentId) -> Answer:
    """What links these two governments: embassies, votes, words, history, trade, aid, sanctions?

    Layers of evidence side by side, never one number: each with its year, its direction and what it
    points to. Where layers contradict each other, the answer says so: a government that is close is
    more likely to be heard, and less likely to speak up.

    government: the government that would speak
    target: the government that would be spoken to
    """
    one, other = view.get(government), view.get(target)
    if one.id == other.id:
        raise QuestionError(
            say(
                "{government} was chosen twice: choose two different governments.",
                government=one.title,
            )
        )
    standing(view, other)
    ties = view.network([one.id, other.id], hops=0).ties
    layers, title = layers_between(view, one, other, ties), dataset_titles(view)
    rows: list[Row] = [
        {
            "layer": say(layer.layer),
            "who": layer.who,
            "what": layer.what,
            "year": layer.year,
            "aged": aged(layer.year, view.today.year) or say("timeless"),
            "old": None if layer.year is None else view.today.year - layer.year > OLD,
            "points_to": say(layer.points_to),
            "source": title(layer.source),
        }
        for layer in layers
    ]
    return Answer(
        _sentence(one, other, layers),
        [
            Table(
                "layers",
                say(
                    "What links {first} and {second}", first=the(one.title), second=the(other.title)
                ),
                columns(
                    "layer",
                    ("who", "Direction"),
                    Column("what", say("What is on record"), place="line"),
                    ("aged", "Year"),
                    ("points_to", "Points to"),
                    Column("source", say("Dataset"), place="aside"),
                ),
                rows,
                onward=[
                    Onward(
                        say("What one said to the other at UN reviews"),
                        "record",
                        {"government": one.id, "target": other.id},
                        {},
                    )
                ],
                note=paragraph(
                    _aging(layers, view.today.year),
                    say("A layer that is not here is not known, or not loaded."),
                    say(
                        "Closeness: more likely to be heard, less likely to speak up (Terman & "
                        "Voeten 2018)."
                    ),
                ),
            ),
            *between(view, one, other),
            _missing(layers),
            network_map("map", say("The two governments"), [one, other], ties, [other.id]),
            Note(
                "meaning",
                say("How to read this"),
                paragraph(
                    say("No layer says that one government will do anything for a prisoner."),
                    say("Layers show public acts: what is said in private is in none of them."),
                ),
            ),
        ],
    )


def _missing(layers: Iterable[Layer]) -> Note:
    on_record = {layer.layer for layer in layers}
    gone = [say(name) for name in LAYERS if name not in on_record]
    sentence = (
        say("Nothing is on record of: {layers}.", layers=listed(gone, 9))
        if gone
        else say("Every layer is on record.")
    )
    caution = say("That does not mean that there is nothing.")
    return Note("missing", say("What is not known"), paragraph(sentence, caution))


def _sentence(one: Entity, other: Entity, layers: list[Layer]) -> str:
    if not layers:
        return say(
            "Nothing that links {first} and {second} is on record here, which does not mean that "
            "nothing does.",
            first=the(one.title),
            second=the(other.title),
        )
    linked = count(
        "On record, {first} and {second} are linked in {n} layer.",
        "On record, {first} and {second} are linked in {n} layers.",
        len({layer.layer for layer in layers}),
        first=the(one.title),
        second=the(other.title),
    )
    return paragraph(linked, _signs(one, layers))


def _signs(one: Entity, layers: list[Layer]) -> str:
    """Whether the layers point to closeness, to distance, or to both; "": to neither."""
    close, apart = (
        listed([say(name) for name in sorted({x.layer for x in layers if x.points_to == sign})])
        for sign in (CLOSE, APART)
    )
    if close and apart:
        return say(
            "The signs conflict (closeness: {close}; distance: {apart}): ask the embassy of "
            "{government} which holds today.",
            close=close,
            apart=apart,
            government=the(one.title),
        )
    if close:
        return say("The signs are of closeness only: {layers}.", layers=close)
    if apart:
        return say("The signs are of distance only: {layers}.", layers=apart)
    return ""


def _aging(layers: list[Layer], today: int) -> str:
    """How many facts are old; "": none is."""
    old = sum(layer.year is not None and today - layer.year > OLD for layer in layers)
    if not old:
        return ""
    years = number(OLD)
    if old == len(layers):
        return count(
            "The only fact is more than {years} years old.",
            "Each of the {n} facts is more than {years} years old.",
            old,
            years=years,
        )
    return count(
        "{n} of the {all} facts is more than {years} years old.",
        "{n} of the {all} facts are more than {years} years old.",
        old,
        all=number(len(layers)),
        years=years,
    )
