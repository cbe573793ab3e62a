"""A real Neo4j server for the tests, started from Maven's artifacts: no Docker, no installation.

Needs Java 17 and Maven; the artifacts are fetched once into a cache folder outside the tree. The
server listens on a free loopback port, wants a random password, and is ended by its own id.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

VERSION = os.environ.get("DEMARCHE_NEO4J_VERSION", "5.26.26")
PATIENCE = 300.0  # seconds; a cold machine needs about 15, a busy one far more
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # half the work until it is ready
POM = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>demarche</groupId><artifactId>serve</artifactId><version>1</version>
  <dependencies>
{}  </dependencies>
</project>
"""
ARTIFACT = """\
    <dependency><groupId>org.neo4j</groupId><artifactId>{}</artifactId><version>{}</version></dependency>
"""


def missing() -> str | None:
    """Why no server can be started here, or None."""
    absent = [tool for tool in (java(), "mvn") if not shutil.which(tool)]
    return f"{' and '.join(absent)} not found, and NEO4J_URI is not set" if absent else None


def java() -> str:
    """The Java to run the server with: DEMARCHE_JAVA, else the one on the path."""
    return os.environ.get("DEMARCHE_JAVA", "java")


def libraries(version: str = VERSION) -> Path:
    """The server's jars, fetched by Maven when they are not in the cache yet (118 MB)."""
    cache = os.environ.get("DEMARCHE_NEO4J_CACHE")
    folder = (Path(cache) if cache else Path.home() / ".cache" / "demarche-neo4j") / version
    done = folder / "lib" / "complete"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        artifacts = (ARTIFACT.format(name, version) for name in ("neo4j", "neo4j-bolt"))
        (folder / "pom.xml").write_text(POM.format("".join(artifacts)))
        subprocess.run(
            ["mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"],
            cwd=folder,
            check=True,
            timeout=600,
        )
        done.touch()
    return folder / "lib"


@dataclass
class Server:
    """One server process over one folder; can be killed and started again on the same data."""

    home: Path
    heap: str = "1g"
    quick: bool = True  # not for benchmarks
    version: str = VERSION
    port: int = field(default_factory=lambda: _free_port())
    password: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    _process: subprocess.Popen[bytes] | None = None
    _secured: bool = False

    @property
    def url(self) -> str:
        return f"neo4j://127.0.0.1:{self.port}"

    def start(self, *, read_only: bool = False) -> Server:
        """Start, and return when the server answers with the password set."""
        self.home.mkdir(parents=True, exist_ok=True)
        source = Path(__file__).with_name("Serve.java")
        jars = f"{libraries(self.version)}/*"
        command = [java(), f"-Xmx{self.heap}", *(QUICK if self.quick else ()), "-cp", jars]
        command += [str(source), str(self.home), str(self.port)]
        with (self.home / "output.txt").open("ab") as output:
            self._process = subprocess.Popen(
                [*command, "read-only"] if read_only else command,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._wait()
        return self

    def introduce(self) -> None:
        """Let stores know how to log in."""
        os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"] = "neo4j", self.password

    def kill(self) -> None:
        """End it at once (SIGKILL), as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it in good order."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.kill()

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            assert self._process is not None
            if self._process.poll() is not None:
                raise RuntimeError(f"The server ended: {self._output()}")
            try:
                return self._knock()
            except (DriverError, Neo4jError, OSError):
                if time.monotonic() > deadline:
                    self.stop()
                    raise RuntimeError(f"The server does not answer: {self._output()}") from None
                time.sleep(0.25)

    def _knock(self) -> None:
        socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        password = self.password if self._secured else "neo4j"
        with GraphDatabase.driver(self.url, auth=("neo4j", password)) as driver:
            if not self._secured:
                driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new",
                    new=self.password,
                    database_="system",
                )
                self._secured = True
                return self._knock()
            driver.execute_query("RETURN 1", database_="neo4j")
        return None

    def _output(self) -> str:
        return (self.home / "output.txt").read_text(errors="replace")[-2000:]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@cache
def shared() -> str:
    """The URL of the one server of this run; CI is told that there was one."""
    url = _shared()
    if record_of_runs := os.environ.get("DEMARCHE_NEO4J_RAN"):
        with GraphDatabase.driver(url, auth=login()) as driver:
            Path(record_of_runs).write_text(f"{driver.get_server_info().agent}\n")
    return url


def _shared() -> str:
    """The URL of the one server of this run, started when it is first wanted, ended at the end.

    With NEO4J_URI, that server, if it is empty: the tests erase all that is on it. Sets
    NEO4J_USERNAME and NEO4J_PASSWORD for the store.
    """
    url = os.environ.get("NEO4J_URI")
    if url is None:
        folder = tempfile.TemporaryDirectory(prefix="demarche-neo4j-")
        server = Server(Path(folder.name)).start()
        atexit.register(folder.cleanup)
        atexit.register(server.stop)
        server.introduce()
        return server.url
    with GraphDatabase.driver(url, auth=login()) as driver:
        count = driver.execute_query("MATCH (n) RETURN count(n) AS n", database_="neo4j")
    if count.records[0]["n"]:
        raise RuntimeError(f"{url} is not empty, and the tests erase everything on it.")
    return url


def login() -> tuple[str, str]:
    """The user and the password from the environment."""
    return os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")


def require() -> None:
    """Skip where there can be no server; fail in CI, where there must be one."""
    reason = None if os.environ.get("NEO4J_URI") else missing()
    if reason and os.environ.get("DEMARCHE_CI") == "1":
        pytest.fail(f"No Neo4j server in CI: {reason}")
    if reason:
        pytest.skip(reason)


def empty() -> str:
    """The URL of the run's server, with nothing on it."""
    url = shared()
    with GraphDatabase.driver(url, auth=login()) as driver, driver.session(database="neo4j") as s:
        for each in ("MATCH ()-[x]->()", "MATCH (x)"):
            s.run(f"{each} CALL (x) {{ DELETE x }} IN TRANSACTIONS OF 10000 ROWS").consume()
    return url


def leftovers(url: str | None = None) -> int:
    """How much is in the database that no reader sees and no load said."""
    statement = """
    MATCH (s:Store) WITH s.version AS version
    RETURN COUNT { (e:Entity) WHERE NOT EXISTS { (e)--() } }
      + COUNT { (c:Claim) WHERE c._dies IS NOT NULL OR c._born > version OR NOT (c)-->() }
      + COUNT { ()-[r]->() WHERE r._dies IS NOT NULL OR r._born > version }
      + COUNT { (c:Chunk) WHERE NOT EXISTS { MATCH (l:Load {id: c.load}) } }
    """
    with GraphDatabase.driver(url or shared(), auth=login()) as driver:
        return int(driver.execute_query(statement, database_="neo4j").records[0][0])
