"""A map as SVG, PNG and one page: all that the block has, nothing that it has not, text only."""

from __future__ import annotations

import re
import shutil
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest

from graph.campaign.disclosure import map_disclosure
from graph.model.errors import QuestionError
from graph.model.records import Entity, Origin, Tie
from graph.model.schema import Label
from graph.store.base import Load, Store
from graph.store.opening import open_store
from graph.view import View
from queries.answer import Answer, NetworkMap, Row
from queries.question import ask
from queries.render import brief_pdf
from queries.render.format import format_of
from queries.render.map_names import Spot, placed_names
from queries.render.map_page import policy
from queries.render.map_png import png
from queries.render.map_scene import scene
from queries.render.map_svg import NAMESPACE, svg
from queries.render.network_map import DRAWN_KINDS
from queries.shared.map_leaving import map_preview
from tests import random_campaigns as campaigns
from tests.browser.drawn import EVIL
from tests.graph.model.test_printable import HOSTILE
from tests.queries.render.test_brief_pdf import SCRIPTS
from tests.test_export_worlds import _named, governed  # noqa: F401

TEXTS = ("svg", "map_html")


def entity(id: str, name: str, kind: str = "Person", **more: str) -> Row:
    return {"id": id, "name": name, "kind": kind, "label": kind, **more}


def tie(source: str, target: str, phrase: str = "knows", **more: str | int | bool) -> Row:
    usual = {"directed": False, "count": 1, "sourced": True, "since": None, "until": None}
    return {"source": source, "target": target, "kind": "KNOWS", "phrase": phrase} | usual | more


def small(*names: str) -> NetworkMap:
    """Each knows the next."""
    entities = [entity(f"per:{n}", name) for n, name in enumerate(names)]
    ties = [tie(f"per:{n}", f"per:{n + 1}") for n in range(len(names) - 1)]
    return NetworkMap("map", "Around it", entities, ties, ["per:0"])


def answer(block: NetworkMap, **more: object) -> Answer:
    return Answer("Said.", [block], title="Things", label=Label.AMBER, **more)


