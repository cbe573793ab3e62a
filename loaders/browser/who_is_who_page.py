"""The page on which two who may be one are judged: same, different, not sure; each undone alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from graph.campaign.who_is_who import LikelyPair, compared, likely_pairs
from graph.model.errors import DemarcheError, NotFound
from graph.model.records import Entity
from graph.model.schema import Label
from graph.model.words import count, say
from graph.store.base import Store
from graph.store.judgements import DIFFERENT, SAME, UNSURE, judge
from graph.view import View
from loaders.changes.judged import JudgedPair, judged_pairs

SHOWN = 200  # pairs that can be chosen from
_SENTENCE, _TURN = "judged.sentence", "judged.turn"

Compare = Callable[[str, str], None]  # draws two, by their ids, side by side


def show(store: Store, audience: Label, compare: Compare) -> None:
    """Draw the page as an audience may see it."""
    st.title(say("Who is who"), anchor=False)
    st.text(
        say(
            "Two entries may be one person or one body. Nothing is merged by itself: look at the "
            "two, say what you know, and undo it at any time."
        )
    )
    if sentence := st.session_state.pop(_SENTENCE, None):
        st.success(say("Done."))
        st.text(sentence)
    turn = st.session_state.setdefault(_TURN, 0)
    view = View(store, audience)
    try:
        proposed = _proposed(view, turn)
        pair = _two_others(view, turn) or proposed
        if pair is not None:
            compare(pair.first.id, pair.second.id)
            with st.container(key="judged-verdict"):  # stays in view beside what it rests on
                _judge(store, view, pair, turn)
    except DemarcheError as problem:
        st.text(str(problem))
    st.subheader(say("Judged so far"), anchor=False)
    _judged(store, audience)


def _proposed(view: View, turn: int) -> LikelyPair | None:
    """The pair that was chosen among those that something speaks for; None: there is none."""
    pairs = likely_pairs(view).pairs
    if not pairs:
        st.text(say("No two on record have an address or a name in common that was not judged."))
        return None
    st.text(count("{n} pair is to be looked at.", "{n} pairs are to be looked at.", len(pairs)))
    names = _names(view, [side for one in pairs[:SHOWN] for side in (one.first, one.second)])
    titles = [_titled(one, names) for one in pairs[:SHOWN]]
    place = st.selectbox(
        say("Which two?"),
        range(len(titles)),
        key=f"judged.pair.{turn}",
        format_func=lambda place: titles[place] if place < len(titles) else "",
    )
    return pairs[place] if place < len(titles) else pairs[0]


def _names(view: View, several: Sequence[Entity]) -> Mapping[str, str]:
    """What tells each from others of its name, by id."""
    one_each = list({one.id: one for one in several}.values())
    return dict(zip((one.id for one in one_each), view.apart(one_each), strict=True))


def _titled(pair: LikelyPair, names: Mapping[str, str]) -> str:
    title = f"{names[pair.first.id]} – {names[pair.second.id]}"
    return say("{pair}, not sure before", pair=title) if pair.unsure else title


def _two_others(view: View, turn: int) -> LikelyPair | None:
    """Any two, by name; None: nobody was typed."""
    with st.expander(say("Compare two others")):
        one = st.text_input(say("One, by name, code or id"), key=f"judged.one.{turn}")
        other = st.text_input(say("The other"), key=f"judged.other.{turn}")
    if not (one.strip() and other.strip()):
        return None
    first = _named(view, one.strip())
    return compared(view, first.id, _named(view, other.strip(), first).id)


def _named(view: View, text: str, but: Entity | None = None) -> Entity:
    """The nearest to a text, of the same kind as another and not that one. NotFound: nobody is."""
    kinds = (but.kind,) if but else ()
    for one in [*view.coded(text, kinds), *view.find(text, *kinds, most=2)]:
        if but is None or one.id != but.id:
            return one
    raise NotFound(say("Nothing on record is called “{text}”.", text=text))


def _judge(store: Store, view: View, pair: LikelyPair, turn: int) -> None:
    """The three verdicts, and why; where one cannot be, somebody has to say that it is so."""
    sure = True
    if pair.conflicts or pair.between or pair.successors:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(say("Something speaks against it."))
            sure = st.checkbox(
                say("I have read what speaks against it"), key=f"judged.sure.{pair.first.id}.{turn}"
            )
    why, *buttons = st.columns([3, 1.3, 1.3, 1], vertical_alignment="bottom")
    reason = why.text_input(
        say("Why, for those who look at it later (shown at TLP:RED only)"),
        key=f"judged.reason.{turn}",
    )
    verdicts = {
        SAME: say("They are the same"),
        DIFFERENT: say("They are different"),
        UNSURE: say("Not sure"),
    }
    for column, (verdict, title) in zip(buttons, verdicts.items(), strict=True):
        off = verdict == SAME and not sure
        if column.button(title, key=f"judged.{verdict}", disabled=off, width="stretch"):
            judge(store, pair.first, pair.second, verdict, reason.strip())
            names = " – ".join(_names(view, [pair.first, pair.second]).values())
            _again(say("{pair}: {verdict}.", pair=names, verdict=say(verdict)))


def _judged(store: Store, audience: Label) -> None:
    """What was judged, newest first; each can be undone."""
    pairs = judged_pairs(store, audience)
    if not pairs:
        st.text(say("Nobody was judged yet."))
        return
    frame = pd.DataFrame(
        {
            say("One"): [one.first for one in pairs],
            say("The other"): [one.second for one in pairs],
            say("Judged to be"): [say(one.verdict) for one in pairs],
            say("Day"): [one.day for one in pairs],
            say("Why"): [one.reason for one in pairs],
            say("Load"): [one.load for one in pairs],
        }
    )
    st.dataframe(
        frame,
        hide_index=True,
        height=37 + 35 * min(len(frame), 8),
        alt=say("Judged so far"),
    )
    place = st.selectbox(
        say("Which judgement is to be undone?"),
        range(len(pairs)),
        key=f"judged.which.{st.session_state[_TURN]}",
        format_func=lambda place: _in_words(pairs[place]) if place < len(pairs) else "",
    )
    if st.button(say("Undo this judgement"), key="judged.undo"):
        store.undo(pairs[place].load)
        _again(say("Undone: all is as it was before that judgement."))


def _in_words(one: JudgedPair) -> str:
    pair = f"{one.first} – {one.second}"
    return say(
        "{pair}: {verdict} (load {load})", pair=pair, verdict=say(one.verdict), load=one.load
    )


def _again(sentence: str) -> None:
    """Start afresh, saying what happened."""
    st.session_state[_TURN] += 1
    st.session_state[_SENTENCE] = sentence
    st.rerun()
