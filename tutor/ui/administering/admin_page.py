"""The page Admin, for administrators: each part asks a service that lets them pass, or not."""

from __future__ import annotations

import streamlit as st

from tutor.ui.administering.accounts import draw_accounts
from tutor.ui.administering.overviews import draw_classes, draw_readings
from tutor.ui.administering.state import draw_settings, draw_state
from tutor.ui.markdown import escape_label
from tutor.ui.sidebar import draw_plain_sidebar
from tutor.ui.visiting import Visit


def draw_admin_page(visit: Visit) -> None:
    """Draw the page. No talk of a student is on it."""
    say = visit.words
    draw_plain_sidebar(visit)
    st.title(escape_label(say("admin.title")), anchor=False)
    draw_state(visit)
    draw_accounts(visit)
    draw_classes(visit)
    draw_readings(visit)
    draw_settings(visit)
