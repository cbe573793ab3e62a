"""What may be done for a case now: the one gate that every proposal passes, planned asks included.

Every question that proposes an act asks here, use by use: nothing that names the prisoner without
consent for it, nothing public against the posture that the family and counsel want nor where the
state struck back, nothing once consent was withdrawn, nothing for the dead but what the family asks
for, and for the free only what helps a free person. Doing nothing is always possible.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from graph.approach.backfire import LEVELS, Backfire, Counter, has_struck, struck_back
from graph.campaign.consent import NO, WITHDRAWN, Standing, consents, use_in_words
from graph.campaign.deadlines import Task
from graph.campaign.ledger import LedgerEntry, approaches, ledgers
from graph.model.ids import is_kind
from graph.model.records import Entity
from graph.model.vocabulary import ASKS, Ask, Stage, stage_of
from graph.model.words import listed, mark, say
from graph.view import View

BY_ID: Final = {ask.id: ask for ask in ASKS}
NOTHING: Final = BY_ID["do nothing"]
NEEDS: Final[Mapping[str, str]] = {"medical transfer": "health"}  # a further consent, by ask
# A reason is a clause that stands after a colon, in small letters and without a full stop.
DEAD: Final = mark("the prisoner has died, and only what the family asks for is done")
ENDED: Final = mark("consent was withdrawn")
FREED: Final = mark("the prisoner is free, and only what helps a free person is asked for")
RETALIATED: Final = mark("an ask of this government was answered by retaliation")
HUSHED: Final = mark("the family and counsel want nothing public")
_FAMILY: Final = frozenset({"relative", "family spokesperson"})  # roles of persons
_QUIET: Final = frozenset({None, "silent", "private"})  # postures that want nothing public
_ELSEWHERE: Final = frozenset({"UN", "regional body"})  # channels that need consent for the UN
# What a function does outside, by the consent that it needs; judgement.
_FUNCTIONS: Final[Mapping[str, str]] = {
    "diplomacy": "embassies",
    "parliaments": "embassies",
    "international law": "UN",
    "international pressure": "UN",
    "media": "media",
    "awareness": "media",
    "culture": "media",
}


class Strikes(NamedTuple):
    """How the state answered before. `back`: why nothing public is asked for, with n."""

    back: str | None = None
    governments: frozenset[str] = frozenset()  # whose ask in this case brought retaliation


@dataclass(frozen=True, eq=False)
class Gate:
    """What may be done for one case now; `case` None: of a state alone, nobody is named."""

    case: Entity | None
    consents: Mapping[str, Standing]
    read: Callable[[], Strikes] = Strikes  # read only where it matters: it looks at all cases
    of_family: Callable[[LedgerEntry], bool] = lambda _: False  # whether the family makes an ask

    @cached_property
    def strikes(self) -> Strikes:
        return self.read()

    @property
    def stage(self) -> Stage | None:
        """What the case's stage means; None: there is no case."""
        return None if self.case is None else stage_of(self.case.values)

    def may(self, use: str) -> bool:
        """Whether consent for a use is given."""
        return use in self.consents and self.consents[use].may_name

    @property
    def halt(self) -> str | None:
        """Why nothing at all is proposed outside; None: something may be."""
        return say(DEAD) if self.dead else say(ENDED) if self.withdrawn else None

    @property
    def dead(self) -> bool:
        """Whether the prisoner has died, so that only what the family asks for is done."""
        return self.stage is not None and not self.stage.alive

    @property
    def withdrawn(self) -> bool:
        """Whether consent for embassies was withdrawn, so that all that is under way stops."""
        return "embassies" in self.consents and self.consents["embassies"].state == WITHDRAWN

    @property
    def opening(self) -> str:
        """What an answer about the case opens with where not everything may be done, and a space.

        "": nothing stands against naming the prisoner to embassies.
        """
        allowed = self.consents.get("embassies")
        sentences = []
        if self.dead:
            sentences.append(
                say("The prisoner has died: nothing is proposed but what the family asks for.")
            )
        if allowed and not allowed.may_name and (not self.dead or allowed.state in NO):
            sentences.append(allowed.sentence)
        return "".join(f"{sentence} " for sentence in sentences)

    def opened(self, sentence: str) -> str:
        """A sentence under what the answer opens with, which has a line of its own."""
        return "\n".join(filter(None, [self.opening.strip(), sentence]))

    @property
    def always(self) -> str:
        """What is possible whatever else is, for the end of an answer."""
        if not self.privately:
            return say("Doing nothing now is always possible.")
        return say("Doing nothing now, or asking privately first, is always possible.")

    @property
    def privately(self) -> bool:
        """Whether something may be asked, so that asking privately first is possible."""
        return not (self.dead or self.withdrawn or (self.stage and self.stage.free))

    def refusal(
        self,
        ask: Ask,
        public: bool,
        risk: Backfire | None = None,
        to: frozenset[str] = frozenset(),
        *,
        by_family: bool = False,
    ) -> str | None:
        """Why an ask is not to be proposed; None: it may be.

        `to`: of whom it would be asked; `by_family`: the family asks, as it may for the dead.
        """
        if ask.id == NOTHING.id:
            return None
        for_the_dead = self.dead and by_family and not self.withdrawn
        if self.halt and not for_the_dead:
            return self.halt
        if not for_the_dead and self.stage and self.stage.free and not ask.helps_the_free:
            return say(FREED)
        use = "UN" if ask.channel in _ELSEWHERE else "embassies"
        if ask.names_the_person and (self.case is None or not self.may(use)):
            return say("it names the person, so only with consent for {use}", use=_uses(use))
        if ask.id in NEEDS and not self.may(NEEDS[ask.id]):
            return _only(NEEDS[ask.id])
        if public and (refused := self._in_public("UN" if use == "UN" else "media", risk)):
            return refused
        if to and to & self.strikes.governments:
            return say(RETALIATED)
        return None

    def _in_public(self, use: str, risk: Backfire | None = None) -> str | None:
        """Why something is not done in public that needs consent for `use`; None: it may be."""
        if missing := [one for one in (use, "name", "embassies") if not self.may(one)]:
            return say("it is public, so only with consent for {uses}", uses=_uses(*missing))
        if self.case is not None and self.case.values.get("posture") in _QUIET:
            return say(HUSHED)
        if self.strikes.back:
            return self.strikes.back
        if risk is not None and risk.level == LEVELS[0]:
            return say("the risk of a public ask by this government is high")
        return None

    def ask(self, entry: LedgerEntry) -> str | None:
        """Why an ask of the ledger that is open is not to be made, or its answer asked for."""
        ask = BY_ID.get(str(entry.ask.values.get("instrument")), BY_ID["letter"])
        if entry.status == "planned":
            family = self.dead and self.of_family(entry)
            return self.refusal(ask, _public(entry), to=frozenset(entry.to), by_family=family)
        return self.refusal(ask, False)  # whoever asks for an answer does so quietly

    def task(self, task: Task) -> str | None:
        """Why something that is due is not to be done; None: it may be."""
        if task.approach:
            return self.ask(task.approach)
        if task.of.kind == "Statement":
            quiet = task.of.values.get("kind") == "letter"
            return self.refusal(BY_ID["letter" if quiet else "statement"], not quiet)
        step = task.preparation
        if step is None:
            return say(DEAD) if self.dead and not task.use else None
        if step.ask:
            ask = BY_ID[step.ask]
            if refused := self.refusal(ask, ask.public is True):
                return refused
        elif self.dead:  # what else we do ourselves, with counsel and the family, goes on
            return say(DEAD)
        return None if not step.use or self.may(step.use) else _only(step.use)

    def procedure(self, names: bool) -> str | None:
        """Why the case is not to be brought before a court or committee; None: it may be."""
        if self.halt:
            return self.halt
        return _only("UN") if names and not self.may("UN") else None

    def function(self, function: str) -> str | None:
        """Why nobody new is to be asked to take on a function; None: somebody may be.

        To look for an ally is no act in public yet: it waits only where somebody said no.
        """
        if self.halt:
            return self.halt
        use = _FUNCTIONS.get(function, "")
        needs = (use, "name", "embassies") if use == "media" else (use,)
        if missing := [one for one in needs if one in self.consents and self._refused(one)]:
            return _only(*missing)
        if use == "media" and self.case and self.case.values.get("posture") in _QUIET - {None}:
            return say(HUSHED)
        return self.strikes.back if use == "media" else None

    def _refused(self, use: str) -> bool:
        return self.consents[use].state in NO


