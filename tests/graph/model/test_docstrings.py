"""What docstrings tell people: whole paragraphs, and a line for each thing that is explained."""

from __future__ import annotations

from graph.model.docstrings import explained


def test_a_colon_in_a_paragraph_takes_nothing_out_of_it() -> None:
    """A first line such as “Every ask on record: …” was read as the explanation of a parameter."""
    doc = """Who?

    Every ask on record: what was asked,
    and what came of it.

    case: the case
    most (needed): how many
    """
    parts = explained(doc)
    assert parts.more == ("Every ask on record: what was asked, and what came of it.",)
    assert parts.lines == {"case": "the case", "most": "how many"}
    assert parts.needed == {"most"}
