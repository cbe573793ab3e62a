"""How much one government depends on another, and how much they have to do with each other.

The Formal Bilateral Influence Capacity index (Moyer, Sweijs, Burrows and Van Manen 2018; Pardee
Institute) for A's influence on B in a year, with inputs averaged over three years:

    dependence = Σ w · ln(1 + x) / 4.1227694      x in percent: aid, trade, arms of B from A
    bandwidth  = Σ w · y / 3.1831572              y scaled to the total of diplomatic exchange
    fbic       = bandwidth · dependence / 0.58199161

The largest ever seen is 1, so the divisors belong to one release of the data. Formal ties only:
what is covert or informal is not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log1p
from typing import Final, NamedTuple

DEPENDENCE: Final[Mapping[str, float]] = {
    "aidabgdpb_ma": 0.21,
    "aidaballaidb_ma": 0.12,
    "totaltradeabgdpb_ma": 0.28,
    "totaltradeaballtradeb_ma": 0.16,
    "armimportstockabmilstockb_ma": 0.10,
    "armsimportsstockaballimstockb_ma": 0.13,
}
BANDWIDTH: Final[Mapping[str, float]] = {
    "norm_lor_avg_ma": 0.11,
    "norm_igos_ma": 0.19,
    "norm_tradeagreement_ma": 0.14,
    "norm_lntotaltrade_ma": 0.35,
    "norm_allianceindex_ma": 0.13,
    "norm_armstotalstock_ma": 0.08,
}
INPUTS: Final = (*DEPENDENCE, *BANDWIDTH)
LARGEST_DEPENDENCE: Final = 4.1227694
LARGEST_BANDWIDTH: Final = 3.1831572
LARGEST: Final = 0.58199161


class Influence(NamedTuple):
    """A's influence on B; the parts are unscaled sums, as the source gives them."""

    dependence: float
    economic_dependence: float
    security_dependence: float
    bandwidth: float
    fbic: float


def influence(inputs: Mapping[str, float]) -> Influence:
    """From the twelve inputs, by the names of the source. KeyError: one is missing.

    >>> nothing = influence(dict.fromkeys(INPUTS, 0.0))
    >>> nothing.dependence, nothing.fbic
    (0.0, 0.0)
    """
    parts = [weight * log1p(inputs[name]) for name, weight in DEPENDENCE.items()]
    dependence = sum(parts) / LARGEST_DEPENDENCE
    bandwidth = sum(w * inputs[name] for name, w in BANDWIDTH.items()) / LARGEST_BANDWIDTH
    return Influence(
        dependence, sum(parts[:4]), sum(parts[4:]), bandwidth, bandwidth * dependence / LARGEST
    )
