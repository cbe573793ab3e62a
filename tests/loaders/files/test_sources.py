"""What is read from: files, and uploads in memory; never a pipe, never a sheet too large."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from graph.model.errors import UnreadableFile
from graph.store.base import Store
from loaders.browser.files import chosen, preview
from loaders.files import workbooks
from loaders.files.recognizing import fitting
from loaders.files.sources import Source, Upload, size
from loaders.loader import all_loaders, named
from loaders.loading import load

ROOT = Path(__file__).parents[3]
GOOD = b"name,sector,country\nOpen Hand,ngo,France\n"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>"
)
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(rows: str, **more: bytes) -> bytes:
    """A workbook of one sheet, whose rows are XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
            f'Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="r1" Type="{RELS}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        )
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = f'<row r="1">{cell("A1", "name")}{cell("B1", "sector")}{cell("C1", "country")}</row>'
BODY = f'<row r="2">{cell("A2", "Open Hand")}{cell("B2", "ngo")}{cell("C2", "France")}</row>'


def ods(rows: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            "<office:document-content><office:body><office:spreadsheet>"
            f'<table:table table:name="a">{rows}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        )
    return out.getvalue()


def ods_row(*texts: str, again: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>'
        for t in texts
    )
    return f"<table:table-row{again}>{cells}</table:table-row>"


ODS = ods_row("name", "sector", "country") + ods_row("Open Hand", "ngo", "France")
FILLER = (
    '<table:table-row table:number-rows-repeated="1048570">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
FAR_OFF = {
    "corner.xlsx": xlsx(f'{HEADER}{BODY}<row r="1048576">{cell("XFD1048576", "x")}</row>'),
    "column.xlsx": xlsx(f'{HEADER}<row r="2">{cell("A2", "a")}{cell("XFD2", "x")}</row>'),
    "rows.xlsx": xlsx(f'{HEADER}<row r="1048576">{cell("ZZ1048576", "x")}</row>'),
    "unnumbered.xlsx": xlsx(f"{HEADER}<row>{cell('ZZ1048576', 'x')}</row>"),
    "unplaced.xlsx": xlsx(f"{HEADER}<row>{'<c><v>1</v></c>' * 703}</row>"),
    "prefixed.xlsx": xlsx(f'{HEADER}<x:row r="1048576"><x:c r="ZZ1048576"/></x:row>'),
    "beside.xlsx": xlsx(f'{HEADER}<row r="2"><c xr="A2" r="XFD2"><v>1</v></c></row>'),
    "single.xlsx": xlsx(f"{HEADER}<row r='1048576'><c s='1' r='ZZ1048576'><v>1</v></c></row>"),
    "corner.ods": ods(ODS + FILLER + ods_row(*"abcdefghijkl")),
    "column.ods": ods(
        ODS + "<table:table-row><table:table-cell table:number-columns-repeated="
        '"16383"/><table:table-cell office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    ),
    "again.ods": ods(
        ODS + ods_row("x" * 3, *"abcdefghijkl", again=' table:number-rows-repeated="1048570"')
    ),
}


@pytest.mark.parametrize("name", FAR_OFF)
def test_a_cell_far_off_is_refused_before_the_sheet_is_read(name: str, empty: Store) -> None:
    content = FAR_OFF[name]
    assert len(content) < 3000
    with pytest.raises(UnreadableFile, match=r"Copy the rows that count .* holds a sheet of"):
        load(named("organizations"), [Upload(name, content)], empty)


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", xlsx(HEADER + BODY)), ("a.ods", ods(ODS + FILLER))]
)
def test_a_usual_workbook_is_read_from_memory_and_from_a_file_alike(
    name: str, content: bytes, tmp_path: Path, filled: Store
) -> None:
    (tmp_path / name).write_bytes(content)
    for source in (Upload(name, content), tmp_path / name):
        report = load(named("organizations"), [source], filled, dataset="mine", dry_run=True)
        assert (report.rows, report.claims.created > 0) == (1, True)


def test_what_unpacks_to_more_than_there_is_room_for_is_refused(
    monkeypatch: pytest.MonkeyPatch, empty: Store
) -> None:
    monkeypatch.setattr(workbooks, "MOST_BYTES", 2**20)
    bomb = xlsx(HEADER + BODY, **{"xl/sharedStrings.xml": b" " * 2**21})
    assert len(bomb) < 10_000
    with pytest.raises(UnreadableFile, match="more than 1 MB once it is unpacked"):
        load(named("organizations"), [Upload("a.xlsx", bomb)], empty)


def test_an_archive_that_lies_about_its_size_is_refused(empty: Store) -> None:
    honest = xlsx(HEADER + BODY, **{"xl/sharedStrings.xml": b" " * 2**21})
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        real = archive.getinfo("xl/sharedStrings.xml").file_size
    lying = honest.replace(real.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(UnreadableFile, match="is not a workbook that can be read"):
        load(named("organizations"), [Upload("a.xlsx", lying)], empty)


def others(folder: Path) -> list[Source]:
    """What has a path and is no file."""
    os.mkfifo(folder / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(folder / "s.csv"))
    (folder / "folder.csv").mkdir()
    (folder / "link.csv").symlink_to(folder / "pipe.csv")
    names = ("pipe.csv", "s.csv", "folder.csv", "link.csv")
    return [*(folder / name for name in names), Path("/dev/zero"), folder / "pipe.csv" / "x"]


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in the file system")
def test_pipes_devices_sockets_and_folders_are_refused_and_nobody_waits(
    tmp_path: Path, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise AssertionError("the store's only writer waits for what is no file")

    monkeypatch.setattr(empty, "write", locked)
    for source in others(tmp_path):
        for read in (
            size,
            lambda one: load(named("organizations"), [one], empty),
            lambda one: load(named("governments"), [one], empty),
            lambda one: preview(one, "utf-8"),
        ):
            with pytest.raises(UnreadableFile, match=r"(is a|There is no file) "):
                read(source)  # type: ignore[no-untyped-call]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in the file system")
def test_the_command_refuses_a_pipe_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    store = tmp_path / "store.sqlite"
    command = [sys.executable, "-m", "loaders", "organizations", str(tmp_path / "pipe.csv")]
    refused = subprocess.run(
        [*command, "--store", f"sqlite:///{store}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 1
    assert "pipe.csv is a pipe, not a file." in refused.stderr


def test_what_was_uploaded_is_never_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filled: Store
) -> None:
    class Sent:
        name, file_id = "../../list.csv", "1"

        def getvalue(self) -> bytes:
            return GOOD

    def opened(event: str, args: tuple[object, ...]) -> None:
        if watching and event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
            written.append(args[0])

    written: list[object] = []
    watching = True
    sys.addaudithook(opened)
    sources = chosen([Sent()], "")
    assert [source.name for source in sources] == ["list.csv"]
    assert preview(sources[0], "utf-8").startswith("name,sector")
    load(named("organizations"), sources, filled, dataset="mine", dry_run=True)
    watching = False
    assert written == []


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp437", "ascii"])
@pytest.mark.parametrize(
    "command", ["loaders list", "loaders --help", "loaders cases --help", "queries list"]
)
def test_a_console_of_few_letters_is_no_error(command: str, encoding: str) -> None:
    around = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    shown = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=ROOT,
        env=around,
        capture_output=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    assert shown.stderr == b""
    if command.startswith("loaders"):
        assert "cases" in shown.stdout.decode(encoding)


def test_a_workbook_is_read_once_however_many_lists_it_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = xlsx(HEADER + BODY)
    looks: list[Source] = []
    monkeypatch.setattr(workbooks, "_refuse_too_large", looks.append)
    fitting(Upload("a.xlsx", content), list(all_loaders().values()), None)
    assert len(looks) == 1


def test_a_workbook_that_is_too_large_is_said_to_be_so_and_not_unknown() -> None:
    far = xlsx(f'{HEADER}<row r="1048576">{cell("XFD1048576", "x")}</row>')
    with pytest.raises(UnreadableFile, match="Copy the rows that count"):
        fitting(Upload("a.xlsx", far), list(all_loaders().values()), None)
