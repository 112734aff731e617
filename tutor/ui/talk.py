"""The page Talk: what was said, what is being said, and what could be said next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tutor.conversation import Conversation
from tutor.core.events import Segment
from tutor.core.turn import Turn
from tutor.settings import MESSAGE_LIMIT
from tutor.ui.announcing import announce, bring_into_view
from tutor.ui.answers import Cast, Drawing, draw_sources, draw_student
from tutor.ui.citing import same_voice
from tutor.ui.heading import draw_count, draw_heading, draw_rules
from tutor.ui.markdown import escape_label
from tutor.ui.picturing import portrait
from tutor.ui.placing import draw_whereabouts
from tutor.ui.sidebar import draw_sidebar
from tutor.ui.strings import Words
from tutor.ui.strings import words as words_of
from tutor.ui.suggesting import follow_ups, starters
from tutor.ui.tools import draw_rating, draw_tools
from tutor.ui.turns import Entry, LiveTurn, Room, as_recorded
from tutor.ui.visiting import Visit, current_room

_SHOWN = 10
"""Turns that are drawn; earlier ones on demand."""
_MORE = 20


def draw_talk(visit: Visit) -> None:
    """Draw the page and follow the answers in the making to their end."""
    room = current_room(visit)
    conversation = room.speaker
    name = conversation.persona.name.get(visit.language)
    draw_sidebar(visit, talk=conversation.session_id, name=name)
    _draw_input(room, visit, name)
    count = draw_heading(visit, conversation)
    if all(entry.message is None for entry in room.entries):
        draw_rules(visit)
    cast = Cast(name, portrait(visit.tutor, conversation.persona), visit.words)
    if _Page(room, visit, cast).draw():
        draw_count(count, visit, conversation)


def _draw_input(room: Room[Conversation], visit: Visit, name: str) -> None:
    with st.bottom:
        message = st.chat_input(
            visit.words("ask.placeholder", name=name), key="message", max_chars=MESSAGE_LIMIT
        )
        st.caption(escape_label(visit.words("program", name=name)))
    if message:
        room.say(message)


class _Page:
    """The messages of a talk on one run of the page."""

    def __init__(self, room: Room[Conversation], visit: Visit, cast: Cast) -> None:
        self._room = room
        self._visit = visit
        self._cast = cast
        self._words = visit.words

    def draw(self) -> bool:
        """Draw every message; tells whether an answer came to its end meanwhile."""
        entries = self._room.entries
        shown = self._draw_earlier(entries)
        live: list[tuple[LiveTurn, Drawing, DeltaGenerator]] = []
        for number, shown_entry in enumerate(shown, start=len(entries) - len(shown)):
            drawing, tail = self._draw_message(shown_entry, str(number))
            entry = as_recorded(shown_entry)
            if isinstance(entry, Turn):
                self._draw_turn(entry, drawing, tail, last=shown_entry is entries[-1])
            elif entry.over:
                self._draw_unfinished(entry, drawing, tail, str(number))
            else:
                self._draw_waiting(entry, drawing)
                live.append((entry, drawing, tail))
        self._scroll(entries)
        for number, (entry, drawing, tail) in enumerate(live, start=1):
            self._follow(entry, drawing, tail, last=number == len(live))
        self._draw_next()
        return bool(live)

    def _scroll(self, entries: Sequence[Entry]) -> None:
        """Bring the message that is being answered to the top, or the last one of an old talk."""
        waiting = [n for n, e in enumerate(entries) if isinstance(e, LiveTurn) and not e.over]
        said = [n for n, entry in enumerate(entries) if entry.message is not None]
        if said:
            place = waiting[0] if waiting else said[-1]
            talk = self._room.speaker.session_id
            bring_into_view(f"said-{place}", talk, self._visit.language)

    def _draw_earlier(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Offer what was said before the latest turns."""
        key = f"shown-{self._room.speaker.session_id}"
        count = int(st.session_state.get(key, _SHOWN))
        if len(entries) > count:

            def show_more() -> None:
                st.session_state[key] = count + _MORE

            st.button(self._words("earlier.show"), icon=":material/history:", on_click=show_more)
        return entries[-count:]

    def _draw_message(self, entry: Entry, key: str) -> tuple[Drawing, DeltaGenerator]:
        """Draw what the student wrote; gives where the answer and what follows it belong."""
        if entry.message is not None:
            with st.container(key=f"said-{key}"):
                draw_student(entry.message, self._cast)
        return Drawing(key, self._cast), st.empty()

    def _draw_turn(self, turn: Turn, drawing: Drawing, tail: DeltaGenerator, *, last: bool) -> None:
        for segment in turn.segments[drawing.count :]:
            drawing.add(segment)
        drawing.status.empty()
        with tail.container(key=f"tail-{turn.exchange}"):
            library, pack = self._visit.tutor.library, self._room.speaker.pack
            draw_sources(turn, pack, library, self._words)
            draw_whereabouts(turn, pack, self._words)
            if turn.message is None:
                return
            if last:
                draw_tools(turn, self._room, self._visit)
            else:
                draw_rating(turn, self._visit)

    def _draw_waiting(self, live: LiveTurn, drawing: Drawing) -> None:
        if live.state == "waiting":
            drawing.status.caption(self._words("answer.waiting"))

    def _draw_unfinished(
        self, live: LiveTurn, drawing: Drawing, tail: DeltaGenerator, key: str
    ) -> None:
        """Draw an answer that was stopped or could not be given."""
        for segment in live.segments[drawing.count :]:
            drawing.add(segment)
        drawing.status.empty()
        with tail.container():
            if live.state == "stopped":
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.caption(self._words("answer.stopped"))
                    st.button(
                        self._words("answer.rest"),
                        key=f"rest-{key}",
                        type="tertiary",
                        on_click=partial(self._room.reveal, live),
                    )
                return
            st.warning(self._words("answer.failed"), icon=":material/warning:")
            with st.container(horizontal=True):
                st.button(
                    self._words("answer.again"),
                    key=f"again-{key}",
                    on_click=partial(self._try_again, live),
                )
                st.button(
                    self._words("answer.drop"),
                    key=f"drop-{key}",
                    type="tertiary",
                    on_click=partial(self._room.drop, live),
                )

    def _try_again(self, live: LiveTurn) -> None:
        self._room.drop(live)
        self._room.say(live.message)

    def _follow(
        self, live: LiveTurn, drawing: Drawing, tail: DeltaGenerator, *, last: bool
    ) -> None:
        """Draw an answer while it is made. Another run of the page may break in at any tick."""
        with drawing.status.container(horizontal=True, vertical_alignment="center"):
            status = st.empty()
            st.button(
                self._words("answer.stop"),
                key=f"stop-{id(live)}",
                icon=":material/stop_circle:",
                on_click=live.stop,
            )
        status.caption(self._words("answer.thinking"))
        for segment in live.follow():
            if segment is None:
                status.caption(self._words("answer.thinking"))
            else:
                drawing.add(segment)
        if live.turn is not None and live.state == "done":
            self._draw_turn(live.turn, drawing, tail, last=last)
            self._announce(live.turn)
        else:
            self._draw_unfinished(live, drawing, tail, f"{id(live)}")

    def _announce(self, turn: Turn) -> None:
        spoken = words_of(turn.language)
        said = [self._say(group, spoken) for group in same_voice(turn.segments)]
        announce(turn.exchange, " ".join(said), turn.language, self._visit.language)

    def _say(self, group: tuple[Segment, ...], spoken: Words) -> str:
        text = " ".join(segment.text for segment in group)
        if group[0].voice == "figure":
            return spoken("answer.ready", name=self._cast.name, text=text)
        return spoken("answer.guide_says", text=text)

    def _draw_next(self) -> None:
        """Offer what could be said next."""
        entries = self._room.entries
        last = entries[-1] if entries else None
        if not isinstance(last, Turn):
            return
        conversation = self._room.speaker
        words, turns = self._words, [entry for entry in entries if isinstance(entry, Turn)]
        if last.pending is not None:
            label = words("ask.help")
            spoken = words_of(last.language)
            offers: tuple[str, ...] = (spoken("say.dont_know"), spoken("say.what"))
        elif all(turn.message is None for turn in turns):
            label, offers = words("ask.starters"), starters(conversation.persona, last.language)
        else:
            label = words("ask.follow_ups")
            offers = follow_ups(conversation.pack, conversation.persona, turns, last.language)
        key = f"next-{last.exchange}"

        def choose() -> None:
            chosen = st.session_state.get(key)
            if chosen:
                self._room.say(chosen)

        if offers:
            st.pills(label, offers, key=key, format_func=escape_label, on_change=choose)
