"""How soon the running app answers, beside what a browser needs to draw."""

from __future__ import annotations

import http.client
import time
from urllib.parse import urlsplit

import pytest

REQUESTS = 30  # of one connection: the system acknowledges only its first few at once
SECONDS = 0.02  # half of what an answer waits whose second part waits for the first


@pytest.mark.parametrize("path", ["/_stcore/health", "/assets/begin.js", "/workspace"])
def test_no_answer_waits_for_the_one_who_asked(address: str, path: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    durations = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        connection.request("GET", path)
        assert connection.getresponse().read()
        durations.append(time.perf_counter() - begun)
    connection.close()
    assert min(durations[REQUESTS // 2 :]) < SECONDS
