"""The Neo4j server behind a store: its address, its sessions, and what goes wrong, in sentences.

The only file that imports the driver. No message repeats a password, a value or a query: a server's
own words may quote all three.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    GraphDatabase,
    ManagedTransaction,
    NotificationMinimumSeverity,
    Result,
    Session,
    Transaction,
)
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.model.errors import StoreBusy, StoreError, StoreUnreachable
from graph.model.words import mark, say

T = TypeVar("T")
OLDEST = (5, 26)  # the oldest server that the tests run on
WAIT = 10.0  # seconds for a connection
FETCH = 5000  # rows in one message

READ_ONLY = mark("The Neo4j server at {place} lets this database be read, but not changed.")
MEMORY = mark("Give the Neo4j server at {place} a larger heap: it has too little memory for this.")
SENTENCES = {
    "Security.Unauthorized": mark(
        "The Neo4j server at {place} refuses the user name or the password. Set NEO4J_USERNAME and "
        "NEO4J_PASSWORD."
    ),
    "Security.AuthenticationRateLimit": mark(
        "Wait a minute: the Neo4j server at {place} has seen too many wrong passwords."
    ),
    "Security.CredentialsExpired": mark(
        "The Neo4j server at {place} wants a new password for this user before anything else."
    ),
    "Security.Forbidden": mark(
        "Ask for the right to write: the Neo4j server at {place} lets this user read, but not do "
        "this."
    ),
    "Database.DatabaseNotFound": mark("The Neo4j server at {place} has no database of this name."),
    "Database.DatabaseUnavailable": mark("The Neo4j server at {place} has stopped this database."),
    "General.WriteOnReadOnlyAccessDatabase": READ_ONLY,
    "General.ForbiddenOnReadOnlyDatabase": READ_ONLY,
    "Cluster.NotALeader": mark("Try again: the Neo4j server at {place} cannot write just now."),
    "General.MemoryPoolOutOfMemoryError": MEMORY,
    "General.TransactionOutOfMemoryError": MEMORY,
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is: `neo4j://host[:port][/database]`, bolt too, `+s` and `+ssc` for TLS.

    >>> Address.parse("neo4j+s://example.org/cases")
    Address(scheme='neo4j+s', host='example.org', port=7687, database='cases')
    >>> Address.parse("bolt://[::1]:7000").local
    True
    """

    scheme: str
    host: str
    port: int
    database: str

    @classmethod
    def parse(cls, url: str) -> Address:
        """Raises StoreError for what is no such address; its text is not repeated."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port or 7687
        except ValueError:
            host, port = None, 0
        if not host or not re.fullmatch(r"(neo4j|bolt)(\+s|\+ssc)?", parts.scheme):
            raise StoreError(
                say("Write neo4j://host/database: this is not the address of a store.")
            )
        if parts.username or parts.password:
            raise StoreError(
                say(
                    "Leave the user name and password out of the store’s address, since addresses "
                    "are shown. Set NEO4J_USERNAME and NEO4J_PASSWORD."
                )
            )
        database = parts.path.strip("/") or "neo4j"
        if parts.query or parts.fragment or not re.fullmatch(r"[A-Za-z][\w.-]*", database):
            raise StoreError(say("After the host, a store’s address may only name a database."))
        return cls(parts.scheme, host, port, database)

    @property
    def place(self) -> str:
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.place}/{self.database}"

    @property
    def local(self) -> bool:
        """On this machine: nobody else can listen in or browse."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class Unlogged(list[Any]):
    """Values to be sent that no log ever spells out.

    The driver puts what it sends into words for its own log, even where nobody keeps that: names of
    people have no place there, and for 500,000 ties it took a tenth of the client's time.
    """

    def __repr__(self) -> str:
        return f"<{len(self)} values>"


