"""The colours of charts: told apart by everybody (Okabe and Ito), dark enough on white."""

from __future__ import annotations

INK = "#1B2733"
QUIET = "#5B6B7A"
LAND = "#E6EAEE"  # what nothing was asked about
UNKNOWN = "#C3CAD1"  # what was asked about and is not known
SHADES = ("#DCEAF4", "#7FB2D3", "#2F7FB3", "#0B4F7A", "#062B45")  # little → much
ABOVE = "#0B5C8A"
CHOSEN = "#D55E00"
STATES = ("#0072B2", "#E69F00", "#CC79A7", "#009E73", "#56B4E9", "#F0E442", "#999999")
