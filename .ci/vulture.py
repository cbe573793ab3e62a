"""What looks unused to `vulture` (pyproject.toml) and is not: a name and its reason a line.

An entry reads `name  # why`.
"""

threshold  # noqa: B018, F821  NetworkX gives it; graph/network/refusals.py takes only its default
max_level  # noqa: B018, F821  the same
