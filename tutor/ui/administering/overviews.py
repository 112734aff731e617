"""Classes without their talks, and who has lately read what."""

from __future__ import annotations

import streamlit as st

from tutor.core.classes import Class
from tutor.ui.markdown import escape_label
from tutor.ui.strings import Words
from tutor.ui.visiting import Visit


def draw_classes(visit: Visit) -> None:
    """List every class: whose it is, its lesson, how many sit there and what is settled."""
    say, desk = visit.words, visit.tutor.classroom
    st.header(escape_label(say("admin.classes")), anchor=False)
    names = {account.id: account.name for account in desk.accounts(visit.actor)}
    found = desk.classes(visit.actor)
    if not found:
        st.markdown(escape_label(say("admin.classes.none")))
    for room in found:
        seats = len(desk.roster(visit.actor, room.id))
        with st.container(border=True, gap="xxsmall"):
            st.markdown(f"**{escape_label(room.name)}**")
            teacher = names.get(room.teacher, "–")
            st.markdown(escape_label(say("admin.class", teacher=teacher, lesson=room.lesson)))
            st.markdown(escape_label(say("admin.class.seats", count=seats)))
            st.markdown(escape_label(_door(room, visit)))
            st.markdown(escape_label(_settled(room, say)))


def draw_readings(visit: Visit) -> None:
    """List who has lately read what; no student is named."""
    say = visit.words
    st.header(escape_label(say("admin.readings")), anchor=False)
    st.markdown(escape_label(say("admin.readings.note")))
    noted = visit.tutor.classroom.latest_readings(visit.actor)
    if not noted:
        st.markdown(escape_label(say("admin.readings.none")))
        return
    lines = [
        say(
            "admin.reading", at=f"{one.read.at:%Y-%m-%d %H:%M} UTC", who=one.reader,
            what=one.read.what, room=one.room or "–",
        )
        for one in noted
    ]  # fmt: skip
    st.markdown("\n".join(f"- {escape_label(line)}" for line in lines))


def _door(room: Class, visit: Visit) -> str:
    if room.paused:
        return visit.words("admin.class.paused")
    if room.code_expires is None or not room.is_open(visit.tutor.clock()):
        return visit.words("admin.class.ended")
    return visit.words("admin.class.open", day=visit.words.day(room.code_expires.date()))


def _settled(room: Class, say: Words) -> str:
    policy = room.policy
    return " ".join((
        say(f"admin.class.talks.{policy.transcripts}"),
        say("admin.class.model.on" if policy.outside_model else "admin.class.model.off"),
        say("admin.class.kept", count=policy.retention_days),
    ))  # fmt: skip
