"""What is settled for a class: its policy, its name, and its end."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from tutor.core.classes import Class, Help, Policy
from tutor.core.terms import LANGUAGES, Person
from tutor.ui.markdown import escape_label
from tutor.ui.stating import model_line
from tutor.ui.strings import words as words_of
from tutor.ui.teaching.desk_work import CHOSEN_CLASS, Teaching, done

_DAYS = 366


def draw_settling(teaching: Teaching, found: Class) -> None:
    """Draw the forms."""
    words = teaching.words
    with st.expander(words("policy.heading"), icon=":material/tune:"):
        _draw_policy(teaching, found)
    with st.expander(words("teach.change"), icon=":material/edit:"):
        _draw_name(teaching, found)
        _draw_end(teaching, found)


def _draw_policy(teaching: Teaching, found: Class) -> None:
    words, was = teaching.words, found.policy
    st.caption(escape_label(words("policy.note")))
    helps, persons = list(get_args(Help)), list(get_args(Person))
    with st.form(f"policy-{found.id}", border=False):
        person = st.radio(
            words("policy.ask.person"), persons, index=persons.index(was.person),
            format_func=lambda one: words(f"policy.person.{one}"), key="policy-person",
        )  # fmt: skip
        languages = st.multiselect(
            words("policy.ask.languages"), LANGUAGES, default=was.languages,
            format_func=lambda one: words_of(one)("language"), key="policy-languages",
            placeholder=words("policy.ask.languages_none"),
        )  # fmt: skip
        low, high = st.slider(
            words("policy.ask.levels"), 2.0, 12.0, (was.level_min, was.level_max), 0.5,
            key="policy-levels",
        )  # fmt: skip
        limit = st.radio(
            words("policy.ask.help"), helps, index=helps.index(was.help_limit),
            format_func=lambda one: words(f"policy.help.{one}"), key="policy-help",
        )  # fmt: skip
        outside = st.checkbox(
            words("policy.ask.model"), was.outside_model, key="policy-model",
            help=model_line(words, teaching.visit.tutor.companies),
        )  # fmt: skip
        read = st.radio(
            words("policy.ask.read"), ["teacher", "summaries"],
            index=["teacher", "summaries"].index(was.transcripts),
            format_func=lambda one: words(f"policy.read_by.{one}"), key="policy-read",
        )  # fmt: skip
        days = st.number_input(
            words("policy.ask.days"), 1, _DAYS, was.retention_days, key="policy-days"
        )
        sent = st.form_submit_button(words("policy.go"))
    if not sent:
        return
    if not languages:
        st.warning(escape_label(words("policy.ask.languages_none")))
        return
    policy = Policy.model_validate(
        {
            "person": person, "languages": tuple(t for t in LANGUAGES if t in languages),
            "level_min": low, "level_max": high, "help_limit": limit, "outside_model": outside,
            "transcripts": read, "retention_days": int(days),
        }
    )  # fmt: skip
    settle = teaching.classroom.set_policy
    done(teaching, lambda: settle(teaching.actor(), found.id, policy), words("policy.settled"))


def _draw_name(teaching: Teaching, found: Class) -> None:
    words = teaching.words
    with st.form(f"rename-{found.id}", border=False):
        name = st.text_input(words("teach.name"), found.name, key="rename", max_chars=60)
        sent = st.form_submit_button(words("teach.rename"))
    if sent:
        rename = teaching.classroom.rename_class
        done(teaching, lambda: rename(teaching.actor(), found.id, name), words("teach.renamed"))


def _draw_end(teaching: Teaching, found: Class) -> None:
    words = teaching.words
    st.markdown(escape_label(words("teach.end.text")))
    sure = st.checkbox(words("teach.end.sure"), key=f"end-sure-{found.id}")
    go = st.button(words("teach.end"), key="end", icon=":material/delete:", disabled=not sure)
    if go and sure:
        done(teaching, lambda: _remove(teaching, found), words("teach.ended", name=found.name))


def _remove(teaching: Teaching, found: Class) -> None:
    teaching.classroom.remove_class(teaching.actor(), found.id, with_students=True)
    st.session_state.pop(CHOSEN_CLASS, None)
