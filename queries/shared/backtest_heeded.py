"""Who is heeded at UN reviews: would it have been foreseen whether a recommendation is accepted?"""

from __future__ import annotations

from graph.model.words import percent, say
from graph.record import acceptance as heeded
from graph.record.history import History
from queries.answer import Row, Table, columns


def heeded_table(past: History) -> Table:
    """Whether a recommendation is accepted: what tells beforehand, and how well."""
    rows: list[Row] = [
        {
            "subjects": say("detention, expression, civil society") if core else say("any subject"),
            "from": say(rung),
            "reviews": judged.auc.n,
            "auc": judged.auc.mean,
            "auc_low": judged.auc.low,
            "auc_high": judged.auc.high,
            "brier": judged.brier.mean,
            "brier_low": judged.brier.low,
            "brier_high": judged.brier.high,
        }
        for core in (True, False)
        for rung, judged in heeded.judged(past.recommendations(core=core)).items()
    ]
    return Table(
        "heeded",
        say("Who is heeded: would acceptance have been foreseen?"),
        columns(
            "subjects",
            ("from", "Foreseen from"),
            "reviews",
            ("auc", "AUC"),
            ("auc_low", "low"),
            ("auc_high", "high"),
            ("brier", "Brier"),
            ("brier_low", "low"),
            ("brier_high", "high"),
        ),
        rows,
        note=" ".join(
            [
                say(
                    "Each answer is foreseen from earlier sessions only, of governments reviewed "
                    "before."
                ),
                say("Ranges are {share} bootstrap intervals over reviews.", share=percent(0.95)),
                say(
                    "First from the reviewed government’s own past acceptance, then also from how "
                    "specific the wording is, then also from how far apart both vote."
                ),
                say("Acceptance is a promise in Geneva, not implementation and not a release."),
            ]
        ),
    )
