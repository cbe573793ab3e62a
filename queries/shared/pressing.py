"""Of many cases, which come first: by danger, then by the next date, then by how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.campaign.consent import WITHDRAWN, consent
from graph.model.ids import is_kind
from graph.model.records import Entity, PartialDate, Value
from graph.model.vocabulary import DIED, POSTURES, SEVERITIES, STAGES, stage_of
from graph.model.words import count, say, written
from graph.view import View
from queries.answer import Onward, Row, Table, columns
from queries.shared.act_words import paragraph

NO_DATE = "9999"
_VOCABULARY = {*SEVERITIES, *POSTURES, *(stage.id for stage in (*STAGES, DIED))}


class Pressing:
    """Cases in the order in which somebody should look at them."""

    def __init__(self, view: View, cases: Sequence[Entity]) -> None:
        self.view = view
        self.next = self._dates([one.id for one in cases])
        self.cases = sorted(cases, key=self._key)

    def _dates(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The next day on which anything is decided of each case, as far as one is recorded."""
        concerns = self.view.ties(
            "CONCERNS", of=ids, where=lambda tie: is_kind(tie.source, "Event")
        )
        dates = {
            one.id: str(one.values.get("date", ""))
            for one in self.view.several({tie.source for tie in concerns})
        }
        today = self.view.today.isoformat()
        ahead: dict[str, str] = {}
        for tie in concerns:
            day = dates.get(tie.source, "")
            if day and PartialDate(day).last >= today:
                ahead[tie.target] = min(day, ahead.get(tie.target, NO_DATE))
        return ahead

    def day(self, case: Entity) -> str | None:
        """The next date of a case: an event's, or the one that its row gives."""
        of_row = str(case.values.get("next_date") or "")
        if of_row and PartialDate(of_row).last < self.view.today.isoformat():
            of_row = ""
        return min(filter(None, (self.next.get(case.id), of_row)), default=None)

    def _key(self, case: Entity) -> tuple[bool, int, str, str, str, str]:
        """Not known how bad it is stands after what is known to be bad, before what is stable."""
        values = case.values
        severity = str(values.get("severity") or "")
        known = severity in SEVERITIES
        danger = SEVERITIES.index(severity) if known else len(SEVERITIES) - 1.5
        return (
            not stage_of(values).detained,
            int(2 * danger),
            self.day(case) or NO_DATE,
            str(values.get("since") or NO_DATE),
            case.title,
            case.id,
        )

    def table(self, cases: Sequence[Entity]) -> Table:
        """Cases that are not looked at one by one, a line each."""
        rows: list[Row] = [
            {
                "id": one.id,
                "name": one.title,
                **{key: state(one.values, key) for key in ("severity", "stage", "posture")},
                "next": written(day) if (day := self.day(one)) else None,
                "since": written(str(one.values["since"])) if "since" in one.values else None,
            }
            for one in cases
        ]
        return Table(
            "others",
            say("The other cases"),
            columns(
                "name",
                ("severity", "State"),
                "stage",
                "posture",
                ("next", "Next date"),
                ("since", "Held since"),
            ),
            rows,
            of="id",
            onward=[Onward(say("How this case stands"), "overview", {}, {"case": "id"})],
            note=paragraph(
                say("Choose one to see how it stands."),
                count(
                    "{n} more case, in the same order: by danger, then by the next date.",
                    "{n} more cases, in the same order: by danger, then by the next date.",
                    len(rows),
                ),
            ),
        )


def state(values: Mapping[str, Value], key: str) -> str | None:
    """A value of a case that is a word of the field, as people read it; None: not known."""
    if key not in values:
        return None
    word = str(values[key])
    return say(word) if word in _VOCABULARY else word


def withdrawn(view: View, cases: Sequence[Entity]) -> str:
    """That consent for embassies was withdrawn stands before everything else, of every case."""
    standing = {one.title: consent(view, one.id, "embassies") for one in cases}
    sentences = [
        one.sentence_of(title) for title, one in standing.items() if one.state == WITHDRAWN
    ]
    more = len(sentences) - 3
    left = (
        count("The same holds for {n} more case.", "The same holds for {n} more cases.", more)
        if more > 0
        else ""
    )
    return "".join(f"{sentence} " for sentence in filter(None, [*sentences[:3], left]))
