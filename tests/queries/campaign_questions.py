"""What is asked of the campaign of 300: of every question, with what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.queries.campaign_300 import DETAINING
from tests.queries.campaign_names import CASES

_CASES = (CASES[0], CASES[3], CASES[9], CASES[11])  # of several stages, with and without allies
_EACH = [{"case": case} for case in _CASES]
_ONE = [{"case": CASES[0]}]
PARAMETERS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "overview": [{}],
    **dict.fromkeys(("timeline", "meetings", "changes"), _EACH),
    **{name: [{}] for name in ("due", "ledger", "duplicates")},
    "communities": [{}, *_ONE],
    "weak-points": [*_ONE, {"case": CASES[3], "to": "Amber Circle"}],
    "functions": [*_EACH, {"case": CASES[0], "governments": "Norway;Japan"}],
    "brokers": [{"by": "country"}, *_ONE],
    "spectrum": [*_EACH, {"case": CASES[0], "since": "2021-01-01"}],
    "backtest": [{}],
    **{name: [*_ONE, {"target": DETAINING[2]}] for name in ("acts", "coverage", "hooks")},
    "neighbourhood": [
        {"entity": "Lantern Table", "hops": "0"},
        {"entity": "Amber Circle"},
        {"entity": CASES[3], "hops": "2"},
        {"entity": "Marenka Hexwell"},
    ],
    "state": [{"government": DETAINING[3]}],
    "dyad": [{"government": "Norway", "target": state} for state in DETAINING],
    "embassies": [*_EACH, {"target": DETAINING[4]}],
    "record": [{"government": "Ireland", "target": state} for state in DETAINING],
    "what-if": [
        {"case": CASES[0], "changes": "remove Amber Circle; remove Lantern Table"},
        {"case": CASES[3], "changes": "add person Nemo Trelawn"},
    ],
    "brief": [*_EACH, {"case": CASES[0], "government": "Norway"}],
    "draft": [{**case, "to": "Norway"} for case in _EACH],
    "introductions": [
        {"case": case, "to": to} for case in _CASES[:2] for to in ("Norway", "Amber Circle")
    ],
}
# What needs no campaign says the same to everybody; it is asked once.
PUBLIC = ("backtest", "state", "dyad", "record")
