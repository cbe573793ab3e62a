"""Formal influence of one government on another (FBIC), year by year."""

from __future__ import annotations

from collections.abc import Iterator

from graph.approach.dependence import INPUTS
from graph.approach.dependence import influence as index
from graph.model.errors import UnknownName
from graph.model.ids import government_id
from graph.model.records import Origin, PartialDate, Tie
from graph.model.words import mark, say
from loaders.countries import resolve, territories
from loaders.loader import Loaded, Row, loader
from loaders.public.governments import KINDS

URL = "https://korbel.du.edu/fbic"
# Codes of the source's own for states of the past and the unrecognized.
OWN = {"BRD": "DEU", "RSM": "SMR", "SCG": "SRB", "YEN": "YEM", "CSK": "CSK"}


@loader(
    title=mark("Influence (FBIC)"),
    about={
        "publisher": mark("Pardee Institute, Formal Bilateral Influence Capacity"),
        "url": URL,
        "licence": mark("terms not read: not shipped, cite the authors"),
        "kind": "measures",
        "renew": mark(
            "At korbel.du.edu/fbic: the whole file of Formal Bilateral Influence Capacity, "
            "with all its columns."
        ),
    },
    expected=(500, 3_000_000),
    after=("governments",),
)
def influence(row: Row) -> Iterator[Loaded]:
    """How much influence one government has on another by trade, aid, arms and diplomacy.

    Reads the 280 columns of the FBIC file; dependence, bandwidth and the index are worked out from
    the twelve that they are made of. Zero is both nothing and not observed there, so a small value
    says little. A year is known from its 31 December.

    iso3a (needed): the government that has influence, by the source’s code
    iso3b (needed): the one on which it has it
    year (needed): the year
    countrya: read only to say what is left out
    countryb: read only to say what is left out
    aidabgdpb_ma (needed): aid from A in percent of B's gross domestic product, mean of three years
    aidaballaidb_ma (needed): in percent of all aid to B
    totaltradeabgdpb_ma (needed): trade with A in percent of B's gross domestic product
    totaltradeaballtradeb_ma (needed): in percent of all of B's trade
    armimportstockabmilstockb_ma (needed): arms from A in percent of B's stock of arms
    armsimportsstockaballimstockb_ma (needed): in percent of B's imported arms
    norm_lor_avg_ma (needed): diplomatic representation
    norm_igos_ma (needed): shared memberships
    norm_tradeagreement_ma (needed): trade agreements
    norm_lntotaltrade_ma (needed): trade
    norm_allianceindex_ma (needed): alliance
    norm_armstotalstock_ma (needed): arms
    """
    year = row.whole("year")
    if year is None:
        raise row.problem(say("Fill in this cell: it is needed."), "year")
    ends = []
    for side in "ab":
        code = row.take(f"iso3{side}")
        try:
            iso3 = resolve(OWN.get(code, code), "iso3", year)
        except UnknownName:
            row.skip(
                say(
                    "“{name}” is not among the governments",
                    name=row.maybe(f"country{side}") or code,
                )
            )
            return
        if territories()[iso3].kind not in KINDS:
            row.skip(say("{name} has no government of its own here", name=territories()[iso3].name))
            return
        ends.append(government_id(iso3))
    if ends[0] == ends[1]:
        row.skip(say("a government’s influence on itself"))
        return
    inputs = {name: row.number_of(name) for name in INPUTS}
    missing = [name for name, value in inputs.items() if value is None]
    if missing:
        row.skip(say("no value of {column}", column=missing[0]))
        return
    indices = index({name: value for name, value in inputs.items() if value is not None})
    yield Tie(
        "INFLUENCES",
        ends[0],
        ends[1],
        str(year),
        values={"year": year, **indices._asdict()},
        origin=Origin(URL, known=PartialDate(f"{year}-12-31")),
    )
