"""The cookies: the door sets them, the page reads them."""

from __future__ import annotations

import streamlit as st

SEAT_COOKIE = "tutor_seat"
"""Tells who a browser belongs to. HttpOnly, SameSite=Lax."""
FORM_COOKIE = "tutor_form"
"""Proves that a form was drawn for this browser."""


def seat_token() -> str:
    """Give the token that the browser brought when this tab connected, or nothing."""
    found: object = st.context.cookies.get(SEAT_COOKIE)
    return found if isinstance(found, str) else ""  # without a browser there are no cookies
