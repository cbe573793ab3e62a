"""Consent: what may be done in somebody's name, per use; a no is never weaker than a yes.

Whoever was asked has the newest of their own words. A no counts as soon as it is known of, even
when its day is not; it is lifted only by a yes that is surely later, of the same giver or of one
who speaks for the prisoner: the prisoner first, then whoever speaks for the family. While others
disagree, the stricter word holds and the answer says who said what, as far as the reader sees it.

A no also reaches readers who may not see the consent itself: its STOPPED tie, of the case to
itself, is seen by whoever sees the case, and says the use, the state and the day, no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from graph.campaign.safety import do_not_contact
from graph.model.ids import is_kind
from graph.model.records import Entity, PartialDate, Tie
from graph.model.schema import Label
from graph.model.vocabulary import CONSENT_USES
from graph.model.words import mark, say, written
from graph.view import View

GIVEN, REFUSED, WITHDRAWN, UNSET = "given", "refused", "withdrawn", "unset"
NO: Final = (REFUSED, WITHDRAWN)  # the weaker first
PRISONER, SPEAKS, OTHER = 2, 1, 0  # how much a giver's word weighs
_DONE: Final[Mapping[str, str]] = {
    GIVEN: mark("{name} gave it ({day})."),
    REFUSED: mark("{name} refused it ({day})."),
    WITHDRAWN: mark("{name} withdrew it ({day})."),
}


_USES: Final[Mapping[str, str]] = {
    "embassies": mark("embassies"),
    "UN": mark("the UN"),
    "media": mark("the media"),
    "name": mark("the name"),
    "photo": mark("the photo"),
    "health": mark("health"),
}


def use_in_words(use: str) -> str:
    """What consent is for, as a sentence says it after “for”.

    >>> use_in_words("UN")
    'the UN'
    """
    return say(_USES.get(use, use))


@dataclass(frozen=True, slots=True)
class Standing:
    """The consent for one use of one case, as a view may know it."""

    use: str
    state: str
    since: str | None = None
    review: str | None = None
    lapsed: bool = False  # the day by which it was to be reviewed has passed
    dispute: str = ""  # what others said to the contrary; "": nobody did

    @property
    def may_name(self) -> bool:
        """Whether an approach may name the person."""
        return self.state == GIVEN and not self.lapsed

    @property
    def sentence(self) -> str:
        """What it means, for the opening of an answer."""
        return f"{self._meaning}{f' {self.dispute}' if self.dispute else ''}"

    def sentence_of(self, case: str) -> str:
        """The same of a withdrawn consent, where several cases are spoken of."""
        return say(
            "Consent for {use} was withdrawn for {case} ({day}): do not approach anybody in this "
            "person’s name, and stop what is under way.",
            use=use_in_words(self.use),
            case=case,
            day=_day(self.since),
        )

    @property
    def _meaning(self) -> str:
        use, day = use_in_words(self.use), _day(self.since)
        if self.state == WITHDRAWN:
            return say(
                "Consent for {use} was withdrawn ({day}): do not approach anybody in this "
                "person’s name, and stop what is under way.",
                use=use,
                day=day,
            )
        if self.state == REFUSED:
            return say(
                "Consent for {use} was refused ({day}): do only what can be done without naming "
                "the person.",
                use=use,
                day=day,
            )
        if self.lapsed and self.review:
            return say(
                "Consent for {use} was given ({day}) but was to be reviewed by {review}: ask "
                "again, and until then do only what can be done without naming the person.",
                use=use,
                day=day,
                review=written(self.review),
            )
        if self.state == GIVEN and self.review:
            return say(
                "Consent for {use} was given ({day}); review it by {review}.",
                use=use,
                day=day,
                review=written(self.review),
            )
        if self.state == GIVEN:
            return say("Consent for {use} was given ({day}).", use=use, day=day)
        return say(
            "No consent for {use} is recorded: do only what can be done without naming the person.",
            use=use,
        )


class _Word(NamedTuple):
    """What one giver said of one use."""

    id: str  # of the consent
    state: str
    date: PartialDate | None
    review: str | None = None
    speaks: bool | None = None  # as the consent itself says; None: it does not


class _Giver(NamedTuple):
    weight: int
    name: str | None  # None: the reader may not see who it is


# Nobody knows whose no it is, so it may be the prisoner's.
_UNSEEN: Final = _Giver(PRISONER, None)


def consent(view: View, case: str, use: str) -> Standing:
    """The consent of a case for one use."""
    return consents(view, case)[use]


def consents(view: View, case: str) -> dict[str, Standing]:
    """The consent of a case for each use, as of the view."""
    # One by one: what concerns a case is mostly read already.
    about = [tie for kind in ("CONCERNS", "STOPPED") for tie in view.ties(kind, of=[case])]
    papers = view.several(
        t.source for t in about if t.target == case and is_kind(t.source, "Consent")
    )
    words: dict[str, list[_Word]] = {use: [] for use in CONSENT_USES}
    for tie in about:
        if tie.kind == "STOPPED" and (use := str(tie.values.get("use"))) in words:
            day = tie.values.get("date")
            words[use].append(
                _Word(tie.key, str(tie.values["state"]), PartialDate(str(day)) if day else None)
            )
    for paper in papers:  # after their stops, which say less of the same
        if (use := str(paper.values.get("use"))) in words:
            words[use].append(_word(paper))
    today = view.today.isoformat()
    givers = _Givers(view, case, about, papers)
    return {use: _standing(use, of_use, today, givers) for use, of_use in words.items()}


def _word(paper: Entity) -> _Word:
    values = paper.values
    date, review, speaks = values.get("date"), values.get("review"), values.get("speaks")
    return _Word(
        paper.id,
        str(values.get("state", UNSET)),
        PartialDate(str(date)) if date else None,
        str(review) if review else None,
        speaks if isinstance(speaks, bool) else None,
    )


class _Givers:
    """Who gave each consent and how much the word weighs; read only where words disagree."""

    def __init__(self, view: View, case: str, about: Sequence[Tie], papers: Iterable[Entity]):
        self.view, self.case = view, case
        self.prisoners = {t.target for t in about if t.source == case and t.kind == "CONCERNS"}
        self.papers = {one.id: one for one in papers}
        self._known: dict[str, _Giver] | None = None

    def of(self, word: _Word) -> _Giver:
        """The giver of a word. One whom nobody sees weighs most in a no, and least in a yes."""
        if self._known is None:
            self._known = self._read()
        unseen = _UNSEEN if word.state in NO else _Giver(OTHER, None)
        giver = self._known.get(word.id, unseen)
        if word.speaks is None or (giver.weight == PRISONER and giver is not unseen):
            return giver
        return giver._replace(weight=SPEAKS if word.speaks else OTHER)

    def same(self, yes: _Word, no: _Word) -> bool:
        """Whether two words are of one giver; of nobody, where nothing is hidden, counts as one."""
        if self._known is None:
            self._known = self._read()
        nobody = self.view.audience is Label.RED and not {yes.id, no.id} & self._known.keys()
        return yes.id == no.id or nobody

    def _read(self) -> dict[str, _Giver]:
        by = {t.source: t.target for t in self.view.ties("MADE_BY", of=self.papers)}
        people = {giver.id: giver for giver in self.view.several(by.values())}
        spoken: dict[str, set[str]] = {}
        for tie in self.view.ties("REPRESENTS", of=people):
            if is_kind(tie.target, "Case"):
                spoken.setdefault(tie.source, set()).add(tie.target)
        barred = do_not_contact(people.values())
        known = {}
        for paper, id in by.items():
            if id in people:
                giver, cases = people[id], spoken.get(id, {self.case})
                family = giver.kind == "Family" or giver.values.get("role") == "family spokesperson"
                weight = SPEAKS if family and self.case in cases else OTHER
                weight = PRISONER if id in self.prisoners else weight
                known[paper] = _Giver(weight, None if id in barred else giver.title)
        return known


def _standing(use: str, words: Sequence[_Word], today: str, givers: _Givers) -> Standing:
    """What holds of all that was said of one use."""
    yes = [w for w in words if w.state == GIVEN and not (w.date and w.date.first > today)]
    no = {(w.id, w.state, w.date): w for w in words if w.state in NO}.values()
    if not no:
        return _of_yes(use, yes, words, today, givers)
    lifted = [n for n in no if any(_lifts(y, n, givers) for y in yes)]
    holding = [n for n in no if n not in lifted]
    if not holding:
        ids = {n.id for n in lifted}
        by_others = [y for y in yes if y.id not in ids and givers.of(y).weight]
        standing = _of_yes(use, by_others or yes, words, today, givers)
        if standing.state != GIVEN or not by_others:
            return standing
        dispute = _who_said_what(by_others, lifted, givers) or say("Somebody had said no before.")
        more = say("The newer word of whoever speaks for the prisoner or the family holds.")
        return _disputed(standing, f"{dispute} {more}")
    worst = max(holding, key=lambda n: (NO.index(n.state), n.date.last if n.date else "", n.id))
    standing = Standing(use, worst.state, str(worst.date) if worst.date else None, worst.review)
    ids = {n.id for n in holding}
    others = [y for y in yes if y.id not in ids]
    if not others:
        return standing
    dispute = _who_said_what(others, holding, givers) or say("Those who were asked disagree.")
    more = say("The no holds until whoever speaks for the prisoner or the family says otherwise.")
    return _disputed(standing, f"{dispute} {more}")


def _disputed(of: Standing, words: str) -> Standing:
    return Standing(
        use=of.use,
        state=of.state,
        since=of.since,
        review=of.review,
        lapsed=of.lapsed,
        dispute=words,
    )


def _lifts(yes: _Word, no: _Word, givers: _Givers) -> bool:
    """Whether a yes is surely later than a no, and of one who may take the no back."""
    if yes.date is None or no.date is None or yes.date.first <= no.date.last:
        return False
    return givers.same(yes, no) or givers.of(yes).weight >= max(SPEAKS, givers.of(no).weight)


def _of_yes(
    use: str, yes: Sequence[_Word], words: Sequence[_Word], today: str, givers: _Givers
) -> Standing:
    """Consent that nobody who counts refuses: of several, the word that weighs most, then newest.

    Whoever was asked again on that day or later, without an answer, has not given it.
    """
    if not yes:
        return Standing(use, UNSET)
    weight = {y.id: givers.of(y).weight for y in yes} if len(yes) > 1 else {yes[0].id: OTHER}
    best = max(yes, key=lambda y: (weight[y.id], y.date.first if y.date else "", y.id))
    since = best.date.first if best.date else ""
    if any(w.state not in (GIVEN, *NO) and w.date and w.date.last >= since for w in words):
        return Standing(use, UNSET)
    past = best.review is not None and PartialDate(best.review).last < today
    return Standing(use, GIVEN, str(best.date) if best.date else None, best.review, past)


def _who_said_what(yes: Sequence[_Word], no: Sequence[_Word], givers: _Givers) -> str:
    """Who said what; "": the reader may not see all of them."""
    sentences = []
    for word in sorted({w.id: w for w in (*yes, *no)}.values(), key=lambda w: (w.date or "", w.id)):
        name = givers.of(word).name
        if name is None:
            return ""
        sentences.append(say(_DONE[word.state], name=name, day=_day(word.date)))
    return " ".join(sentences)


def _day(day: str | None) -> str:
    return written(day) if day else say("day not recorded")
