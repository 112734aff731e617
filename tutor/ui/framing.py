"""A tab that came in with a ticket, inside the frame of a learning platform: no cookie is kept.

The session stays in the tab's memory on the server. The address holds only the ticket for a
reload, which opens the seat once and is then replaced.
"""

from __future__ import annotations

import streamlit as st

from tutor.ui.sharing import shared_tutor

TICKET = "ticket"
_SESSION = "frame"


def take_ticket() -> None:
    """Use up the ticket of the address, and put the one for a reload in its place.

    Raises:
        RefusedError: it opens nothing. Nobody else's cookie stands in for it.
    """
    given = st.query_params.get(TICKET)
    if not is_framed() and given:
        seating = shared_tutor().classroom.tickets.open(given)
        st.session_state[_SESSION] = seating.token
        st.session_state[TICKET] = seating.again
    again = st.session_state.get(TICKET)
    if again and given != again:
        st.query_params[TICKET] = again


def frame_token() -> str:
    """Give the token that stands for this tab, or nothing where it came in by the door."""
    return str(st.session_state.get(_SESSION, ""))


def is_framed() -> bool:
    """Tell whether this tab came in with a ticket."""
    return bool(frame_token())


def came_with_ticket() -> bool:
    """Tell whether this tab came with a ticket, a good one or not."""
    return is_framed() or TICKET in st.query_params
