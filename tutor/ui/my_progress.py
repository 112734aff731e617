"""The page My progress: what the tutor believes of a student, why, and the student's own view."""

from __future__ import annotations

import streamlit as st

from tutor.core.interests import interest_name
from tutor.core.progress import MisconceptionProgress, Progress
from tutor.core.reading_copy import write_copy
from tutor.core.terms import Presentation, level_for
from tutor.ui.beliefs import draw_belief, draw_unmet
from tutor.ui.heading import TALK_PAGE
from tutor.ui.markdown import escape_label
from tutor.ui.sharing import shared_rooms
from tutor.ui.sidebar import draw_sidebar
from tutor.ui.strings import words as words_of
from tutor.ui.visiting import Visit, current_room, leave

_PRESENTATIONS: tuple[Presentation, ...] = ("story", "map", "document", "list")
_MISTAKE_SHAPES = {"held": "▲", "wavering": "△", "resolved": "✓"}
_LIKED = 0.15
"""How strong an interest must be to be spoken of."""
_READS_SHOWN = 20


def draw_progress(visit: Visit) -> None:
    """Draw the open learner model."""
    room = current_room(visit)
    conversation, text = room.speaker, visit.words
    name = conversation.persona.name.get(visit.language)
    draw_sidebar(visit, talk=conversation.session_id, name=name)
    progress = visit.tutor.progress(visit.student, conversation.pack.id, visit.language)
    st.title(escape_label(text("progress.title")), anchor=False)
    met = [concept for concept in progress.concepts if concept.evidence]
    st.markdown(escape_label(text("progress.intro" if met else "progress.empty")))
    if st.button(text("progress.go"), key="go", icon=":material/forum:"):
        st.switch_page(st.session_state[TALK_PAGE])
    for concept in sorted(met, key=lambda concept: -concept.mastery):
        if (message := draw_belief(concept, visit)) is not None:
            _say(visit, message)
    unmet = [concept for concept in progress.concepts if not concept.evidence]
    if (message := draw_unmet(unmet, visit)) is not None:
        _say(visit, message)
    _draw_mistakes(progress.misconceptions, visit)
    _draw_style(progress, visit)
    _draw_readings(visit)
    _draw_data(visit)


def _say(visit: Visit, message: str) -> None:
    """Send a message in the talk and turn to it."""
    current_room(visit).say(message)
    st.switch_page(st.session_state[TALK_PAGE])


def _draw_mistakes(mistakes: tuple[MisconceptionProgress, ...], visit: Visit) -> None:
    if not mistakes:
        return
    text = visit.words
    st.header(escape_label(text("mistakes.title")), anchor=False)
    for mistake in mistakes:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"{_MISTAKE_SHAPES[mistake.status]} “{escape_label(mistake.says)}”")
            seen = text("mistakes.seen", count=len(mistake.exchanges))
            st.caption(f"**{escape_label(text(f'mistakes.{mistake.status}'))}** · {seen}")


def _draw_style(progress: Progress, visit: Visit) -> None:
    """Show how the tutor words its answers, with a message to change each."""
    text, language = visit.words, progress.language
    spoken, other = words_of(language), "es" if language == "en" else "en"
    grade = progress.reading_level[language]
    level = text(f"level.{level_for(grade)}")
    liked = [tag for tag, weight in progress.interests.items() if weight >= _LIKED]
    st.header(escape_label(text("style.title")), anchor=False)
    with st.container(border=True):
        for line in visit.set_by_teacher():
            st.info(escape_label(line), icon=":material/school:")
        st.markdown(escape_label(text("style.level", level=level, grade=round(grade))))
        wishes = {"simpler": text("tools.simpler"), "deeper": text("tools.deeper")}
        _draw_wishes({spoken(f"say.{key}"): label for key, label in wishes.items()}, visit)
        st.markdown(escape_label(text("style.language", language=words_of(language)("language"))))
        _draw_wishes({words_of(other)(f"say.{other}"): text(f"tools.{other}")}, visit)
        told = text(f"style.{progress.presentation}")
        st.markdown(escape_label(text("style.presentation", presentation=told)))
        offers = [p for p in _PRESENTATIONS if p != progress.presentation]
        _draw_wishes({spoken(f"say.{p}"): text(f"style.{p}") for p in offers}, visit)
        if liked:
            named = ", ".join(interest_name(tag, visit.language) for tag in liked)
            st.markdown(escape_label(text("style.interests", interests=named)))


def _draw_wishes(wishes: dict[str, str], visit: Visit) -> None:
    """Draw one button for each message."""
    with st.container(horizontal=True, gap="small"):
        for message, label in wishes.items():
            if st.button(escape_label(label), key=f"wish-{message}"):
                _say(visit, message)


def _draw_readings(visit: Visit) -> None:
    """Show a student of a class who has read what is theirs."""
    text, seat = visit.words, visit.seat()
    if seat is None or visit.actor is None:
        return
    member, room = seat
    st.header(escape_label(text("reads.title")), anchor=False)
    reads = visit.tutor.classroom.readings(visit.actor, member.student)
    if not reads:
        st.markdown(escape_label(text("reads.none")))
    lines = []
    for read in reads[:_READS_SHOWN]:
        who = text("reads.teacher") if read.person == room.teacher else text("reads.grown_up")
        what = text.known(f"reads.what.{read.what}", "reads.what.other")
        lines.append(f"- {escape_label(f'{text.day(read.at.date())}: {who} · {what}')}")
    st.markdown("\n".join(lines))


def _draw_data(visit: Visit) -> None:
    text = visit.words
    st.header(escape_label(text("data.title")), anchor=False)
    st.markdown(escape_label(text("data.intro")))
    with st.container(horizontal=True):
        st.download_button(
            text("data.download"),
            visit.takeout,
            file_name="living-history.json",
            mime="application/json",
            key="takeout",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            text("data.read"),
            lambda: write_copy(visit.takeout(), visit.language),
            file_name="living-history.html",
            mime="text/html",
            key="reading-copy",
            on_click="ignore",
            icon=":material/article:",
        )
        if st.button(text("data.delete"), key="delete", icon=":material/delete:", type="tertiary"):
            _confirm_deletion(visit)


def _confirm_deletion(visit: Visit) -> None:
    text = visit.words

    @st.dialog(text("data.delete.title"))
    def confirm() -> None:
        st.markdown(escape_label(text("data.delete.text")))
        with st.container(horizontal=True):
            if st.button(text("data.delete.yes"), key="delete-yes", type="primary"):
                shared_rooms().close_all(f"{visit.student} ")
                visit.forget()
                leave()
                st.toast(text("data.deleted"))
                st.switch_page(st.session_state[TALK_PAGE])
            if st.button(text("data.delete.no"), key="delete-no"):
                st.rerun()

    confirm()
