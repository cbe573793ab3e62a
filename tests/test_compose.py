"""docker-compose.yml, parsed: no Docker engine runs where these tests do."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    whole = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    assert set(whole["volumes"]) == {"neo4j-data"}
    services: dict[str, dict[str, Any]] = whole["services"]
    return services


def test_nothing_is_published_but_on_loopback(services: dict[str, dict[str, Any]]) -> None:
    assert set(services) == {"neo4j", "app"}
    for service in services.values():
        assert service["ports"]
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
        assert service["healthcheck"]["test"]
        assert not {"network_mode", "privileged"} & service.keys()


def test_the_server_is_the_lts_with_a_password_that_must_be_given(
    services: dict[str, dict[str, Any]],
) -> None:
    server = services["neo4j"]
    assert server["image"] == "neo4j:5.26-community"
    assert server["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")
    assert server["volumes"] == ["neo4j-data:/data"]
    assert server["environment"]["NEO4J_dbms_usage__report_enabled"] == "false"
    # The image reads every other NEO4J_… as a setting and does not start with one it does not know.
    settings = {name for name in server["environment"] if name.startswith("NEO4J_")}
    assert all(name == "NEO4J_AUTH" or name.count("_") > 2 for name in settings)


def test_the_app_is_no_root_writes_nothing_and_waits(services: dict[str, dict[str, Any]]) -> None:
    app = services["app"]
    assert app["read_only"] is True
    assert app["cap_drop"] == ["ALL"]
    assert app["tmpfs"] == ["/tmp"]
    assert app["depends_on"]["neo4j"]["condition"] == "service_healthy"
    assert app["environment"]["DEMARCHE_STORE"] == "neo4j://neo4j:7687/neo4j"
    # It listens to the container's network, which it refuses unless told so; see the next test.
    assert app["environment"]["DEMARCHE_TRUST_NETWORK"] == "yes"
    assert app["environment"]["DEMARCHE_HOSTS"] == "${DEMARCHE_HOSTS:-}"
    lines = app["build"]["dockerfile_inline"].splitlines()
    assert "USER demarche" in lines
    assert lines.index("USER demarche") < next(
        n for n, line in enumerate(lines) if line.startswith("CMD")
    )
    for line in lines:
        if line.startswith("COPY"):
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), source


def test_a_network_is_trusted_only_where_nothing_but_loopback_leads_to_it(
    services: dict[str, dict[str, Any]],
) -> None:
    trusting = {
        name
        for name, service in services.items()
        if service.get("environment", {}).get("DEMARCHE_TRUST_NETWORK") == "yes"
    }
    assert trusting == {"app"}
    assert services["app"]["ports"] == ["127.0.0.1:8501:8501"]  # the port that a browser names, too


def test_no_secret_is_written_into_it() -> None:
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    for line in text.splitlines():
        if "PASSWORD:" in line or "NEO4J_AUTH:" in line:
            assert "${NEO4J_PASSWORD" in line


@pytest.mark.skipif(
    shutil.which("docker") is None, reason="there is no Docker client to read the file with"
)
def test_the_client_reads_it_and_refuses_a_missing_password() -> None:
    version = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
    if version.returncode:
        pytest.skip("the Docker client has no compose")
    command = ["docker", "compose", "config", "--quiet"]
    with_password = os.environ | {"NEO4J_PASSWORD": "given"}
    assert subprocess.run(command, cwd=ROOT, env=with_password, check=False).returncode == 0
    without = {k: v for k, v in os.environ.items() if k != "NEO4J_PASSWORD"}
    assert subprocess.run(command, cwd=ROOT, env=without, check=False).returncode != 0
