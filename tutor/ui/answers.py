"""How messages and answers are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tutor.core.events import Citation, Segment
from tutor.core.lesson import LessonPack
from tutor.core.terms import Voice
from tutor.core.turn import Turn
from tutor.library import Library
from tutor.ui.citing import kind_of, number_sources, reads_on
from tutor.ui.markdown import escape_label, escape_markdown, mark_sentences
from tutor.ui.reading_on import ReadingOn
from tutor.ui.strings import Words

_STUDENT_ICON = ":material/face:"
_GUIDE_ICON = ":material/menu_book:"


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks in a talk, and how they are shown."""

    name: str
    portrait: str | None
    words: Words

    def label(self, voice: Voice) -> str:
        """Name a voice."""
        return self.name if voice == "figure" else self.words("guide")


def draw_student(message: str, cast: Cast) -> None:
    """Draw what the student wrote, word for word."""
    with st.chat_message(cast.words("you"), avatar=_STUDENT_ICON):
        st.markdown(f"**{escape_label(cast.words('you'))}**")
        st.markdown(escape_markdown(message) or "\u00a0")


class Drawing:
    """An answer being drawn piece by piece, each voice in a block of its own."""

    def __init__(self, key: str, cast: Cast) -> None:
        self._key = key
        self._cast = cast
        self._segments: list[Segment] = []
        self._paragraph: list[Segment] = []
        self._place = st.container()
        self._block = self._place
        self._line = self._place
        self.status = st.empty()
        """Where an answer in the making says how it stands."""
        self._blocks = 0

    @property
    def count(self) -> int:
        """Give the number of pieces drawn."""
        return len(self._segments)

    def add(self, segment: Segment) -> None:
        """Draw the next piece, in a new block where another voice speaks."""
        last = self._segments[-1] if self._segments else None
        if last is None or last.voice != segment.voice:
            self._block = self._open(segment.voice)
        self._segments.append(segment)
        if last is not None and reads_on(last, segment):
            self._paragraph.append(segment)
        else:
            self._paragraph = [segment]
            self._line = self._block.empty()
        self._line.markdown(self._text(self._paragraph))

    def _open(self, voice: Voice) -> DeltaGenerator:
        self._blocks += 1
        label = self._cast.label(voice)
        figure = voice == "figure"
        frame = self._place.container(key=f"{voice}-{self._key}-{self._blocks}")
        avatar = (self._cast.portrait or ":material/person:") if figure else _GUIDE_ICON
        block = frame.chat_message(label, avatar=avatar)
        block.markdown(f"**{escape_label(label)}**")
        return block

    def _text(self, paragraph: list[Segment]) -> str:
        """Write a paragraph; a source is named once behind the sentences that rest on it."""
        numbers = number_sources(self._segments)
        parts = []
        for segment, following in zip(paragraph, [*paragraph[1:], None], strict=True):
            rests_on = following is None or following.support != segment.support
            sources = segment.support if rests_on else ()
            marks = "".join(f" **\\[{numbers[source]}\\]**" for source in sources)
            parts.append(escape_markdown(segment.text) + marks)
        text, kind = " ".join(parts), paragraph[0].kind
        if kind in ("documented", "none"):
            return text
        return f"{text} :small[◇ {escape_label(self._cast.words(f'kind.{kind}'))}]"


def draw_sources(turn: Turn, pack: LessonPack, library: Library, words: Words) -> None:
    """List where an answer comes from; each source opens the passage beside the talk."""
    numbers = number_sources(turn.segments)
    citations = [citation for citation in turn.citations if citation.id in numbers]
    if not citations:
        return
    with st.container(key=f"sources-{turn.exchange}", gap="xxsmall"):
        st.caption(words("sources.label"))
        for citation in citations:
            number = numbers[citation.id]
            kind = words(f"kind.{kind_of(citation.id, turn.segments)}")
            if st.button(
                f"**\\[{number}\\]** {escape_label(citation.title)} · {escape_label(kind)}",
                key=f"source-{turn.exchange}-{number}",
                icon=":material/menu_book:",
                type="tertiary",
            ):
                reading_on = ReadingOn(library, pack, f"{turn.exchange}-{number}", words)
                reading_on.close()
                _open_source(turn, citation, number, reading_on, words)


def _open_source(
    turn: Turn, citation: Citation, number: int, reading_on: ReadingOn, words: Words
) -> None:
    heading = escape_label(words("sources.number", number=number))

    @st.dialog(heading, position="right")
    def show() -> None:
        if reading_on.draw_entry():
            return
        kind = kind_of(citation.id, turn.segments)
        st.markdown(f"### {escape_label(citation.title)}")
        st.markdown(
            f"**{escape_label(words(f'kind.{kind}'))}.** {escape_label(words(f'kind.{kind}.why'))}"
        )
        with st.container(key=f"passage-{turn.exchange}"):
            st.markdown(mark_sentences(citation.text, citation.cited))
        st.caption(escape_label(words("sources.from", source=citation.source)))
        if citation.cited:
            st.caption(escape_label(words("sources.marked")))
        reading_on.draw_offers(citation.id)
        if st.button(words("sources.close"), key="source-close"):
            st.rerun()

    show()
