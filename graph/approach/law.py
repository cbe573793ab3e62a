"""The law that can be cited for a prisoner against a state, as data: articles, committees, courts.

Which articles of a UN treaty speak of what befalls political prisoners, and which bodies take up
their cases. A selection for a first letter, not legal advice; a lawyer decides what is claimed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.model.words import mark

# By the id of the treaty, those first that speak of most prisoners.
ARTICLES: Final[Mapping[str, str]] = {
    "agr:ICCPR": mark(
        "articles 7 (torture), 9 (liberty), 10 (prisoners), 14 (fair trial), 19 "
        "(expression), 21 (assembly) and 22 (association)"
    ),
    "agr:CAT": mark(
        "articles 2 (prevention), 12 and 13 (investigation), 15 (forced confessions) and 16"
    ),
    "agr:CED": mark(
        "articles 1 and 2 (secret detention), 17 and 18 (registers, what families are told)"
    ),
    "agr:OPCAT": mark("article 4 (visits by the Subcommittee and a national body)"),
    "agr:ICCPR-OP1": mark("article 1 (complaints to the Human Rights Committee)"),
    "agr:ICCPR-OP2": mark("article 1 (no execution)"),
    "agr:ICESCR": mark("articles 8 (trade unions), 12 (health) and 15 (science and culture)"),
    "agr:CERD": mark("article 5 (equality before the law)"),
    "agr:CEDAW": mark("articles 2 and 7 (public life)"),
    "agr:CRC": mark("articles 37 (detention) and 40 (trial), of minors"),
    "agr:CRPD": mark("articles 14 and 15 (liberty, ill-treatment)"),
    "agr:CMW": mark("articles 16 and 17, of migrant workers"),
}
CORE: Final = ("agr:ICCPR", "agr:CAT", "agr:CED")


@dataclass(frozen=True, slots=True)
class Procedure:
    """A way to bring a case before somebody outside the state."""

    title: str
    who: str  # who may bring it
    takes: str  # what it gives, or how long it takes
    names: bool = True  # the person is named to the state


# Open for every state, whatever it has signed.
ALWAYS: Final = (
    Procedure(
        mark("Working Group on Arbitrary Detention: urgent appeal"),
        mark("family, lawyer or organization"),
        mark("sent to the government within days"),
    ),
    Procedure(
        mark("Working Group on Arbitrary Detention: opinion"),
        mark("family, lawyer or organization"),
        mark("the government has 60 days to reply; then published"),
    ),
    Procedure(
        mark("Special procedures of the Human Rights Council: communication"),
        mark("family, lawyer or organization"),
        mark("published after 60 days"),
    ),
    Procedure(
        mark("Working Group on Enforced Disappearances"),
        mark("family or organization"),
        mark("for those who have disappeared"),
    ),
    Procedure(
        mark("Universal Periodic Review: submission"),
        mark("any organization"),
        mark("about seven months before the review"),
        names=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Complaint:
    """A committee or a court that takes a person’s complaint of a state that accepts it."""

    body: str
    kind: str = "procedure"
    who: str = mark("the prisoner, or somebody authorized")
    takes: str = mark("after the courts at home, unless these are hopeless")
    treaty: str | None = None  # only who is a party to it can accept
    members: str | None = None  # only members of this organization can accept


UNDER: Final = "agr:complaints-"  # what the ids of these procedures begin with
COMPLAINTS: Final[Mapping[str, Complaint]] = {
    "ICCPR-OP1": Complaint(mark("Human Rights Committee")),
    "CAT-22": Complaint(mark("Committee against Torture (article 22)"), treaty="agr:CAT"),
    "CED-31": Complaint(
        mark("Committee on Enforced Disappearances (article 31)"), treaty="agr:CED"
    ),
    "CERD-14": Complaint(
        mark("Committee on the Elimination of Racial Discrimination (article 14)"),
        treaty="agr:CERD",
    ),
    "CEDAW-OP": Complaint(mark("Committee on the Elimination of Discrimination against Women")),
    "CRC-OPIC": Complaint(mark("Committee on the Rights of the Child")),
    "CRPD-OP": Complaint(mark("Committee on the Rights of Persons with Disabilities")),
    "ICESCR-OP": Complaint(mark("Committee on Economic, Social and Cultural Rights")),
    "CMW-77": Complaint(mark("Committee on Migrant Workers (article 77)"), treaty="agr:CMW"),
    "ECtHR": Complaint(mark("European Court of Human Rights"), "court", members="org:CE"),
    "IACHR": Complaint(
        mark("Inter-American Commission on Human Rights (American Convention)"),
        who=mark("anybody"),
        members="org:OAS",
        takes=mark(
            "after the courts at home, unless these are hopeless; precautionary measures may come "
            "within weeks"
        ),
    ),
    "IACtHR": Complaint(
        mark("Inter-American Court of Human Rights"),
        "court",
        members="org:OAS",
        who=mark("the Inter-American Commission, after a petition there"),
        takes=mark("a judgment that binds the state"),
    ),
    "ACtHPR": Complaint(
        mark("African Court on Human and Peoples’ Rights"),
        "court",
        members="org:AU",
        who=mark("the prisoner, or an organization that observes at the African Commission"),
    ),
    "ACtHPR-5": Complaint(
        mark("African Court on Human and Peoples’ Rights (by way of the African Commission)"),
        "court",
        members="org:AU",
        who=mark("the African Commission, after a communication there"),
        takes=mark("a judgment that binds the state"),
    ),
    "ECOWAS-CCJ": Complaint(
        mark("ECOWAS Community Court of Justice"),
        "court",
        members="org:ECOWAS",
        takes=mark("without the courts at home first"),
    ),
}
# For members of a body, by the id of its organization.
REGIONAL: Final[Mapping[str, Procedure]] = {
    "org:OSCE": Procedure(
        mark("OSCE Moscow Mechanism"),
        mark("ten participating states together"),
        mark("a mission of experts and a report"),
        names=False,
    ),
    "org:OAS": Procedure(
        mark("Inter-American Commission: petition or precautionary measure"),
        mark("anybody"),
        mark("measures may come within weeks"),
    ),
    "org:AU": Procedure(
        mark("African Commission on Human and Peoples’ Rights: communication"),
        mark("anybody"),
        mark("may ask the state for provisional measures"),
    ),
    "org:ILO": Procedure(
        mark("ILO committee on freedom of association"),
        mark("trade unions and employers"),
        mark("for those held for union work"),
    ),
}
# A way of REGIONAL that a procedure of COMPLAINTS says more exactly, where it is accepted.
SAID_BY: Final = {"org:OAS": "IACHR"}
REGIONAL_BODIES: Final = (
    "org:CE",
    "org:OSCE",
    "org:EU",
    "org:OAS",
    "org:AU",
    "org:ECOWAS",
    "org:EAC",
    "org:SADC",
    "org:LAS",
    "org:OIC",
    "org:ASEAN",
    "org:C",
    "org:OIF",
    "org:CIS",
    "org:GCC",
    "org:SCO",
)
