"""Reading on in the journals: the whole entry that a source cites, and those beside it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from tutor.core.cited import entries_cited
from tutor.core.entries import Entry, SourcePack, paragraphs_of
from tutor.core.lesson import LessonPack
from tutor.core.material import date_in_words
from tutor.library import Library
from tutor.ui.announcing import bring_into_view
from tutor.ui.markdown import escape_label, plain
from tutor.ui.strings import Words


@dataclass(frozen=True, slots=True)
class Page:
    """An entry opened in a source pack."""

    sources: SourcePack
    entry: Entry

    def turned(self, entry: Entry) -> Page:
        """Give another entry of the same source pack."""
        return Page(self.sources, entry)


class ReadingOn:
    """The journals behind one source of an answer, drawn inside its dialog."""

    def __init__(self, library: Library, pack: LessonPack, key: str, words: Words) -> None:
        self._library = library
        self._pack = pack
        self._key = f"reading-{key}"
        self._words = words

    def close(self) -> None:
        """Go back to the passage."""
        st.session_state.pop(self._key, None)

    def draw_offers(self, citation_id: str) -> None:
        """Offer each journal entry that the source cites and that is installed."""
        for sources in self._library.sources():
            for entry in entries_cited(self._pack, citation_id, sources.entries):
                label = self._words("journal.read", entry=self._name(entry))
                page = Page(sources, entry)
                self._button(label, page, ":material/auto_stories:", f"read-{entry.id}")

    def draw_entry(self) -> bool:
        """Draw the entry that is open; tells whether one is."""
        page: Page | None = st.session_state.get(self._key)
        if page is None:
            return False
        words, entry = self._words, page.entry
        title = page.sources.manifest.title.get(words.language)
        with st.container(key="entry-open"):
            st.markdown(f"### {escape_label(self._name(entry))}")
        bring_into_view("entry-open", entry.id, words.language, key="entry-scrolls")
        st.caption(escape_label(words("journal.own", author=entry.author, title=title)))
        language = page.sources.manifest.language
        text = "".join(f"<p>{escape(plain(block))}</p>" for block in paragraphs_of(entry.text))
        st.html(f'<div class="entry" lang="{language}">{text}</div>')
        before, after = page.sources.entries.beside(entry)
        with st.container(horizontal=True):
            if before is not None:
                label = words("journal.before", entry=self._name(before))
                self._button(label, page.turned(before), ":material/arrow_back:", "before")
            if after is not None:
                label = words("journal.after", entry=self._name(after))
                self._button(label, page.turned(after), ":material/arrow_forward:", "after")
        st.button(words("journal.back"), key=f"{self._key}-back", on_click=self.close)
        return True

    def _button(self, label: str, page: Page, icon: str, name: str) -> None:
        def turn() -> None:
            st.session_state[self._key] = page

        key = f"{self._key}-{name}"
        st.button(escape_label(label), key=key, icon=icon, on_click=turn, type="tertiary")

    def _name(self, entry: Entry) -> str:
        return f"{entry.author}, {date_in_words(entry.date, self._words.language)}"
