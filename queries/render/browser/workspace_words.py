"""Every word that the workspace's JavaScript writes: it knows no language itself.

A key ending in `_one` or `_many` is chosen by a number; what stands in braces is put in there.
"""

from __future__ import annotations

from graph.model.words import language, right_to_left, say


def workspace_words() -> dict[str, str]:
    """The texts by their key; `locale` and `dir` say how the browser writes dates and lines."""
    return {
        "locale": language().replace("_", "-"),
        "dir": "rtl" if right_to_left(language()) else "ltr",
        **_header(),
        **_rail(),
        **_map(),
        **_doing(),
        **_spoken(),
        **_keys(),
        # The panel, the list, the power map, the world map and the strip of time (JB).
        **_panel(),
        **_list(),
        **_roles(),
        **_power(),
        **_world(),
        **_time(),
        **_supposed(),
    }


def _header() -> dict[str, str]:
    return {
        "area_rail": say("What is on the map"),
        "area_centre": say("The map"),
        "area_panel": say("What is selected"),
        "area_strip": say("Time"),
        "drawer": say("Layers"),
        "subject": say("Case or country"),
        "subject_none": say("Choose a case or a country"),
        "lenses": say("Questions"),
        "lenses_more": say("More questions"),
        "more": say("More…"),
        "centres": say("How it is shown"),
        "centre_network": say("Network"),
        "centre_world": say("World"),
        "centre_power": say("Power"),
        "centre_list": say("List"),
        "find": say("Find  /"),
        "find_label": say("Find a person, an organization, an embassy"),
        "find_results": say("What was found"),
        "find_wait": say("Looking…"),
        "find_none": say("Nothing of that name."),
        "you_hid_it": say("hidden by you"),
        "kind_is_off": say("its kind is not shown"),
        "help": say("Keys and gestures"),
        "alone": say("Show it to me alone"),
    }


def _rail() -> dict[str, str]:
    return {
        "layers": say("Layers"),
        "legend": say("Show"),
        "lines_ended": say("Ended ties"),
        "lines_unsourced": say("Without a source"),
        "hidden_list": say("Hidden by you"),
        "show_again": say("Show again"),
        "show_name": say("Show {name} again", name="{name}"),
        "show_hidden": say("Show all of them again"),
        "shown": say("{n} of {total} shown", n="{n}", total="{total}"),
        "layers_off_one": say("{n} layer off", n="{n}"),
        "layers_off_many": say("{n} layers off", n="{n}"),
        "kinds_off_one": say("{n} kind off", n="{n}"),
        "kinds_off_many": say("{n} kinds off", n="{n}"),
        "truncated": say("the nearest {n}", n="{n}"),
        "show_all": say("Show all"),
        "show_usual": say("As at the start"),
    }


def _map() -> dict[str, str]:
    both = {"one": "{from}", "other": "{to}"}
    return {
        "map_role": say("map of a network"),
        "map_name": say("Map around {subject}: {n} shown.", subject="{subject}", n="{n}"),
        "map_selected": say(
            "Map around {subject}: {n} shown. Selected: {name}.",
            subject="{subject}",
            n="{n}",
            name="{name}",
        ),
        "map_several": say(
            "Map around {subject}: {n} shown. {many} selected.",
            subject="{subject}",
            n="{n}",
            many="{many}",
        ),
        "about": say("{name} · {kind}", name="{name}", kind="{kind}"),
        "tie": say("{one} {phrase} {other}", **both, phrase="{phrase}"),
        "step": say("{one} → {other}", **both),
        "ended": say("has ended"),
        "new": say("new"),
        "no_source": say("no source"),
        "ties_between_one": say("{n} tie between them", n="{n}"),
        "ties_between_many": say("{n} ties between them", n="{n}"),
        "more_ties_one": say("{n} further tie: double click to see it", n="{n}"),
        "more_ties_many": say("{n} further ties: double click to see them", n="{n}"),
        "hint_wheel": say("Click the map, then the wheel zooms. Ctrl and the wheel always do."),
        "invented": say("Invented: the sample campaign"),
        "with_selected": say("With what is selected"),
        "the_view": say("View of the map"),
    }


