"""Who signed for a case: named bodies that are on our side already, and how many signed in all.

Letters and petitions about a case ask for something; a statement or a resolution counts only where
somebody who works for the case signed it, and nothing counts that an opponent signed. Nobody is
added up across papers, because the same people sign several: of all, the largest number counts.
Whoever must not be contacted, is at risk or is against the case is neither named nor counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from graph.campaign.contacts import Contacts, stances
from graph.campaign.functions import people_at_risk, words_in
from graph.campaign.safety import do_not_contact
from graph.model.ids import government_id, is_kind
from graph.model.records import Entity, Tie
from graph.model.schema import Trait, tie_kinds
from graph.view import View

ASKING: Final = ("letter", "open letter", "petition")
_OUT: Final = ("planned", "given up")  # what nobody has signed yet, or any more
_JOINS: Final = tie_kinds(Trait.ALLY)
BODIES: Final = ("Organization", "Coalition", "Campaign")


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """One letter or petition for a case. `named`: bodies and people who signed and may be named."""

    paper: Entity
    named: tuple[str, ...]
    signatories: int | None  # in all, those named too; None: nobody counted
    by_country: Mapping[str, int]  # by the id of a government

    @property
    def day(self) -> str | None:
        """When it was sent or published."""
        return str(self.paper.values["date"]) if "date" in self.paper.values else None


@dataclass(frozen=True, slots=True)
class Signed:
    """All that was signed for a case, the most signed first."""

    papers: Sequence[SignedPaper]
    ties: Sequence[Tie]

    @property
    def by_signatory(self) -> dict[str, list[SignedPaper]]:
        """What each named one signed."""
        papers: defaultdict[str, list[SignedPaper]] = defaultdict(list)
        for one in self.papers:
            for id in one.named:
                papers[id].append(one)
        return dict(papers)

    @property
    def bodies(self) -> set[str]:
        """The bodies that signed something: on our side already."""
        return {id for one in self.papers for id in one.named if is_kind(id, *BODIES)}

    @property
    def most(self) -> int | None:
        """How many signed the paper that most signed; None: nothing was signed or counted."""
        counts = [one.signatories for one in self.papers if one.signatories]
        return max(counts, default=None)

    @property
    def by_country(self) -> dict[str, int]:
        """By the id of a government: how many there signed the paper that most there signed; most
        first."""
        most: dict[str, int] = {}
        for one in self.papers:
            for country, n in one.by_country.items():
                most[country] = max(n, most.get(country, 0))
        return dict(sorted(most.items(), key=lambda each: (-each[1], each[0])))


def signed(view: View, contacts: Contacts) -> Signed:
    """What was signed for a case, as far as the view's audience may know.

    Its label counts as used; what is shown is told to the view by who shows it.
    """
    quiet = view.quiet()
    case = contacts.case.id
    ids = {tie.source for tie in quiet.ties("ABOUT", of=[case]) if is_kind(tie.source, "Statement")}
    papers = [one for one in quiet.several(ids) if one.values.get("status") not in _OUT]
    ties = quiet.ties("SIGNED", of=[one.id for one in papers])
    signatories = {one.id: one for one in quiet.several({tie.source for tie in ties})}
    by_stance = stances(quiet, case)
    against = contacts.opponents | {id for id, stance in by_stance.items() if stance < 0}
    helping = {id for id, stance in by_stance.items() if stance > 0}
    helping |= {t.source for t in contacts.ties if t.kind in _JOINS and t.target == case}
    apart = do_not_contact(signatories.values()) | people_at_risk(contacts) | contacts.no_target
    of_paper: defaultdict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        of_paper[tie.target].append(tie)
    ours = [one for one in papers if _is_ours(one, of_paper[one.id], helping - against, against)]
    view.used.label = max(view.used.label, quiet.used.label)
    whole = [_paper(one, of_paper[one.id], apart | contacts.detaining) for one in ours]
    whole.sort(key=lambda one: (-(one.signatories or 0), one.paper.title, one.paper.id))
    return Signed(whole, [tie for one in ours for tie in of_paper[one.id]])


def _is_ours(
    paper: Entity, ties: Sequence[Tie], helping: AbstractSet[str], against: AbstractSet[str]
) -> bool:
    who = {tie.source for tie in ties}
    if who & against:
        return False
    asks = paper.values.get("kind") in ASKING
    return asks or bool(who & helping) or any(t.values.get("stance") == "for" for t in ties)


def _paper(paper: Entity, ties: Sequence[Tie], apart: AbstractSet[str]) -> SignedPaper:
    named = sorted({tie.source for tie in ties} - apart)
    by_country = dict(_countries(words_in(paper.values.get("signatories_by_country"))))
    number = paper.values.get("signatories")
    least = max(len(named), sum(by_country.values()))
    many = max(number if isinstance(number, int) else 0, least)
    return SignedPaper(paper, tuple(named), many or None, by_country)


def _countries(texts: Sequence[str]) -> list[tuple[str, int]]:
    """The id of a government and a number for each "ISO3 n".

    >>> _countries(["FRA 120", "nobody", "KEN 3"])
    [('gov:FRA', 120), ('gov:KEN', 3)]
    """
    pairs = [text.rpartition(" ") for text in texts]
    return [(government_id(code), int(n)) for code, _, n in pairs if code and n.isdigit()]
