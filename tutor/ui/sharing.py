"""What all visitors of this process share: the tutor and the talks that are open."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit import runtime

from tutor.app import Tutor
from tutor.conversation import Conversation
from tutor.settings import Settings
from tutor.ui.guests import Guests
from tutor.ui.turns import Rooms


@st.cache_resource(show_spinner=False)
def shared_tutor() -> Tutor:
    """Give the tutor of this process."""
    return Tutor(Settings.from_environment())


@st.cache_resource(show_spinner=False)
def shared_rooms() -> Rooms[Conversation]:
    """Give the talks that are open in this process."""
    rooms = Rooms[Conversation]()
    shared_tutor().on_forgotten(lambda student: rooms.close_all(f"{student} "))
    return rooms


@st.cache_resource(show_spinner=False)
def shared_guests() -> Guests:
    """Give the guests of this process."""
    return Guests(partial(shared_tutor().forget, quotes=True), _is_here)


def _is_here(tab: str) -> bool:
    """Tell whether a tab is connected."""
    return runtime.exists() and runtime.get_instance().is_active_session(tab)