def classes(document: str, name: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(document)
    return [one for one in root.iter(f"{{{NAMESPACE}}}g") if one.get("class") == name]


@pytest.fixture(scope="module")
def overview(filled: Store) -> Answer:
    return ask("overview", filled, {}, Label.STRICT)


def drawn_in(of: Answer) -> NetworkMap:
    return next(block for block in of.blocks if isinstance(block, NetworkMap))


@pytest.mark.slow
def test_the_picture_has_all_of_the_map_and_says_what_it_is(overview: Answer) -> None:
    block = drawn_in(overview)
    document = overview.export("svg")
    entities, ties = classes(document, "entity"), classes(document, "tie")
    assert (len(entities), len(ties)) == (len(block.entities), len(block.ties))
    spoken = " ".join(one[0].text or "" for one in entities)
    assert all(str(one["name"]) in spoken for one in block.entities)
    shown = "".join(ElementTree.fromstring(document).itertext())
    for words in ("Invented: the sample campaign", "TLP:AMBER+STRICT", "newest fact used"):
        assert words in shown
    assert all(f"{one['phrase']} (" in shown for one in block.ties)
    assert not [one["id"] for one in block.entities if str(one["id"]) in document]  # no code leaves


@pytest.mark.parametrize("form", TEXTS)
def test_the_same_bytes_again_and_nothing_from_elsewhere(form: str, overview: Answer) -> None:
    document = overview.export(form)
    assert document == overview.export(form)
    assert re.findall(r"https?://[^\"' ]*", document) in ([NAMESPACE], [])
    assert not re.search(r"\b(src|href)=|\burl\(|@import", document)


def test_who_is_not_on_the_map_has_no_tie_on_it() -> None:
    block = NetworkMap("m", "M", [entity("a", "Ada")], [tie("a", "gone"), tie("a", "a")])
    assert len(classes(svg(answer(block), block), "tie")) == 1  # to herself
    with pytest.raises(QuestionError, match="Only a map"):
        answer(NetworkMap("m", "M", [], [])).export("svg")
    with pytest.raises(QuestionError, match="not exported"):
        answer(block, exportable=False).export("svg")


@pytest.mark.parametrize("form", TEXTS)
def test_names_are_text_whatever_they_hold(form: str) -> None:
    block = small(*HOSTILE.values(), EVIL, "]]> &amp; \x00 <script>1</script>", "'\"--><svg>")
    document = answer(block).export(form)
    usual = answer(small(*(str(n) for n in range(len(block.entities))))).export(form)
    tags = re.compile(r"<(?!/)[A-Za-z!?][\w:]*")
    unlabelled = [[t for t in tags.findall(d) if t != "<text"] for d in (document, usual)]
    assert unlabelled[0] == unlabelled[1]
    drawing = document if form == "svg" else document[document.index("<svg") :].split("</svg>")[0]
    ElementTree.fromstring(drawing if form == "svg" else f"{drawing}</svg>")
    left_to_right = document.replace("\u200e", "")  # our own, after a name from the right
    assert all(line.isprintable() for line in left_to_right.replace("\t", " ").split("\n"))


def test_every_kind_has_a_shape_and_names_from_the_right_are_read_from_there() -> None:
    entities = [entity(f"x:{n}", kind, kind) for n, kind in enumerate(DRAWN_KINDS)]
    block = NetworkMap("m", "M", [*entities, entity("p", "نورام الزافيري")], [])
    document = svg(answer(block), block)
    assert len(classes(document, "entity")) == len(DRAWN_KINDS) + 1
    assert re.search(r'<text [^>]*direction="rtl"[^>]*>نورام الزافيري<', document)


def test_a_tie_shows_its_direction_and_its_doubts() -> None:
    people = [entity("a", "Ada"), entity("b", "Bo"), entity("c", "Cy", state="gone")]
    ties = [tie("a", "b"), tie("b", "a", "asked", directed=True, sourced=False)]
    block = NetworkMap("m", "M", people, [*ties, tie("a", "c", until="2020")])
    plain, directed, over = classes(svg(answer(block), block), "tie")
    tags = [[child.tag.rpartition("}")[2] for child in one] for one in (plain, directed, over)]
    assert tags == [["title", "path"], ["title", "path", "polygon"], ["title", "path"]]
    assert directed[1].get("stroke-dasharray")
    assert plain[1].get("stroke-dasharray") is None
    assert plain[1].get("d") != directed[1].get("d")  # beside each other
    assert over[1].get("stroke") != plain[1].get("stroke")
    assert "no source recorded" in svg(answer(block), block)


def test_no_name_runs_into_another_and_who_has_no_room_is_counted() -> None:
    names = [f"Somebody with a name {n}" for n in range(260)]
    block = small(*names)
    drawn = scene(block)
    boxes = [name.box for name in drawn.names.values()]
    for n, (left, top, right, bottom) in enumerate(boxes):
        for x1, y1, x2, y2 in boxes[:n]:
            assert right <= x1 or x2 <= left or bottom <= y1 or y2 <= top
    assert 0 in drawn.names  # whom it is about
    assert 0 < drawn.nameless < len(names)
    assert f"{drawn.nameless} entities have no names here" in svg(answer(block), block)
    crowd = [Spot(n, 0, 10, ["the same place"]) for n in range(9)]
    assert next(iter(placed_names(crowd, [8, 1, 2]))) == 8  # first come


def test_the_page_has_a_list_its_filters_and_a_strict_policy(overview: Answer) -> None:
    block, document = drawn_in(overview), overview.export("map_html")
    assert f'http-equiv="Content-Security-Policy" content="{policy()}"' in document
    assert policy().startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy()
    assert document.count("<button data-n=") == len(block.entities)
    kinds, phrases = (
        {str(one[key]) for one in rows}
        for rows, key in ((block.entities, "kind"), (block.ties, "phrase"))
    )
    assert document.count('data-filter="kind ') == len(kinds)
    assert document.count('data-filter="phrase ') == len(phrases)
    assert "<title>Map</title>" in document  # what a browser calls the file has no name in it
    assert format_of("map_html").ending == "html"


def test_a_picture_of_pixels_in_six_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("typst")
    block = small("Ada", *(name for script, (name, _) in SCRIPTS.items() if script != "Chinese"))
    picture = answer(block).export_bytes("png")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", picture[16:24])
    assert wide > 1000 < high * 2
    assert picture == png(answer(block), block)
    with pytest.raises(QuestionError, match="No font here has 1 character"):
        png(answer(block), small("Ada \U0001f54a"))
    monkeypatch.setattr(brief_pdf, "find_spec", lambda name: None)
    with pytest.raises(QuestionError, match="needs typst"):
        answer(block).export_bytes("png")


def maps(store: Store, audience: Label) -> Iterator[bytes]:
    """Around everybody whom the audience sees."""
    for one in View(store, audience).entities("Organization", "Case", "Person"):
        around = ask("neighbourhood", store, {"entity": one.id}, audience)
        if around.exportable and any(isinstance(block, NetworkMap) for block in around.blocks):
            yield from (around.export_bytes(form) for form in TEXTS)


@pytest.mark.parametrize("seed", [3, 4])
def test_who_is_hidden_is_in_no_byte(seed: int, governed: Path, tmp_path: Path) -> None:  # noqa: F811
    lists, audience = campaigns.campaign(seed), Label.AMBER
    secret = campaigns.hidden(lists, audience)
    files = []
    for name, world in (("whole", lists), ("twin", campaigns.without(lists, audience))):
        path = shutil.copy(governed, tmp_path / f"{name}.sqlite")
        with closing(open_store(f"sqlite:///{path}")) as store:
            campaigns.fill(store, world, tmp_path)
            files.append(list(maps(store, audience)))
    assert len(files[0]) > 2
    assert files[0] == files[1]
    assert secret
    for content in files[0]:
        assert [one for one in secret if _named(one, content.decode())] == []


def test_a_picture_has_every_tie_and_name_of_the_drawing_in_few_paths() -> None:
    ways = [tie("per:0", "per:1", directed=True), tie("per:1", "per:2", until="2020", over=True)]
    ways += [tie("per:2", "per:0", sourced=False), tie("per:0", "per:2", directed=True)]
    block = NetworkMap("m", "M", [entity(f"per:{n}", f"Ada {n}") for n in range(3)], ways)
    drawing, picture = (svg(answer(block), block, still=still) for still in (False, True))
    lines = re.findall(r'<path d="([^"]*)" fill="none"', drawing)
    arrows = re.findall(r'<polygon points="([^"]*)"', drawing)
    data = re.findall(r'<path d="([^"]*)"', picture)
    whole = "".join(data)
    assert len(lines) == len(ways)
    assert len(arrows) == whole.count("Z") >= 2
    assert all(line in whole for line in lines)
    assert all(f"M{arrow}Z" in whole for arrow in arrows)
    assert len(data) < len(lines) + len(arrows)
    assert re.findall(r"<text.*?</text>", picture) == re.findall(r"<text.*?</text>", drawing)


def test_before_it_leaves_it_is_told_whom_it_could_give_away(empty: Store) -> None:
    shown, red = Origin(label=Label.GREEN), Origin(label=Label.RED)
    people = [Entity("Person", f"per:{n}", n, {}, shown) for n in ("Ada", "Bo", "Cy")]
    hidden = Entity("Person", "per:H", "Hid", {}, red)
    ties = [
        Tie("KNOWS", "per:Ada", "per:H", values={}, origin=red),
        Tie("KNOWS", "per:Ada", "per:Bo", values={}, origin=shown),
    ]
    empty.write(Load("test"), (("", one) for one in [*people, hidden, *ties]))
    view = View(empty, Label.STRICT)
    block = NetworkMap("m", "M", [entity(f"per:{n}", n) for n in ("Ada", "Bo")], [])
    preview = map_preview(view, answer(block), block)
    assert preview.sentence.startswith("2 entities and 0 ties leave with the map, 2 people")
    assert len(preview.cautions) == 1
    assert preview.cautions[0].startswith("Ada: the only one to whom somebody is tied")
    assert "Hid" not in preview.cautions[0]
    assert map_disclosure(view, {"per:Bo": "Bo"}).lone == []
    everybody = View(empty, Label.RED)
    assert map_disclosure(everybody, {"per:Ada": "Ada"}).lone == []  # nobody is hidden


def test_few_of_one_role_in_one_place_are_told_of_before_a_map_leaves(empty: Store) -> None:
    red = Origin(label=Label.RED)
    people = [
        Entity("Person", "per:1", None, {"role": "exile"}),
        Entity("Person", "per:2", "Ada", {"role": "exile"}),
        Entity("Person", "per:3", "Bo", {"role": "mediator"}),  # who has a name is not guessed
        Entity("Person", "per:4", "Hid", {}, red),
    ]
    france = Entity("Government", "gov:FRA", "France")
    ties = [Tie("RESIDES_IN", one.id, france.id) for one in people[:3]]
    empty.write(Load("test"), (("", one) for one in [*people, france, *ties]))
    entities = [
        *(entity(one.id, one.title) for one in people[:3]),
        entity("gov:FRA", "France", "Government"),
        entity("org:1", "Friends of Hid", "Organization"),
    ]
    drawn = [{**tie(one.source, one.target), "kind": one.kind} for one in ties]
    view = View(empty, Label.STRICT)
    block = NetworkMap("m", "M", entities, drawn)
    cautions = map_preview(view, answer(block), block).cautions
    assert [text.partition(":")[0] for text in cautions] == [
        "A word in what is said of Friends of Hid is the name of somebody who does not leave, or "
        "only the same word. Look at it.",
        "Only 2 people in France (exile), fewer than 3, and one of them has no name in the file",
    ]
    # Without the place on the map nobody can tell where they are.
    assert map_disclosure(view, {"per:1": "exile"}).small == []
