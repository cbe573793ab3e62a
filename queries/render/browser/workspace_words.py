"""Every word that the workspace's JavaScript writes: it knows no language itself.

A key ending in `_one` or `_many` is chosen by a number; what stands in braces is put in there.
"""

from __future__ import annotations

from graph.model.words import language, right_to_left, say
from queries.render.browser.workspace_part_words import part_words


def workspace_words() -> dict[str, str]:
    """The texts by their key; `locale` and `dir` say how the browser writes dates and lines."""
    return {
        "locale": language().replace("_", "-"),
        "dir": "rtl" if right_to_left(language()) else "ltr",
        **_header(),
        **_rail(),
        **_signs(),
        **_map(),
        **_doing(),
        **_spoken(),
        **_keys(),
        **part_words(),
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
        "more_layers": say("Further layers"),
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


def _signs() -> dict[str, str]:
    return {
        "signs": say("Signs"),
        "sign_ranked": say("place in the order"),
        "sign_start": say("where it begins"),
        "sign_step": say("step of the best introduction"),
        "sign_other": say("another introduction"),
        "sign_goal": say("whom to reach"),
        "sign_gap": say("nobody covers it"),
        "sign_could": say("could, or is only suggested"),
        "sign_weak": say("single point of failure"),
        "sign_ally": say("ally"),
        "sign_neutral": say("neutral"),
        "sign_opponent": say("opponent"),
        "sign_group": say("one colour, one group"),
        "sign_gone": say("no longer there"),
        "sign_new": say("came since, or would come"),
        "sign_moved": say("stands elsewhere than before"),
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
