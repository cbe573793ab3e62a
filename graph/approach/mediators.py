"""What public acts say of a government as a door: who mediates, who signs together, who defends.

The role of a mediator is as the parties tell it, who like to be thanked; that a release followed
does not say that it was caused. A mediator keeps its way open by saying nothing in public, so
whoever also signed for prisoners of that state is told apart: it may still negotiate, but quietly
it is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from graph.model.words import say
from graph.record.act import Act
from graph.record.act_day import span
from graph.record.acts import YEAR
from graph.record.public_acts import Outlook

RECENT: Final = 5.0  # years; an older channel may no longer be there: judgement
SEVERAL: Final = 2  # states with which it went between, for one of its region: judgement
STRONG: Final = 0.5  # the chance of acting from which a record counts as strong: judgement
OPPOSES: Final = 0.5  # the share of acts against from which a government is not to be approached


@dataclass(frozen=True, slots=True)
class Mediation:
    """The newest deed of a mediator, towards the host if there is one, else in its region."""

    act: Act
    of_host: bool
    quiet: bool  # nothing on record that it signed for prisoners of the host or of that state

    @property
    def sentence(self) -> str:
        """What it did, not for whom, such as “mediation, 20 November 2025: two priests; then:
        released”.

        That it followed does not say that it was caused.
        """
        values = self.act.entity.values
        deed = say("{act}, {day}", act=say(str(values["act"])), day=span(str(values["date"])))
        if about := values.get("about"):
            deed = say("{act}: {about}", act=deed, about=about)
        outcome = values.get("outcome")
        return say("{act}; then: {outcome}", act=deed, outcome=outcome) if outcome else deed


def mediators(
    acts: Iterable[Act], host: str, region: Collection[str], day: date
) -> dict[str, Mediation]:
    """By government: its newest mediation of the last RECENT years before a day, the quiet ones
    first, then those towards the host, then the newest. ISO3 all of them.

    `acts`: those known on the day; `region`: whose prisoners count too, after those of the host,
    where whoever went between did so with several states, and so not as a neighbour of one.
    """
    past = list(acts)
    outspoken = {(act.target, code) for act in past for code in act.joined()}
    recent = [
        (code, act)
        for act in past
        if (day - act.last).days <= RECENT * YEAR
        for code in act.joined("mediator") - {host}
    ]
    states = Counter(code for code, _ in {(code, act.target) for code, act in recent})
    mediations = [
        (
            code,
            Mediation(act, act.target == host, not {(host, code), (act.target, code)} & outspoken),
        )
        for code, act in recent
        if act.target == host or (act.target in region and states[code] >= SEVERAL)
    ]
    mediations.sort(key=lambda pair: (pair[1].act.last, pair[0]), reverse=True)
    mediations.sort(key=lambda pair: (not pair[1].quiet, not pair[1].of_host))
    newest: dict[str, Mediation] = {}
    for code, one in mediations:
        newest.setdefault(code, one)
    return newest


def signing_together(outlook: Outlook, government: str, most: int = 3) -> list[str]:
    """Who joins most of the acts that this government (ISO3) joins for prisoners like these; [] if
    it joined none, or is no candidate.

    Each act counts by its weight today, divided by its other signers, as in `cosigning.py`: to sign
    together in a small act says more (Newman 2001).
    """
    acting = outlook.acting
    senders = acting.acts.senders.tolist()
    if government not in senders:
        return []
    others = np.maximum(acting.acts.joined.sum(axis=1) - 1, 1)
    mine = acting.weight * acting.acts.joined[:, senders.index(government)] / others
    together = np.round(mine @ acting.acts.joined, 12).tolist()
    ranked = sorted(zip(senders, together, strict=True), key=lambda pair: (-pair[1], pair[0]))
    return [
        code for code, weight in ranked if weight > 0 and code not in (government, outlook.iso3)
    ][:most]


def strong(outlook: Outlook) -> frozenset[str]:
    """Who joined half or more of the comparable acts, drawn towards habit (ISO3); none where the
    newest act is too old for a chance."""
    if not outlook.stated:
        return frozenset()
    chances = zip(outlook.acting.acts.senders.tolist(), outlook.ranked.tolist(), strict=True)
    return frozenset(code for code, chance in chances if chance >= STRONG)


def defenders(outlook: Outlook) -> frozenset[str]:
    """Governments that took the side of those who hold such prisoners in half of the acts (ISO3).

    Votes in the Human Rights Council count where they are loaded.
    """
    senders = outlook.of.past.reviews.senders.tolist()
    codes = zip(senders, outlook.opposing.tolist(), strict=True)
    return frozenset(code for code, share in codes if share >= OPPOSES and code != outlook.iso3)
