"""Two who may be one, in words and side by side: what speaks for it, what against, what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.campaign.name_blocks import TIES
from graph.campaign.who_is_who import LikelyPair
from graph.model.records import Entity, Tie
from graph.model.schema import ENTITIES
from graph.model.schema import TIES as TIE_KINDS
from graph.model.words import listed, mark, say
from graph.view import View
from queries.answer import Block, Row, Table, columns
from queries.shared.dataset_titles import dataset_titles
from queries.shared.value_words import value_title, value_words

SAME, DIFFERS, ONE_ONLY = mark("the same"), mark("differs"), mark("only one says it")
FIRST, SECOND = mark("One"), mark("The other")


class PairSides:
    """Pairs in words; everybody is told from others of that name."""

    def __init__(self, view: View, pairs: Sequence[LikelyPair]) -> None:
        self.view = view
        ids = {side.id for pair in pairs for side in (pair.first, pair.second)}
        several = view.several(ids)
        self.names = dict(zip((one.id for one in several), view.apart(several), strict=True))
        others = view.several({id for pair in pairs for id in pair.shared})
        self.others = {one.id: one.title for one in others}

    def reasons(self, pair: LikelyPair) -> list[str]:
        """What speaks for it, the strongest first."""
        return [self._reason(pair, *reason) for reason in pair.reasons.items()]

    def _reason(self, pair: LikelyPair, reason: str, text: str) -> str:
        if reason == TIES:
            names = listed(sorted(self.others[id] for id in pair.shared), 3)
            return say("tied to the same others: {names}", names=names)
        if text in (pair.first.name, pair.second.name):
            return say(reason)
        return say("{reason} ({text})", reason=say(reason), text=text)

    def against(self, pair: LikelyPair) -> list[str]:
        """What one person cannot have twice, and other reasons to doubt it."""
        reasons = [
            say("{what}: {one} and {other}", what=say(one.what), one=one.first, other=one.second)
            for one in pair.conflicts
        ]
        reasons += sorted(
            {
                say("one {phrase} the other", phrase=say(TIE_KINDS[tie.kind].phrase))
                for tie in pair.between
            }
        )
        if pair.successors:
            reasons.append(say("they held one office, one after the other"))
        return reasons

    def row(self, pair: LikelyPair) -> Row:
        return {
            "first": self.names[pair.first.id],
            "second": self.names[pair.second.id],
            "kind": say(ENTITIES[pair.first.kind].label),
            "reasons": self.reasons(pair),
            "against": self.against(pair) or None,
            "before": say("not sure") if pair.unsure else None,
            "first_id": pair.first.id,
            "second_id": pair.second.id,
        }

    def blocks(self, pair: LikelyPair) -> list[Block]:
        """The two side by side, whom both are tied to, and where each comes from."""
        return [self._sides(pair), *self._shared(pair), self._claims(pair)]

    def _sides(self, pair: LikelyPair) -> Table:
        one, other = (_values(side) for side in (pair.first, pair.second))
        rows: list[Row] = []
        for key in dict.fromkeys([*one, *other]):
            first, second = one.get(key), other.get(key)
            state = ONE_ONLY if None in (first, second) else SAME if first == second else DIFFERS
            rows.append(
                {
                    "what": value_title(key),
                    "first": first,
                    "second": second,
                    "compared": say(state),
                    "key": key,
                }
            )
        return Table(
            "sides",
            say("Side by side"),
            columns("what", ("first", "One"), ("second", "The other"), "compared"),
            rows,
            note=say(
                "If they are judged to be the same, the most reliable and newest of what differs "
                "counts, the other names become aliases, and both keep all that is said of them."
            ),
        )

    def _shared(self, pair: LikelyPair) -> list[Block]:
        if not pair.shared:
            return []
        ends = (pair.first.id, pair.second.id)
        ties = self.view.ties(of=pair.shared, where=lambda t: bool({t.source, t.target} & {*ends}))
        rows: list[Row] = [
            {
                "who": self.others[id],
                "first": _phrases(ties, id, ends[0]),
                "second": _phrases(ties, id, ends[1]),
                "id": id,
            }
            for id in sorted(pair.shared, key=lambda id: (self.others[id], id))
        ]
        return [
            Table(
                "shared",
                say("Tied to both"),
                columns("who", ("first", "One"), ("second", "The other")),
                rows,
                of="id",
            )
        ]

    def _claims(self, pair: LikelyPair) -> Table:
        title = dataset_titles(self.view)
        rows: list[Row] = [
            {
                "side": say(side),
                "name": claim.title,
                "dataset": title(claim.origin.dataset),
                "source": claim.origin.url,
                "known": claim.origin.known,
                "reliability": say(claim.origin.confidence.title),
                "id": entity.id,
            }
            for side, entity in ((FIRST, pair.first), (SECOND, pair.second))
            for claim in self.view.claims(entity.id)
        ]
        return Table(
            "claims",
            say("Where each comes from"),
            columns(
                ("side", "Which"),
                "name",
                ("dataset", "Dataset"),
                "source",
                ("known", "Known as of"),
                "reliability",
                none_on_record=["source", "known"],
            ),
            rows,
            of="id",
        )


def _values(one: Entity) -> Mapping[str, str]:
    """What is said of somebody, by key, as people read it."""
    values = {"name": one.name, **one.values} if one.name else dict(one.values)
    read = {key: value_words(key, value) for key, value in values.items()}
    return {
        key: ", ".join(value) if isinstance(value, list) else _plain(value)
        for key, value in read.items()
    }


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return str(value)


def _phrases(ties: Iterable[Tie], id: str, end: str) -> str:
    """How one is tied to the other, in words."""
    phrases = {TIE_KINDS[t.kind].phrase for t in ties if {t.source, t.target} == {id, end}}
    return ", ".join(sorted(say(phrase) for phrase in phrases))