class Server:
    """Transactions on one database of one server; every failure is a StoreError with a sentence."""

    def __init__(self, address: Address) -> None:
        """Raises StoreUnreachable: nobody answers, or the server refuses or is too old."""
        self.address = address
        self._closed = False
        # What the driver logs is no sentence, and goes to the terminal if nobody takes it.
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        self._bookmarks = GraphDatabase.bookmark_manager()
        user, password = os.environ.get("NEO4J_USERNAME"), os.environ.get("NEO4J_PASSWORD")
        with self.sentences():
            self._driver = GraphDatabase.driver(
                f"{address.scheme}://{address.place}",
                auth=(user or "neo4j", password) if password else None,
                connection_timeout=WAIT,
                connection_acquisition_timeout=WAIT,
                max_transaction_retry_time=WAIT,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
            )
        try:
            with self.sentences():
                self._driver.verify_connectivity()
                agent = self._driver.get_server_info().agent
            self._not_too_old(agent)
        except BaseException:
            self._driver.close()
            raise

    def close(self) -> None:
        """Every transaction that begins after this raises StoreError."""
        self._closed = True
        self._driver.close()

    def read(self, work: Callable[[ManagedTransaction], T]) -> T:
        """A managed transaction that reads; repeated while the trouble is passing."""
        with self.sentences(), self._session(read=True) as session:
            return session.execute_read(work)

    def write(self, work: Callable[[ManagedTransaction], T]) -> T:
        """A managed transaction that writes; repeated while the trouble is passing."""
        with self.sentences(), self._session() as session:
            return session.execute_write(work)

    def define(self, statement: str) -> None:
        """A change of constraints or indexes, which wants a transaction of its own."""
        with self.sentences(), self._session() as session:
            session.run(statement).consume()

    @contextmanager
    def stream(self) -> Iterator[Transaction]:
        """A reading transaction to be consumed row by row; nothing is repeated."""
        with (
            self.sentences(),
            self._session(read=True) as session,
            session.begin_transaction() as transaction,
        ):
            yield transaction

    def hold(self, timeout: float) -> OpenTransaction:
        """A writing transaction that stays open between its statements."""
        with self.sentences():
            session = self._session()
            return OpenTransaction(self, session, session.begin_transaction(timeout=timeout))

    def _session(self, *, read: bool = False) -> Session:
        if self._closed:
            raise StoreError(say("The store “{path}” is closed.", path=self.address.url))
        # Bookmarks: in a cluster, too, whoever wrote something then reads it.
        return self._driver.session(
            database=self.address.database,
            fetch_size=FETCH,
            default_access_mode=READ_ACCESS if read else WRITE_ACCESS,
            bookmark_manager=self._bookmarks,
        )

    @contextmanager
    def sentences(self) -> Iterator[None]:
        """Turn the driver's errors into sentences; the chain is cut, since theirs quote data."""
        try:
            yield
        except AuthError as error:
            raise StoreUnreachable(self._say(error.code or "Security.Unauthorized")) from None
        except (ServiceUnavailable, SessionExpired, OSError):
            raise StoreUnreachable(
                say(
                    "No Neo4j server answers at {place}, or it went away. Is it running, and are "
                    "address and encryption (+s) right?",
                    place=self.address.place,
                )
            ) from None
        except ConfigurationError:
            # Of this program's own settings an old protocol does not know all.
            raise StoreUnreachable(self._too_old(say("too old"))) from None
        except Neo4jError as error:
            code = error.code or ""
            if "TransactionTimedOut" in code or "LockClientStopped" in code:
                raise StoreBusy(
                    say("Somebody else is writing to the store. Wait until it is done.")
                ) from None
            raise StoreUnreachable(self._say(code)) from None
        except DriverError as error:
            raise StoreUnreachable(
                say(
                    "The Neo4j server at {place} cannot be used: {error}.",
                    place=self.address.place,
                    error=type(error).__name__,
                )
            ) from None

    def _say(self, code: str) -> str:
        short = code.removeprefix("Neo.ClientError.").removeprefix("Neo.TransientError.")
        short = short.removeprefix("Neo.DatabaseError.")
        place = self.address.place
        if short in SENTENCES:
            return say(SENTENCES[short], place=place)
        return say(
            "The Neo4j server at {place} could not do this ({code}).", place=place, code=short
        )

    def _not_too_old(self, agent: str) -> None:
        version = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
        if not version or (int(version[1]), int(version[2])) < OLDEST:
            raise StoreUnreachable(self._too_old(agent))

    def _too_old(self, what: str) -> str:
        return say(
            "The server at {place} is {what}; Neo4j {version} or newer is needed.",
            version=f"{OLDEST[0]}.{OLDEST[1]}",
            place=self.address.place,
            what=what,
        )


class OpenTransaction:
    """A transaction held open; what happens between its statements is not the server's fault."""

    def __init__(self, server: Server, session: Session, transaction: Transaction) -> None:
        self._server, self._session, self._transaction = server, session, transaction

    def run(self, query: str, **parameters: Any) -> None:
        with self._server.sentences():
            self._transaction.run(query, parameters).consume()

    def alive(self) -> bool:
        """Whether the server still holds it open."""
        try:
            self.run("RETURN 1")
        except StoreError:
            return False
        return True

    def commit(self) -> None:
        with self._server.sentences():
            self._transaction.commit()
            self._session.close()

    def end(self) -> None:
        """Roll back, unless it was committed. Never raises: the server does it, if nobody else."""
        try:
            self._transaction.close()
            self._session.close()
        except (DriverError, Neo4jError, OSError):
            return


__all__ = [
    "Address",
    "ManagedTransaction",
    "OpenTransaction",
    "Result",
    "Server",
    "Transaction",
    "Unlogged",
]
