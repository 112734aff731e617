"""What the tutor believes of each idea, its evidence, and the student's say in it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from tutor.core.lesson import Concept
from tutor.core.progress import ConceptProgress, EvidenceNote
from tutor.core.terms import Language
from tutor.ui.markdown import escape_label, escape_markdown
from tutor.ui.strings import Words
from tutor.ui.strings import words as words_of
from tutor.ui.visiting import Visit, current_room

_SHAPES = {"strong": "●", "growing": "◐", "new": "○"}
_SURE, _FAIRLY_SURE = 0.1, 0.18
"""The uncertainty of a mastery up to which the tutor calls itself quite and fairly sure."""
_RIGHT, _PARTLY = 0.6, 0.3
_OPINIONS = "opinions"
_TITLE_WORDS = 5
"""The longest title for which the wish is still short enough to be read as one."""


def draw_belief(concept: ConceptProgress, visit: Visit) -> str | None:
    """Draw a belief with its evidence; gives the message that the student wants to send."""
    text = visit.words
    with st.container(border=True, gap="small", key=f"belief-{concept.id}"):
        st.markdown(
            f"{_SHAPES[concept.state]} **{escape_label(concept.title)}**"
            f" · {escape_label(text(f'progress.{concept.state}'))}"
        )
        share = text("progress.share", percent=round(concept.mastery * 100))
        sure = text("progress.sure", how=text(f"progress.sure.{_sureness(concept.uncertainty)}"))
        st.progress(concept.mastery, text=escape_label(f"{share}. {sure}"))
        opinion = st.session_state.get(_OPINIONS, {}).get(concept.id)
        if opinion:
            st.caption(f"**{escape_label(text(f'progress.wrong.noted.{opinion}'))}**")
        count = len(concept.evidence)
        with st.expander(text("progress.evidence.count", count=count)):
            for note in concept.evidence:
                _draw_evidence(note, text)
            if concept.due:
                st.caption(escape_label(text("progress.due", date=text.day(concept.due.date()))))
        with st.container(horizontal=True):
            if st.button(text("progress.ask"), key=f"ask-{concept.id}", type="tertiary"):
                return _question(concept, visit)
            if st.button(text("progress.wrong"), key=f"wrong-{concept.id}", type="tertiary"):
                _open_disagreement(concept, visit)
    wanted: str | None = st.session_state.pop(_wanted(concept), None)
    return wanted


def draw_unmet(concepts: Sequence[ConceptProgress], visit: Visit) -> str | None:
    """List the ideas that were not spoken of yet; gives the message to send, if any."""
    text = visit.words
    if not concepts:
        return None
    st.header(escape_label(text("progress.new")), anchor=False)
    st.markdown(escape_label(text("progress.choose")))
    with st.container(key="unmet", gap="xxsmall"):
        for concept in concepts:
            label = f"{_SHAPES['new']} {escape_label(concept.title)}"
            if st.button(label, key=f"ask-{concept.id}", type="tertiary"):
                return _question(concept, visit)
    return None


def _draw_evidence(note: EvidenceNote, text: Words) -> None:
    shown = "right" if note.outcome >= _RIGHT else "partly" if note.outcome >= _PARTLY else "not"
    said = escape_label(note.said) or text("progress.nothing_said")
    st.markdown(f"{escape_label(text('progress.said', date=text.day(note.at.date())))}  \n“{said}”")
    judged = text(f"progress.outcome.{shown}")
    helped = f" {text('progress.assisted')}" if note.assisted else ""
    st.caption(escape_markdown(judged + helped))


def _open_disagreement(concept: ConceptProgress, visit: Visit) -> None:
    """Take down what the student thinks; the tutor's own view stays until answers change it."""
    text = visit.words

    @st.dialog(text("progress.wrong.title"))
    def show() -> None:
        st.markdown(f"**{escape_label(concept.title)}**")
        st.markdown(escape_label(text("progress.wrong.text")))
        for opinion in ("know", "not"):
            if st.button(text(f"progress.wrong.{opinion}"), key=f"opinion-{opinion}-{concept.id}"):
                st.session_state.setdefault(_OPINIONS, {})[concept.id] = opinion
                if opinion == "know":
                    st.session_state[_wanted(concept)] = _question(concept, visit)
                st.rerun()

    show()


def _wanted(concept: ConceptProgress) -> str:
    return f"check-{concept.id}"


def _question(concept: ConceptProgress, visit: Visit) -> str:
    """Word the wish to be asked about an idea, in the language of the talk."""
    conversation = current_room(visit).speaker
    language = conversation.language
    authored = conversation.pack.concept_by_id[concept.id]
    return ask_about(authored, language)


def ask_about(concept: Concept, language: Language) -> str:
    """Word the wish to be asked about an idea; a long title gives way to the idea's first word."""
    title, short = concept.title.get(language), concept.words.get(language)[:1]
    named = short[0] if short and len(title.split()) > _TITLE_WORDS else title
    return words_of(language)("say.ask_about", concept=named)


def _sureness(uncertainty: float) -> str:
    if uncertainty <= _SURE:
        return "high"
    return "middle" if uncertainty <= _FAIRLY_SURE else "low"
