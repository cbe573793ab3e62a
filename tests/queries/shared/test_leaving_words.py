"""What leaves and what it could still tell, in words."""

from __future__ import annotations

from collections import Counter

from graph.campaign.disclosure import Disclosure, SmallGroup
from graph.campaign.extract import Extract, LeavingEntity, LeavingTie
from graph.model.records import Origin, PartialDate
from graph.model.schema import Label
from queries.shared.leaving_words import leaving_preview


def person(code: str, name: str, *, named: bool = True) -> LeavingEntity:
    return LeavingEntity(code, "Person", name, named, {}, Label.STRICT, Origin())


PEOPLE = [person("per-1", "Ada"), person("per-2", "Bo"), person("per-3", "source", named=False)]
CASE = LeavingEntity("cas-1", "Case", "Case", False, {}, Label.AMBER, Origin())
TIE = LeavingTie(
    code="tie-1",
    kind="KNOWS",
    source="per-1",
    target="per-2",
    since=PartialDate("2020"),
    until=None,
    strength=None,
    values={},
    label=Label.STRICT,
    origin=Origin(),
)


def leaving(*entities: LeavingEntity, unnamed: frozenset[str] = frozenset()) -> Extract:
    return Extract(
        entities=entities,
        ties=[TIE] if entities else [],
        label=max((one.label for one in entities), default=Label.CLEAR),
        as_of=None,
        invented=False,
        codes={},
        replaced=Counter(),
        unnamed=unnamed,
    )


NOTHING = Disclosure(0, (), (), (), (), (), 0)


def test_what_leaves_is_counted() -> None:
    preview = leaving_preview(leaving(*PEOPLE, CASE), NOTHING, ["A loss."])
    assert preview.sentence == (
        "4 entities and 1 tie leave, 3 people and families among them; 2 have a name in the file."
    )
    assert preview.marks == ["The file is TLP:AMBER+STRICT"]
    rows = [(row["kind"], row["entities"], row["named"]) for row in preview.entities.rows]
    assert rows == [("People", 3, 2), ("Cases", 1, 0)]
    assert [dict(row) for row in preview.ties.rows] == [{"kind": "knows", "ties": 1}]
    assert preview.losses == ["A loss."]
    assert "Nothing leaves" in leaving_preview(leaving(), NOTHING, []).sentence


def test_what_could_give_somebody_away_is_told_by_name_of_who_leaves() -> None:
    risks = Disclosure(
        replaced=2,
        mentions=["per-1"],
        lone=["per-2"],
        bare=["per-2"],
        relatives=["per-1"],
        small=[SmallGroup("source", "Graz", 1)],
        free_texts=3,
    )
    of = leaving(*PEOPLE, CASE, unnamed=frozenset({"cas-1"}))
    cautions = leaving_preview(of, risks, []).cautions
    for number, part in enumerate(
        [
            "for your organization only",
            "1 case leaves without a name, nor is the prisoner named",
            "2 texts name somebody who does not leave",
            "A word in what is said of Ada",
            "Bo: the only one to whom somebody is tied who does not leave",
            "Bo: without any tie in the file",
            "Ada: kin of somebody who leaves without a name",
            "Only 1 person in Graz (source), fewer than 3",
            "3 texts were written freely",
        ]
    ):
        assert part in cautions[number]
    assert len(cautions) == 9
    assert leaving_preview(leaving(CASE), NOTHING, []).cautions == []
