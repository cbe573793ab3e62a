"""A pytest plugin for NetworkX's own tests on our kernels: which of them were really called.

With a fallback a test that never touches a kernel passes as well, so a kernel that none of them
reached fails the run. `.ci/run` has the command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest

from graph.network import backend
from graph.network.backend_info import get_info

KERNELS = sorted(get_info()["functions"])
calls: Counter[str] = Counter()


def pytest_configure() -> None:
    for name in KERNELS:
        setattr(backend, name, _counted(name, getattr(backend, name)))


def _counted(name: str, kernel: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(kernel)
    def counted(*args: Any, **kwargs: Any) -> Any:
        calls[name] += 1
        return kernel(*args, **kwargs)

    return counted


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What one of several processes counted (pytest-xdist)."""
    calls.update(node.workeroutput["calls"])


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["calls"] = dict(calls)
    elif any(not calls[name] for name in KERNELS):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.section("calls of our kernels")
    for name in KERNELS:
        terminalreporter.write_line(f"{calls[name]:8} {name}{'' if calls[name] else '  NEVER'}")