def _doing() -> dict[str, str]:
    return {
        "do_expand": say("Expand"),
        "say_expand": say("Show those tied to it (+)"),
        "do_collapse": say("Take back"),
        "say_collapse": say("Take back those shown for it (−)"),
        "do_path": say("Path"),
        "say_path": say("A path between the two (p)"),
        "do_hide": say("Hide"),
        "say_hide": say("Hide what is selected (h)"),
        "do_release": say("Put back"),
        "say_release": say("Put back where it stood before it was moved"),
        "do_clear": say("Clear"),
        "say_clear": say("Select nothing (Esc)"),
        "say_back": say("Back to what was looked at before (,)"),
        "say_forward": say("Forward (.)"),
        "say_enter": say("Move the map with one finger"),
        "say_lasso": say("Select several by drawing around them (l)"),
        "say_farther": say("Zoom out"),
        "say_closer": say("Zoom in"),
        "do_fit": say("Fit"),
        "say_fit": say("Show the whole map (f)"),
    }


def _spoken() -> dict[str, str]:
    return {
        "ties_one": say("{n} tie shown", n="{n}"),
        "ties_many": say("{n} ties shown", n="{n}"),
        "selected": say(
            "{name} ({kind}) selected: {ties}.", name="{name}", kind="{kind}", ties="{ties}"
        ),
        "selected_words": say(
            "{name} ({kind}) selected: {words}; {ties}.",
            name="{name}",
            kind="{kind}",
            words="{words}",
            ties="{ties}",
        ),
        "selected_several": say("{n} selected.", n="{n}"),
        "selected_none": say("Nothing is selected."),
        "hidden_one": say("{name} is hidden.", name="{name}"),
        "hidden_many": say("{n} are hidden.", n="{n}"),
        "was_hidden": say("You had hidden {name}; it is shown again.", name="{name}"),
        "was_kind": say(
            "{kind} were not shown; they are now, for {name}.", kind="{kind}", name="{name}"
        ),
        "was_absent": say("{name} was not on the map; it is being added.", name="{name}"),
        "jumped": say(
            "{name} was not on the map ({why}); it is being added.", name="{name}", why="{why}"
        ),
        "path_found_one": say("{one} and {other} are tied directly.", one="{from}", other="{to}"),
        "path_found_many": say(
            "The shortest path from {one} to {other} has {n} ties.",
            one="{from}",
            other="{to}",
            n="{n}",
        ),
        "path_none": say(
            "Nothing drawn here leads from {one} to {other}.", one="{from}", other="{to}"
        ),
    }


def _keys() -> dict[str, str]:
    return {
        "keys": say("Keys and gestures"),
        "close": say("Close"),
        "key_click": say("Click"),
        "key_double": say("Double click"),
        "key_shift_click": say("Shift + click"),
        "key_shift_drag": say("Shift + drag"),
        "key_ctrl_wheel": say("Ctrl + wheel"),
        "key_drag": say("Drag"),
        "key_arrows": say("Arrow keys"),
        "key_enter": say("Enter"),
        "key_escape": say("Esc"),
        "does_search": say("Find somebody"),
        "does_select": say("Select"),
        "does_several": say("Select several"),
        "does_lasso": say("Select all within what is drawn"),
        "does_expand": say("Show those tied to the selected one"),
        "does_collapse": say("Take them back"),
        "does_hide": say("Hide what is selected"),
        "does_path": say("A path between the two selected"),
        "does_pin": say("Move an entity; it stays there"),
        "does_arrows": say("Select the next one in that direction; move the map"),
        "does_enter": say("Zoom with the wheel"),
        "does_fit": say("Show the whole map"),
        "does_back": say("Back and forward through what was looked at"),
        "does_centre": say("Network, world, power, list"),
        "does_clear": say("Select nothing; leave the map"),
        "does_help": say("This sheet"),
    }


# The panel, the list, the power map, the world map and the strip of time (JB).


def _panel() -> dict[str, str]:
    return {
        "panel_nothing": say("Nothing is selected"),
        "panel_selected_one": say("{n} selected", n="{n}"),
        "panel_selected_many": say("{n} selected", n="{n}"),
        "panel_more_one": say("Show {n} more", n="{n}"),
        "panel_more_many": say("Show {n} more", n="{n}"),
        "panel_further_one": say("and {n} more", n="{n}"),
        "panel_further_many": say("and {n} more", n="{n}"),
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
        "list_more_ties": say("{n} more not drawn", n="{n}"),
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
        "power_none": say("Nobody's stance on this case is on record yet."),
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
        "supposed_later": say("This comes later."),
    }
