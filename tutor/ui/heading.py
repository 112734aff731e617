"""The head of the page Talk: who speaks, and how far the big question has come."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tutor.conversation import Conversation
from tutor.ui.markdown import escape_label
from tutor.ui.picturing import portrait
from tutor.ui.visiting import Visit

PROGRESS_PAGE = "progress_page"
TALK_PAGE = "talk_page"


def draw_heading(visit: Visit, conversation: Conversation) -> DeltaGenerator:
    """Draw portrait, name, role and goal; gives the place of the count, for `draw_count`."""
    persona, language = conversation.persona, visit.language
    name = persona.name.get(language)
    picture = portrait(visit.tutor, persona)
    with st.container(key="heading", horizontal=True, vertical_alignment="center", wrap=False):
        if picture:
            alt = persona.portrait_alt.get(language) or visit.words("persona.picture", name=name)
            st.image(picture, width=84, alt=alt)
        with st.container(gap="xxsmall"):
            st.title(escape_label(name), anchor=False)
            st.markdown(escape_label(persona.role.get(language)))
    return _draw_goal(visit, conversation)


def draw_rules(visit: Visit) -> None:
    """State what holds here, before the first message is written."""
    if visit.standing != "seat":
        st.markdown(" ".join(escape_label(line) for line in visit.rules()))
        return
    with st.container(key="rules", border=True, gap="xxsmall"):
        st.markdown(f"**{escape_label(visit.words('rules.title'))}**")
        for line in visit.rules():
            st.markdown(f"- {escape_label(line)}")


def draw_count(place: DeltaGenerator, visit: Visit, conversation: Conversation) -> None:
    """Draw how many ideas of the lesson are strong, on the way and not yet met."""
    progress = visit.tutor.progress(visit.student, conversation.pack.id, visit.language)
    states = [concept.state for concept in progress.concepts]
    done = states.count("strong")
    count = visit.words("goal.count", done=done, all=len(states))
    begun = done + states.count("growing") / 2
    place.progress(begun / max(len(states), 1), text=escape_label(count))


def _draw_goal(visit: Visit, conversation: Conversation) -> DeltaGenerator:
    words = visit.words
    question = conversation.pack.manifest.compelling_question.get(visit.language)
    with st.container(key="goal", gap="xxsmall"):
        st.markdown(f"{escape_label(words('goal.label'))}: **{escape_label(question)}**")
        with st.container(horizontal=True, vertical_alignment="center"):
            place = st.container().empty()
            page = st.session_state.get(PROGRESS_PAGE)
            if page is not None and st.button(
                words("goal.open"), key="goal-open", type="tertiary", icon=":material/eco:"
            ):
                st.switch_page(page)
    draw_count(place, visit, conversation)
    return place
