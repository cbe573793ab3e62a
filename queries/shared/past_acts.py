"""What a chance of acting is made of: acts joined and not joined, habit, region; and how lately."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from graph.model.ids import government_id
from graph.model.records import Entity
from graph.model.words import count, listed, number, say, written
from graph.record.act import Act, days
from graph.record.act_day import span
from graph.record.acts import FEWEST
from graph.record.forecast import Bools
from graph.record.public_acts import Outlook
from queries.answer import Bars, Row, Table, columns

SHOWN = 3  # acts named of each kind


def act_cells(outlook: Outlook, n: int) -> dict[str, Any]:
    """Cells of a row of the ranking: the figures of the n-th sender, and what they rest on."""
    figures = {
        "": outlook.acts,
        "small_": outlook.small,
        "large_": outlook.large,
        "review_": outlook.at_review,
    }
    cells: dict[str, Any] = {
        f"{name}{end}": float(getattr(figure, end)[n])
        if outlook.stated or name == "review_"
        else None
        for name, figure in figures.items()
        for end in ("chance", "low", "high")
    }
    parts = outlook.acting.parts(outlook.acting.acts.senders[n].item())
    comparable = outlook.comparable
    joined = _joined(outlook, n)
    return cells | {
        "particular": float(outlook.ranked[n] - outlook.habit.chance[n])
        if outlook.stated
        else None,
        "acts_joined": int(joined.sum()),
        "acts_comparable": int(comparable.sum()),
        "weight_joined": parts.joined,
        "weight_comparable": parts.comparable,
        "habit": float(outlook.habit.chance[n]),
        "based_on": _based_on(outlook, n, joined),
    }


def _based_on(outlook: Outlook, n: int, joined: Any) -> str:
    acts, comparable = outlook.acting.acts, outlook.comparable
    if not comparable.any():
        return say(
            "No comparable act with a complete list is on record: its habit at UN reviews alone."
        )
    first = _since(outlook)
    many = int(comparable.sum())
    heavy = [i for i in np.argsort(-outlook.acting.weight, kind="stable") if acts.joined[i, n]]
    named = [_name(outlook, i) for i in heavy[:SHOWN] if outlook.acting.weight[i]]
    if not named:
        return count(
            "Joined {joined} of {n} comparable act since {year}.",
            "Joined {joined} of {n} comparable acts since {year}.",
            many,
            joined=number(joined.sum()),
            year=first,
        )
    return count(
        "Joined {joined} of {n} comparable act since {year}: {acts}.",
        "Joined {joined} of {n} comparable acts since {year}: {acts}.",
        many,
        joined=number(joined.sum()),
        year=first,
        acts=listed(named),
    )


def joined_of_comparable(outlook: Outlook, sender: str) -> str:
    """How many of the comparable acts a government joined, in words; "" where none is known."""
    comparable = outlook.comparable
    if not comparable.any():
        return ""
    n = outlook.acting.acts.senders.tolist().index(sender)
    return count(
        "It joined {joined} of {n} comparable act since {year}.",
        "It joined {joined} of {n} comparable acts since {year}.",
        int(comparable.sum()),
        joined=number(_joined(outlook, n).sum()),
        year=_since(outlook),
    )


def _joined(outlook: Outlook, n: int) -> Bools:
    """(acts,): the comparable ones that the n-th sender joined."""
    return np.asarray(outlook.comparable & (outlook.acting.acts.joined[:, n] > 0), np.bool_)


def _since(outlook: Outlook) -> int:
    """The year of the first comparable act."""
    return min(_act(outlook, i).first.year for i in np.flatnonzero(outlook.comparable))


def _act(outlook: Outlook, i: int | np.intp) -> Act:
    return outlook.of.by_id[outlook.acting.acts.id[i].item()]


def _name(outlook: Outlook, i: int | np.intp) -> str:
    """For whom, and when, as briefly as can be: “for Egypt (March 2021)”."""
    act, governments = _act(outlook, i), outlook.of.past.governments
    name = governments[act.target].title if act.target in governments else act.target
    return say(
        "for {government} ({day})", government=name, day=span(str(act.entity.values["date"]))
    )


def made_of(
    top: Sequence[int], outlook: Outlook, governments: Mapping[str, Entity]
) -> list[Bars | Table]:
    """Each chance as an exact sum, and the acts that its government kept away from."""
    acting = outlook.acting
    sums: list[Row] = []
    silences: list[Row] = []
    for n in top:
        code = acting.acts.senders[n].item()
        id, parts, silent = government_id(code), acting.parts(code), acting.silences(code)
        heavy = [i for i in np.argsort(-parts.acts, kind="stable")[:SHOWN] if parts.acts[i]]
        named = [(_act(outlook, i).entity.title, float(parts.acts[i])) for i in heavy]
        rest = float(parts.acts.sum()) - sum(value for _, value in named)
        named += [
            (say("Other acts that it joined"), rest),
            (say("Its habit at UN reviews"), parts.habit),
            *[(say("Same regional organization"), parts.americas)] * bool(parts.americas),
        ]
        sums += [{"of": id, "part": part, "share": value} for part, value in named]
        quiet = [i for i in np.argsort(-silent, kind="stable")[:SHOWN] if silent[i]]
        silences += [
            {
                "of": id,
                "name": governments[code].title,
                "act": _act(outlook, i).entity.title,
                "date": str(_act(outlook, i).entity.values["date"]),
                "weight": float(silent[i] / acting.evidence[n]),
            }
            for i in quiet
        ]
    return [
        Bars(
            "made_of",
            say("What the chance is made of"),
            columns(("part", "Joined"), ("share", "Adds to the chance", "%")),
            sums,
            of="of",
            note=" ".join(
                [
                    say("The parts add up to the chance."),
                    say("“Other acts” are those that count less."),
                    say(
                        "The habit is how readily it raises detention, expression or civil society "
                        "at UN reviews of such states."
                    ),
                ]
            ),
        ),
        Table(
            "silences",
            say("Acts that it might have joined and did not"),
            columns(
                ("name", "Government"),
                "act",
                "date",
                ("weight", "Would have added", "%"),
            ),
            silences,
            of="of",
            note=" ".join(
                [
                    say("Only lists that name everybody who joined count."),
                    say("Who acted alone or quietly is not on them."),
                ]
            ),
        ),
    ]


def lately(outlook: Outlook, iso3: str, breaks: Iterable[str] = ()) -> str | None:
    """Whether a record seems to have broken off, in a sentence; None: nothing shows it.

    In the last two years, or since the first of its `breaks` (days) in them.
    """
    n = outlook.acting.acts.senders.tolist().index(iso3)
    broke = [first for text in breaks if (first := days(text)[0]) > outlook.lately_from]
    joined, many = outlook.lately(n, min(broke, default=outlook.lately_from))
    if many < FEWEST or joined >= many * float(outlook.acting.plain[n]) / 2:
        return None
    if broke:
        return say(
            "Since {month} it joined about {joined} of {all} comparable acts, less than half of "
            "what its record says",
            month=written(f"{min(broke):%Y-%m}"),
            joined=number(joined),
            all=number(many),
        )
    return say(
        "In the last two years it joined about {joined} of {all} comparable acts, less than half "
        "of what its record says",
        joined=number(joined),
        all=number(many),
    )
