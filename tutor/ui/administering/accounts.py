"""Accounts: who has one, and what an administrator does with it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st

from tutor.classroom.classroom import Invitation
from tutor.core.people import STAFF, Account, Role
from tutor.errors import InUseError, NicknameError
from tutor.ui.markdown import escape_label
from tutor.ui.strings import Words
from tutor.ui.visiting import Visit

_LINK, _TOLD = "admin-link", "admin-told"


def draw_accounts(visit: Visit) -> None:
    """Draw the list, what can be done with one, and the form for another."""
    say = visit.words
    st.header(escape_label(say("admin.accounts")), anchor=False)
    _draw_link(say)
    accounts = visit.tutor.classroom.accounts(visit.actor)
    st.markdown("\n".join(f"- {_described(account, say)}" for account in accounts))
    _draw_change(visit, accounts)
    _draw_form(visit)


def _draw_link(say: Words) -> None:
    """Show a one-time link and what was done, once."""
    told = st.session_state.pop(_TOLD, None)
    if told is not None:
        st.info(escape_label(told), icon=":material/info:")
    invited = st.session_state.pop(_LINK, None)
    if isinstance(invited, Invitation):
        st.success(escape_label(say("admin.link", name=invited.account.name)))
        st.code(f"{_origin()}/welcome?link={invited.link}", language=None, wrap_lines=True)


def _described(account: Account, say: Words) -> str:
    parts = [account.name, say(f"admin.role.{account.role.value}")]
    if account.disabled is not None:
        parts.append(say("admin.shut"))
    return " · ".join(escape_label(part) for part in parts)


def _draw_change(visit: Visit, accounts: tuple[Account, ...]) -> None:
    say, desk = visit.words, visit.tutor.classroom
    with st.expander(say("admin.change")):
        names = {account.id: account for account in accounts}
        chosen = st.selectbox(
            say("admin.account"), list(names), format_func=lambda one: names[one].name,
            key="admin-account", filter_mode=None,
        )  # fmt: skip
        if chosen is None:
            return
        account = names[chosen]
        role = st.selectbox(
            say("admin.role"), STAFF, index=STAFF.index(account.role),
            format_func=lambda one: say(f"admin.role.{one.value}"),
            key=f"admin-role-{chosen}-{account.role.value}", filter_mode=None,
        )  # fmt: skip
        with st.container(horizontal=True):
            if st.button(say("admin.role.set"), key="admin-role-set"):
                _do(visit, lambda: desk.change_role(visit.actor, account.id, Role(role)))
            if st.button(say("admin.invite_again"), key="admin-again"):
                _invite(visit, lambda: desk.invite_again(visit.actor, account.id))
            if st.button(say("admin.shut.do"), key="admin-shut"):
                _do(visit, lambda: desk.shut_account(visit.actor, account.id))


def _draw_form(visit: Visit) -> None:
    say = visit.words
    with (
        st.expander(say("admin.add")),
        st.form("admin-add", border=False, enter_to_submit=False),
    ):
        name = st.text_input(say("door.name"), max_chars=60, key="admin-name")
        role = st.selectbox(
            say("admin.role"), STAFF, format_func=lambda one: say(f"admin.role.{one.value}"),
            key="admin-add-role", filter_mode=None,
        )  # fmt: skip
        if st.form_submit_button(say("admin.add.do")):
            _invite(
                visit,
                lambda: visit.tutor.classroom.add_account(visit.actor, name, Role(role)),
            )


def _invite(visit: Visit, make: Callable[[], Invitation]) -> None:
    def keep() -> None:
        st.session_state[_LINK] = make()

    _do(visit, keep)


def _do(visit: Visit, act: Callable[[], None]) -> None:
    """Do something in this run, in which the visitor's role was asked anew, and draw again."""
    try:
        act()
    except NicknameError as error:
        st.session_state[_TOLD] = visit.words(f"door.fault.{error.fault}")
    except InUseError:
        st.session_state[_TOLD] = visit.words("admin.last")
    else:
        if _LINK not in st.session_state:
            st.session_state[_TOLD] = visit.words("admin.done")
    st.rerun()


def _origin() -> str:
    """Give the address of the page without its path, as far as a browser has told."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
