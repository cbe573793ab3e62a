"""All that links two governments: layer by layer, each with its year and its direction."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model.errors import QuestionError
from graph.model.records import Entity
from graph.view import View
from queries.answer import Answer, Column, Note, Row, Table, columns
from queries.parameters import GovernmentId
from queries.question import question
from queries.shared.about import OLD, aged, standing
from queries.shared.act_words import between
from queries.shared.layers import APART, CLOSE, LAYERS, Layer, layers_between
from queries.shared.maps import network_map
from queries.wording import counted, is_are, listed, some_of


@question(
    "All that links two governments",
    section="Influence",
    cypher="""
MATCH (a:Government {id: $government})-[link]-(b:Government {id: $target}) RETURN a, link, b""",
)
def dyad(view: View, government: GovernmentId, target: GovernmentId) -> Answer:
    """What links these two governments: doors, votes, words, history, trade, aid, sanctions?

    Layers of evidence side by side, never one number: each with its year, its direction and what it
    points to. Where the layers contradict each other, the answer says so: closeness makes a
    government be heard and makes it speak up less.

    government: the government that would speak
    target: the government that would be spoken to
    """
    one, other = view.get(government), view.get(target)
    if one.id == other.id:
        raise QuestionError(f"{one.title} is both governments here: choose another one for one.")
    standing(view, other)
    ties = view.ties(of=[one.id], where=lambda t: {t.source, t.target} == {one.id, other.id})
    layers = layers_between(view, one, other, ties)
    rows: list[Row] = [
        {
            "layer": layer.layer,
            "who": layer.who,
            "what": layer.what,
            "year": layer.year,
            "aged": aged(layer.year, view.today.year) or "timeless",
            "old": None if layer.year is None else view.today.year - layer.year > OLD,
            "points_to": layer.points_to,
            "source": layer.source,
        }
        for layer in layers
    ]
    return Answer(
        _sentence(one, other, layers, view.today.year),
        [
            Table(
                "layers",
                f"What links {one.title} and {other.title}",
                columns(
                    "layer",
                    ("who", "Direction"),
                    Column("what", "What is on record", place="line"),
                    ("aged", "Year"),
                    ("points_to", "Points to"),
                    Column("source", "Dataset", place="aside"),
                ),
                rows,
                note="A layer that is not here is not known, or not loaded. Years of more than two "
                "years ago are told with their age. Closeness: more likely to be heard, less "
                "likely to speak up (Terman & Voeten 2018).",
            ),
            *between(view, one, other),
            _missing(layers),
            network_map("map", "The two governments", [one, other], ties, [other.id]),
            Note(
                "meaning",
                "How to read this",
                "No layer says that one government will do anything for a prisoner. Public layers "
                "show public acts; what is said behind doors is in none of them.",
            ),
        ],
    )


def _missing(layers: Iterable[Layer]) -> Note:
    gone = [name for name in LAYERS if name not in {layer.layer for layer in layers}]
    sentence = (
        f"Nothing is on record of: {listed(gone, 9)}." if gone else "Every layer is on record."
    )
    return Note("missing", "What is not known", f"{sentence} That says nothing of what there is.")


def _sentence(one: Entity, other: Entity, layers: list[Layer], today: int) -> str:
    if not layers:
        return (
            f"Nothing that links {one.title} and {other.title} is on record here, which does not "
            "say that nothing does."
        )
    close = sorted({layer.layer for layer in layers if layer.points_to == CLOSE})
    apart = sorted({layer.layer for layer in layers if layer.points_to == APART})
    if close and apart:
        signs = (
            f" The signs conflict: of closeness {listed(close)}, of distance {listed(apart)}; ask "
            "its embassy which holds today."
        )
    else:
        word = CLOSE if close else APART
        signs = f" All signs are of {word}: {listed(close or apart)}." if close or apart else ""
    old = sum(layer.year is not None and today - layer.year > OLD for layer in layers)
    many = some_of(old, len(layers), "fact") if old else ""
    aging = f" {many[:1].upper()}{many[1:]} {is_are(old)} more than {OLD} years old." * (old > 0)
    kinds = counted(len({layer.layer for layer in layers}), "layer")
    return f"{one.title} and {other.title} are linked in {kinds} on record.{signs}{aging}"
