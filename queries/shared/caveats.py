"""What must be known of a government before it is asked, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from graph.approach.breaks import day, fact
from graph.approach.evidence import Ground
from graph.approach.relations import Relations
from graph.model.ids import iso3_of
from graph.model.words import count, listed, mark, number, say
from graph.record.act import Act
from graph.record.act_day import span
from queries.shared.past_acts import lately
from queries.wording import the

FALLEN = 0.15  # of V-Dem's polyarchy: judgement
_PRISONERS = {  # how many political prisoners it holds itself, by `Ground.imprisons`
    "many": mark("It held many political prisoners itself ({year})."),
    "some": mark("It held some political prisoners itself ({year})."),
}


class Caveats:
    """The caveats of governments towards one state. `acts`: those known on the day."""

    def __init__(
        self,
        ground: Ground,
        acts: Sequence[Act],
        relations: Relations,
        defenders: Collection[str],
    ) -> None:
        self.ground, self.acts = ground, acts
        self.relations, self.defenders = relations, defenders
        self.host = iso3_of(ground.host.id)
        self._known = dict[str, dict[str, str]]()

    def defended(self, iso3: str) -> list[Act]:
        """The acts by which it took the side of the host against its prisoners, newest first."""
        mine = [act for act in self._defences if iso3 in act.joined("against")]
        return sorted(mine, key=lambda act: act.last, reverse=True)

    @cached_property
    def _defences(self) -> list[Act]:
        return [act for act in self.acts if act.target == self.host and act.joined("against")]

    def of(self, id: str) -> dict[str, str]:
        """What must be known of a government before it is asked, by kind, as sentences; {}:
        nothing is on record, which clears nobody."""
        if id not in self._known:
            self._known[id] = self._read(id)
        return self._known[id]

    def _read(self, id: str) -> dict[str, str]:
        iso3, ground, sentences = iso3_of(id), self.ground, dict[str, str]()
        if iso3 in self.defenders:
            sentences["do not approach"] = say(
                "Do not approach: it took the side of such governments in half of the acts or more."
            )
        elif acts := self.defended(iso3):
            sentences["took the other side"] = count(
                "It took the side of {host} in {n} public act (last: {day}).",
                "It took the side of {host} in {n} public acts (last: {day}).",
                len(acts),
                host=the(ground.host.title),
                day=act_day(acts[0]),
            )
        if self.relations.broken(iso3):
            sentences["no relations"] = say(
                "It has no relations with {host}.", host=the(ground.host.title)
            )
        if id in ground.imprisons:
            many, year = ground.imprisons[id]
            sentences["holds prisoners"] = say(_PRISONERS[many], year=year)
        elif acts := self._held_by(iso3):
            sentences["holds prisoners"] = count(
                "It holds such prisoners itself: others joined {n} public act for them (last: "
                "{day}).",
                "It holds such prisoners itself: others joined {n} public acts for them (last: "
                "{day}).",
                len(acts),
                day=act_day(acts[0]),
            )
        broken = ground.breaks.get(id, [])
        declared = [fact(event) for event in reversed(broken)]
        signs = [
            say("Its record may have ended: {breaks}.", breaks=listed(declared, 2))
            if declared
            else None,
            f"{since}." if (since := lately(ground.chances, iso3, map(day, broken))) else None,
            self._fallen(iso3),
        ]
        if shown := [sign for sign in signs if sign]:
            sentences["break of policy"] = " ".join(shown)
        return sentences

    def _fallen(self, iso3: str) -> str | None:
        """That it is much less democratic than when its record at UN reviews ended."""
        past, outlook = self.ground.past, self.ground.chances
        then = past.covariates(iso3, outlook.habit.ended.year - 1).p
        now = past.covariates(iso3, outlook.day.year - 1).p
        if not then.year or not now.year or then.value - now.value < FALLEN:
            return None
        return say(
            "Its record may mislead: its electoral democracy fell from {before} ({since}) to "
            "{after} ({year}).",
            before=number(then.value, 2),
            since=then.year,
            after=number(now.value, 2),
            year=now.year,
        )

    def _held_by(self, iso3: str) -> list[Act]:
        """The acts of others for prisoners that it holds itself, newest first."""
        acts = [
            act
            for act in self.acts
            if act.target == iso3
            and self.ground.chances.of.evidence(act)
            and act.entity.values.get("scope") == "prisoners"
        ]
        return sorted(acts, key=lambda act: act.last, reverse=True)


def act_day(act: Act) -> str:
    """When an act was."""
    return span(str(act.entity.values["date"]))
