"""The words of the workspace's panel, list, power map, world map, strip of time and what-if bar.

As in workspace_words.py: a key ending in `_one` or `_many` is chosen by a number; what stands in
braces is put in there by the browser.
"""

from __future__ import annotations

from graph.model.words import say


def part_words() -> dict[str, str]:
    """The texts by their key."""
    return {
        **_panel(),
        **_list(),
        **_roles(),
        **_power(),
        **_world(),
        **_time(),
        **_supposed(),
    }


def _panel() -> dict[str, str]:
    return {
        "panel_nothing": say("Nothing is selected"),
        "panel_selected_one": say("{n} selected", n="{n}"),
        "panel_selected_many": say("{n} selected", n="{n}"),
        "panel_more_one": say("Show {n} more", n="{n}"),
        "panel_more_many": say("Show {n} more", n="{n}"),
        "panel_further_one": say("and {n} more", n="{n}"),
        "panel_further_many": say("and {n} more", n="{n}"),
        "panel_steps": say("More…"),
        "panel_why_not": say("{label}: {why}", label="{label}", why="{why}"),
        "panel_sheet_low": say("Show more of the panel"),
        "panel_sheet_half": say("Show the whole panel"),
        "panel_sheet_full": say("Make the panel small"),
    }


def _list() -> dict[str, str]:
    return {
        "list_order": say("#"),
        "list_name": say("Name"),
        "list_kind": say("Kind"),
        "list_role": say("In this question"),
        "list_ties": say("Ties"),
        "list_label": say("Everything on the map, as a list: {n}", n="{n}"),
        "list_rows_one": say("{n} row", n="{n}"),
        "list_rows_many": say("{n} rows", n="{n}"),
        "list_tie_one": say("{n} tie", n="{n}"),
        "list_tie_many": say("{n} ties", n="{n}"),
        "list_expanded": say("expanded"),
        "list_none": say("Nothing is on the map."),
        "list_keys": say(
            "Arrows move, letters jump, Enter selects (Shift+Enter: several), "
            "+ shows the ties of one more, − takes them back."
        ),
    }


def _roles() -> dict[str, str]:
    """What a role of a lens is called where it is read rather than seen."""
    return {
        "role_ranked": say("number {n}", n="{n}"),
        "role_start": say("start"),
        "role_step": say("on the introduction"),
        "role_goal": say("whom to reach"),
        "role_gap": say("function nobody covers"),
        "role_could": say("could take it up"),
        "role_weak": say("single point of failure"),
        "role_ally": say("ally"),
        "role_neutral": say("neutral"),
        "role_opponent": say("opponent"),
        "role_group": say("group {n}", n="{n}"),
        "role_gone": say("no longer there"),
        "role_new": say("new"),
        "role_moved": say("moved"),
    }


def _power() -> dict[str, str]:
    return {
        "power_label": say("Power map: support across, influence on this decision upwards"),
        "power_none": say("Nobody’s stance on this case is on record yet."),
        "power_absent": say("This question has nothing to show on the power map."),
        "power_influence": say("Influence on this decision"),
        "power_unknown": say("not known"),
        "power_weight": say("Influence on this decision: {share}", share="{share}"),
        "power_weight_unknown": say("Influence on this decision: not known"),
        "power_was": say("Before: {stance}", stance="{stance}"),
        "power_stale": say("Not confirmed for long"),
        "power_signs": say(
            "Hollow: not confirmed for long. Arrow: from where to where somebody moved."
        ),
        "stance_minus_2": say("active opposition"),
        "stance_minus_1": say("passive opposition"),
        "stance_0": say("neutral"),
        "stance_1": say("passive ally"),
        "stance_2": say("active ally"),
    }


def _world() -> dict[str, str]:
    return {
        "world_label": say("World map"),
        "world_states": say("States in order of value, then places"),
        "world_none": say("This question has nothing to show on the world map."),
        "world_unread": say("The shapes of the states could not be read. Reload the page."),
        "world_class": say("{low} to {high}", low="{low}", high="{high}"),
        "world_not_known": say("not known"),
        "world_unknown_one": say("not known ({n} state)", n="{n}"),
        "world_unknown_many": say("not known ({n} states)", n="{n}"),
        "world_unasked": say("not part of this question"),
        "world_zoom": say("Zoom"),
        "world_closer": say("Zoom in"),
        "world_farther": say("Zoom out"),
        "world_whole": say("Whole world"),
    }


def _time() -> dict[str, str]:
    return {
        "time_label": say("Strip of time"),
        "time_events": say("What happened and what is due"),
        "time_none": say("No date is on record here."),
        "time_today": say("Today"),
        "time_slider": say("As known on"),
        "time_known_today": say("as known today"),
        "time_known_on": say("as known on {day}", day="{day}"),
        "time_earlier_one": say("{n} earlier", n="{n}"),
        "time_earlier_many": say("{n} earlier", n="{n}"),
        "time_back": say("Back to today"),
        "time_play": say("Play month by month"),
        "time_pause": say("Pause"),
        "time_step": say("A month on"),
    }


def _supposed() -> dict[str, str]:
    return {
        "supposed_title": say("What if"),
        "supposed_count_one": say("{n} change is supposed.", n="{n}"),
        "supposed_count_many": say("{n} changes are supposed.", n="{n}"),
        "supposed_discard": say("Discard"),
        "supposed_keep": say("Keep in this tab"),
        "supposed_kept": say("Kept until this tab is closed."),
        "supposed_reopen": say("Kept in this tab:"),
        "supposed_choose": say("Choose one"),
        "supposed_apply": say("Apply as edits"),
        "supposed_log": say("Log it"),
        "supposed_brief": say("Brief"),
    }
