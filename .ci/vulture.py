"""What looks unused to `vulture` (pyproject.toml) and is not: a name and its reason a line.

Nothing does at 80 %. An entry reads `name  # why`.
"""
