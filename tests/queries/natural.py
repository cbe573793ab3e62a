"""Parameters with which every registered question can be asked of the sample campaign."""

from __future__ import annotations

from datetime import date

from queries.parameters import Parameter
from queries.question import Question

BY_NAME = {
    "case": "Swallow",
    "target": "Zaveria",
    "government": "France",
    "other": "Zaveria",
    "to": "Chancellor of Clemency, Zaveria",
    "changes": "remove Caucus for Free Letters",
}
# What is asked at once and would take long, asked for less.
IN_SHORT = {"backtest": {"sessions": "17"}}
BY_KIND = {"Case": "Swallow", "Government": "France", "": "Open Margin"}


def natural(question: Question) -> dict[str, str]:
    """What somebody would give: needed parameters, and a case or a target where one of them is."""
    names = {p.name for p in question.parameters}
    parameters = {p.name: _value(p) for p in question.parameters if p.required}
    if {"case", "target"} <= names and not parameters:
        parameters = {"case": BY_NAME["case"]}
    return parameters


def _value(parameter: Parameter) -> str:
    if parameter.name in BY_NAME:
        return BY_NAME[parameter.name]
    if parameter.choices:
        return parameter.choices[0]
    if parameter.of is not None:
        return BY_KIND["" if not parameter.of.kinds else parameter.of.kinds[0]]
    if parameter.kind is date:
        return "2026-12-31"
    if parameter.between is not None:
        return str(parameter.between.low)
    return "Open Margin"
