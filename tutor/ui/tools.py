"""The tools below the last answer: change it, question it, keep it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from tutor.conversation import Conversation
from tutor.core.terms import level_for, other_language
from tutor.core.turn import Turn
from tutor.ui.markdown import escape_label
from tutor.ui.saving import Talk, answer_as_text, talk_as_json, talk_as_markdown
from tutor.ui.strings import words as words_of
from tutor.ui.turns import Room
from tutor.ui.visiting import Visit

Say = Callable[[str], None]
_EVERY_TURN = 10_000


def draw_tools(turn: Turn, room: Room[Conversation], visit: Visit) -> None:
    """Draw the tools of the last answer."""
    words = visit.words
    with st.container(key="tools", gap="small"):
        with st.container(horizontal=True, gap="small"):
            _draw_wishes(turn, visit, room.post)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            draw_rating(turn, visit)
            with st.popover(words("tools.why"), icon=":material/help:", type="tertiary"):
                _draw_reasons(turn, room.speaker, visit)
            with st.popover(words("tools.keep"), icon=":material/save:", type="tertiary"):
                _draw_keeping(turn, room.speaker, visit)


def draw_rating(turn: Turn, visit: Visit) -> None:
    """Draw the thumbs of an answer."""
    key = f"rate-{turn.exchange}"
    st.feedback("thumbs", key=key, on_change=partial(_rate, visit, turn.exchange, key))


def _rate(visit: Visit, exchange: str, key: str) -> None:
    rating = st.session_state.get(key)
    if rating is not None:
        visit.tutor.rate(exchange, int(rating))
        st.toast(visit.words("tools.thanks"))


def _draw_wishes(turn: Turn, visit: Visit, say: Say) -> None:
    """Draw what can be wished of the answer; the wish is sent in the language of the talk."""
    spoken, other = words_of(turn.language), other_language(turn.language)
    wishes = (
        ("simpler", visit.words("tools.simpler"), ":material/child_care:"),
        ("deeper", visit.words("tools.deeper"), ":material/add_circle:"),
        (other, visit.words(f"tools.{other}"), ":material/translate:"),
    )
    for wish, label, icon in wishes:
        message = words_of(other)(f"say.{wish}") if wish == other else spoken(f"say.{wish}")
        st.button(label, key=f"wish-{wish}", icon=icon, on_click=say, args=(message,))


def _draw_reasons(turn: Turn, conversation: Conversation, visit: Visit) -> None:
    words, concepts = visit.words, conversation.pack.concept_by_id
    level = words(f"level.{level_for(turn.reading_level)}")
    lines = [
        words("why.act", act=words(f"act.{turn.speech_act}")) if turn.speech_act else "",
        words("why.did", move=words(f"move.{turn.move}")),
        words("why.level", level=level, grade=round(turn.reading_level)),
        words("why.depth", depth=words(f"depth.{turn.depth}")),
    ]
    focus = [concepts[c].title.get(visit.language) for c in turn.focus if c in concepts]
    if focus:
        lines.append(words("why.focus", focus="; ".join(focus)))
    st.markdown("\n".join(f"- {escape_label(line)}" for line in lines if line))
    with st.expander(words("why.notes")):
        notes = (turn.reason, *turn.notes)
        st.markdown("\n".join(f"- {escape_label(note)}" for note in notes if note))


def _draw_keeping(turn: Turn, conversation: Conversation, visit: Visit) -> None:
    words, name = visit.words, conversation.persona.name.get(visit.language)
    st.caption(words("tools.copy"))
    st.code(answer_as_text(turn, name, words), language=None, wrap_lines=True)

    def talk() -> Talk:
        title = conversation.pack.manifest.title.get(visit.language)
        return Talk(name, title, conversation.turns(_EVERY_TURN))

    for label, kind, mime, write in (
        ("tools.save_text", "md", "text/markdown", lambda: talk_as_markdown(talk(), words)),
        ("tools.save_data", "json", "application/json", lambda: talk_as_json(talk())),
    ):
        st.download_button(
            words(label),
            write,
            file_name=f"{conversation.persona.id}.{kind}",
            mime=mime,
            key=f"save-{kind}",
            on_click="ignore",
            icon=":material/download:",
        )
