"""Guidelines and pledges by which a government has said what its missions do for such cases."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.ids import id_of
from graph.model.records import Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.model.words import mark, say
from loaders.loader import Loaded, Row, loader


@loader(
    title=mark("Guidelines and pledges"),
    about={
        "publisher": mark("our own list, row by row with its source and the day of reading"),
        "licence": mark("facts of public record"),
        "kind": "by hand",
        "renew": mark(
            "The secretariats of the Media Freedom Coalition and of the Freedom Online Coalition "
            "list their members, ministries their guidelines: add rows to what is there, each "
            "with its source."
        ),
    },
    after=("governments",),
)
def pledges(row: Row) -> Iterator[Loaded]:
    """Guidelines for missions on human rights defenders, and pledges that a government has signed.

    Only rows whose source somebody has read: a government without a row may have rules that nobody
    here knows. What was signed may have been left since; the day of reading says how old this is.

    government (needed): the government, by ISO code of three letters, or EU
    code (needed): a short id of the text, such as media-freedom
    title (needed): what it is called
    kind (needed): guideline or pledge
    since: since when it is bound
    until: until when
    """
    code, title = row.take("code"), row.take("title")
    kind = row.word(row.take("kind"), ("guideline", "pledge"), "kind")
    holder, since = row.take("government"), row.date("since")
    origin = row.origin()
    if origin.url is None or origin.retrieved is None:
        raise row.problem(say("Give the source and the day on which it was read."), "source")
    if holder == "EU":
        end = "org:EU"
        public = Origin(label=Label.CLEAR)
        yield Entity("Organization", end, "European Union", {"sector": "igo"}, public)
    else:
        end = row.government(holder, "government", "iso3")
    known = since or PartialDate(origin.retrieved.isoformat())
    yield Entity("Agreement", id_of("Agreement", code), title, {"kind": kind})
    yield Tie(
        "ADOPTED" if kind == "guideline" else "SIGNED",
        end,
        id_of("Agreement", code),
        since=since,
        until=row.date("until"),
        origin=Origin(origin.url, origin.retrieved, known, origin.confidence, Label.CLEAR),
    )
