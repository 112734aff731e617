"""The sign-in with an account of another service, by Streamlit's own OpenID Connect."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from tutor.classroom.identities import Identity
from tutor.core.people import Actor
from tutor.ui.markdown import escape_label
from tutor.ui.sharing import shared_tutor
from tutor.ui.strings import Words

OIDC = "oidc"
"""What the address holds for who wants to sign in so."""


def is_offered() -> bool:
    """Tell whether the operator has turned it on."""
    return shared_tutor().settings.oidc == "on"


def wants_to_identify() -> bool:
    """Tell whether the visitor has come to sign in so, or has been where that is done."""
    return is_offered() and (OIDC in st.query_params or _identity() is not None)


def vouched_actor() -> Actor | None:
    """Give who another service says is here, or None."""
    identity = _identity() if is_offered() else None
    return shared_tutor().classroom.identities.recognise(identity) if identity else None


def draw_identifying(say: Words) -> bool:
    """Offer the sign-in to who asks for it; False where nobody does."""
    if not is_offered():
        return False
    identity = _identity()
    if identity is not None:
        st.warning(escape_label(say("oidc.unknown", email=identity.email)))
        _draw_way_out(say)
        return True
    if OIDC not in st.query_params:
        return False
    st.markdown(escape_label(say("oidc.note")))
    if st.button(say("oidc.go"), key="oidc-go", type="primary"):
        st.login()
    return True


def draw_sign_out(say: Words) -> bool:
    """Offer the way out to who is here by another service; False where nobody is."""
    if not is_offered() or _identity() is None:
        return False
    _draw_way_out(say)
    return True


def _draw_way_out(say: Words) -> None:
    if st.button(say("side.out"), key="oidc-out", type="tertiary"):
        st.logout()


def _identity() -> Identity | None:
    """Read what Streamlit has taken from the service's signed token."""
    told = st.user.to_dict()
    email, issued = told.get("email"), told.get("iat")
    if not told.get("is_logged_in") or not isinstance(email, str):
        return None
    at = float(issued) if isinstance(issued, int | float) else 0.0
    return Identity(email, told.get("email_verified") is True, datetime.fromtimestamp(at, UTC))