def _only(*uses: str) -> str:
    return say("only with consent for {uses}", uses=_uses(*uses))


def _uses(*uses: str) -> str:
    return listed([use_in_words(use) for use in uses])


def _public(entry: LedgerEntry) -> bool:
    return bool(entry.ask.values.get("public"))


def gate(view: View, case: Entity) -> Gate:
    """What may be done for a case as of the view."""
    return Gates(view).of(case)


class Gates:
    """The gates of several cases: what a state did is read once."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._ledgers: dict[str, Mapping[str, list[LedgerEntry]]] = {}  # by state, then by case

    def of(self, case: Entity) -> Gate:
        return Gate(
            case, consents(self.view, case.id), lambda: self._strikes(case.id), self._of_family
        )

    def _of_family(self, entry: LedgerEntry) -> bool:
        return any(
            one.kind == "Family" or one.values.get("role") in _FAMILY
            for one in self.view.several(entry.by)
        )

    def _strikes(self, case: str) -> Strikes:
        ties = self.view.ties("DETAINS", of=[case])
        hosts = {t.source for t in ties if t.target == case and is_kind(t.source, "Government")}
        back = []
        for host in sorted(hosts):
            if host not in self._ledgers:
                detentions = self.view.ties("DETAINS", of=[host])
                cases = {t.target for t in detentions if is_kind(t.target, "Case")}
                read = {case: approaches(self.view, case)}  # mostly there already
                self._ledgers[host] = read | ledgers(self.view, cases - {case})
            known_counters = [
                Counter(one, _public(one), has_struck(one), about == case)
                for about, asks in self._ledgers[host].items()
                for one in asks
                if one.status == "made"
            ]
            back.append(struck_back(known_counters))
        own = next((self._ledgers[host][case] for host in sorted(hosts)), None)
        own = approaches(self.view, case) if own is None else own
        struck = frozenset(to for one in own if one.response == "retaliation" for to in one.to)
        return Strikes(next(filter(None, back), None), struck)
