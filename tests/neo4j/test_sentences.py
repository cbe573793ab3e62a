"""Whatever is wrong with the server or its address: a sentence, and no secret in it."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.model.errors import InputError, StoreError
from graph.store.opening import open_store
from loaders.__main__ import main
from loaders.loader import named
from loaders.loading import load
from tests.neo4j import server

SECRET = "s3cret-p4ss"


@pytest.fixture
def url() -> str:
    server.require()
    return server.shared()


def refusal(url: str) -> str:
    """The sentence with which a store cannot be opened."""
    with pytest.raises(StoreError) as error:
        open_store(url).close()
    assert error.value.__suppress_context__ or error.value.__cause__ is None
    assert SECRET not in str(error.value)
    return str(error.value)


def test_a_wrong_password(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    assert "refuses the user name or the password. Set NEO4J_USERNAME" in refusal(url)


def test_no_password(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD")
    assert "refuses the user name or the password. Set NEO4J_USERNAME" in refusal(url)


def test_a_database_that_is_not_there(url: str) -> None:
    assert "has no database of this name" in refusal(f"{url}/nothere")


def test_encryption_where_the_server_has_none(url: str) -> None:
    assert "are address and encryption (+s) right?" in refusal(url.replace("://", "+s://"))


@pytest.mark.parametrize("scheme", ["neo4j", "bolt", "neo4j+ssc", "bolt+s"])
def test_nobody_answers(scheme: str) -> None:
    with socket.socket() as port:  # bound, but nobody listens
        port.bind(("127.0.0.1", 0))
        sentence = refusal(f"{scheme}://127.0.0.1:{port.getsockname()[1]}")
    assert "No Neo4j server answers at 127.0.0.1" in sentence


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (f"neo4j://me:{SECRET}@localhost", "Leave the user name and password out"),
        (f"http://me:{SECRET}@localhost", "is not a store"),
        (f"neo4j://localhost?password={SECRET}", "may only name a database"),
        ("neo4j://localhost/a/b", "may only name a database"),
        ("neo4j://localhost/`x`", "may only name a database"),
        ("neo4j://", "not the address of a store"),
        ("neo4j://localhost:99999", "not the address of a store"),
        ("neo4j+x://localhost", "is not a store"),
    ],
)
def test_what_is_no_address(url: str, sentence: str) -> None:
    assert sentence in refusal(url)


def test_the_command_says_it_without_a_traceback(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    assert main(["loads", "--store", url]) == 1
    output = capsys.readouterr()
    assert "refuses the user name or the password" in output.err
    assert "Traceback" not in output.err
    assert SECRET not in output.err + output.out


# Servers that are none, or too old: scripted, since none of these can be had from Maven's artifacts
# that this driver still speaks to.


@pytest.fixture
def speaking() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """A server on loopback that does with each connection what it is told to."""
    listener = socket.create_server(("127.0.0.1", 0))

    def begin(answer: Callable[[socket.socket], None]) -> str:
        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    answer(connection)

        threading.Thread(target=serve, daemon=True).start()
        return f"bolt://127.0.0.1:{listener.getsockname()[1]}"

    yield begin
    listener.close()


def test_something_else_answers(speaking: Callable[..., str]) -> None:
    sentence = refusal(speaking(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")))
    assert "127.0.0.1" in sentence


@pytest.mark.parametrize(
    ("bolt", "agent", "sentence"),
    [
        ((5, 7), "Neo4j/5.25.1", "is Neo4j/5.25.1; Neo4j 5.26 or newer is needed"),
        ((5, 2), "Memgraph/3.0", "is Memgraph/3.0; Neo4j 5.26 or newer is needed"),
        ((5, 0), "Neo4j/5.0.0", "is too old; Neo4j 5.26 or newer is needed"),
        ((4, 4), "Neo4j/4.4.40", "is too old; Neo4j 5.26 or newer is needed"),
        ((3, 0), "Neo4j/3.5.0", "127.0.0.1"),
    ],
)
def test_too_old_a_server(
    speaking: Callable[..., str], bolt: tuple[int, int], agent: str, sentence: str
) -> None:
    """Shakes hands on a version of Bolt, and answers every message: I am such a server."""

    def text(value: str) -> bytes:
        return bytes([0xD0, len(value)]) + value.encode()

    fields = text("server") + text(agent) + text("connection_id") + text("1")
    success = b"\xb1\x70\xa2" + fields

    def answer(connection: socket.socket) -> None:
        connection.recv(20)
        connection.sendall(bytes([0, 0, bolt[1], bolt[0]]))
        try:
            while size := connection.recv(2):
                if waiting := struct.unpack(">H", size)[0]:
                    connection.recv(waiting)
                else:
                    connection.sendall(struct.pack(">H", len(success)) + success + b"\0\0")
        except OSError:
            return

    assert sentence in refusal(speaking(answer))


# People at risk


def test_a_server_elsewhere_is_not_for_people_at_risk(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server.empty()
    file = tmp_path / "organizations.csv"
    file.write_text("name,sector,label\nSafe House,ngo,RED\n")
    # This computer by a name that is not known to be its own.
    elsewhere = open_store(url.replace("127.0.0.1", "127.1").replace("neo4j://", "bolt://"))
    try:
        with pytest.raises(InputError, match=r"127\.1.* is not on this computer.*people at risk"):
            load(named("organizations"), [file], elsewhere)
        assert list(elsewhere.loads()) == []
        monkeypatch.setenv("DEMARCHE_ALLOW_REMOTE_RED", "yes")
        assert load(named("organizations"), [file], elsewhere).claims.created == 1
    finally:
        elsewhere.close()


def test_a_server_on_this_computer_is(url: str) -> None:
    server.empty()
    for name in ("127.0.0.1", "localhost"):
        here = open_store(url.replace("127.0.0.1", name))
        assert here.exposure() is None
        here.close()
