"""Ties of history between governments: borders, languages, a colonial past (CEPII GeoDist)."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.errors import UnknownName
from graph.model.ids import government_id
from graph.model.records import Origin, Tie, Value
from graph.model.words import mark, say
from loaders.countries import resolve, territories
from loaders.loader import Loaded, Row, loader
from loaders.public.governments import KINDS

URL = "http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=6"
# CEPII keeps codes that have gone: Romania, DR Congo, Timor-Leste, Serbia, Palestine.
OLD = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "YUG": "SRB", "PAL": "PSE"}
# The source says that two were colony and ruler, not which was which: of two, the earlier here.
RULERS = (
    "GBR",
    "FRA",
    "ESP",
    "PRT",
    "NLD",
    "BEL",
    "DEU",
    "AUT",
    "ITA",
    "DNK",
    "SWE",
    "RUS",
    "TUR",
    "JPN",
    "USA",
    "AUS",
    "NZL",
    "ZAF",
    "CHN",
    "HUN",
    "GRC",
    "EGY",
    "MAR",
    "IDN",
    "HTI",
    "SRB",
)
YES = {"1", "1.0"}


@loader(
    title=mark("Ties of history"),
    about={
        "publisher": mark("CEPII, GeoDist: Mayer and Zignago 2011"),
        "url": URL,
        "licence": mark("CC0 as packaged by cepiigeodist; cite CEPII"),
        "kind": "lasting",
        "as_of": "2011-12-31",
        "renew": mark("Nothing to do: borders, languages and the past stay as they are."),
    },
    expected=(1_000, 60_000),
    after=("governments",),
)
def ties_of_history(row: Row) -> Iterator[Loaded]:
    """Which governments share a border or an official language, and which one ruled another.

    Reads CEPII's dist_cepii.csv: a row for each pair, in both directions, of which the
    second says nothing new. A pair without any of these ties says nothing either. Each tie has the
    distance of the capitals in kilometres.

    iso_o (needed): one government’s ISO code, as CEPII writes it
    iso_d (needed): the other’s
    contig (needed): 1: they share a border
    comlang_off (needed): 1: they share an official language
    colony (needed): 1: one ever ruled the other
    col45: 1: still after 1945
    distcap: kilometres between the capitals
    comlang_ethno: not read; a language of a tenth of both
    comcol: not read; one ruler of both
    curcol: not read
    smctry: not read
    dist: not read; between the largest cities
    distw: not read
    distwces: not read
    """
    codes = row.take("iso_o"), row.take("iso_d")
    if codes[0] >= codes[1]:
        return
    marks = {column: row.take(column) in YES for column in ("contig", "comlang_off", "colony")}
    if not any(marks.values()):
        return
    ends = []
    for column, code in zip(("iso_o", "iso_d"), codes, strict=True):
        try:
            iso3 = resolve(OLD.get(code, code), "iso3")
        except UnknownName:
            row.skip(say("“{name}” is not among the governments", name=code))
            return
        if territories()[iso3].kind not in KINDS:
            name = territories()[iso3].name
            row.skip(
                say(
                    "{name} is a territory, without a government of its own here ({column})",
                    name=name,
                    column=column,
                )
            )
            return
        if territories()[iso3].until is not None:
            row.skip(say("{name} has ended", name=territories()[iso3].name))
            return
        ends.append(iso3)
    values: dict[str, Value] = {}
    if (km := row.number_of("distcap")) is not None:
        values["km"] = round(km)
    first, second = sorted(ends)
    if marks["contig"]:
        yield Tie(
            "BORDERS",
            government_id(first),
            government_id(second),
            values=values,
            origin=Origin(URL),
        )
    if marks["comlang_off"]:
        yield Tie(
            "SHARES_LANGUAGE_WITH",
            government_id(first),
            government_id(second),
            values=values,
            origin=Origin(URL),
        )
    if marks["colony"]:
        ruler = min((end for end in ends if end in RULERS), key=RULERS.index, default="")
        if not ruler:
            raise row.problem(say("Neither of the two is known to have ruled others."), "colony")
        ruled = second if ruler == first else first
        late = {"after_1945": row.maybe("col45") in YES}
        yield Tie(
            "COLONIZED",
            government_id(ruler),
            government_id(ruled),
            values=values | late,
            origin=Origin(URL),
        )
