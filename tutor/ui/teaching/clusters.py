"""What is worth doing next, and who is wrong in the same way."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from tutor.classroom.overview import ClassView, Cluster, Step
from tutor.core.lesson import LessonPack
from tutor.ui.markdown import escape_label, escape_markdown
from tutor.ui.teaching.desk_work import Teaching, attempt


def draw_steps(teaching: Teaching, steps: Sequence[Step], pack: LessonPack | None) -> None:
    """Draw what is suggested for the class."""
    if not steps:
        return
    st.header(escape_label(teaching.words("steps.title")), anchor=False)
    lines = (escape_label(say_step(teaching, step, pack)) for step in steps)
    st.markdown("\n".join(f"- {line}" for line in lines))


def say_step(
    teaching: Teaching, step: Step, pack: LessonPack | None, *, alone: bool = False
) -> str:
    """Say what could be done next, with the class or with one student alone."""
    says = teaching.misconception(pack, step.misconception)
    whose = "student" if alone else "class"
    return teaching.words(
        f"steps.{whose}.{step.kind}",
        concept=teaching.concept(pack, step.concept), says=says, count=step.students,
    )  # fmt: skip


def draw_clusters(teaching: Teaching, view: ClassView, pack: LessonPack | None) -> None:
    """Draw the misconceptions that several students hold now."""
    words = teaching.words
    if not view.modelled or pack is None:
        return
    st.header(escape_label(words("clusters.title")), anchor=False)
    if not view.clusters:
        st.markdown(escape_label(words("clusters.none")))
    for cluster in view.clusters:
        _draw_cluster(teaching, cluster, view, pack)


def _draw_cluster(teaching: Teaching, cluster: Cluster, view: ClassView, pack: LessonPack) -> None:
    words = teaching.words
    with st.container(border=True, gap="xsmall", key=f"cluster-{cluster.misconception}"):
        says = teaching.misconception(pack, cluster.misconception)
        count = words("clusters.count", count=len(cluster.members))
        st.markdown(f"▲ “{escape_label(says)}” · **{escape_label(count)}**")
        names = ", ".join(member.nickname for member in cluster.members)
        st.caption(escape_label(names))
        refutation = pack.misconception_by_id[cluster.misconception].refutation
        told = refutation.get(teaching.visit.language)
        st.markdown(escape_label(words("clusters.against", text=told)))
        if view.found.policy.transcripts != "teacher":
            st.caption(escape_label(words("clusters.summaries")))
            return
        key = f"words-{cluster.misconception}"
        if st.toggle(words("clusters.words"), key=key):
            _draw_words(teaching, cluster, view, pack)


def _draw_words(teaching: Teaching, cluster: Cluster, view: ClassView, pack: LessonPack) -> None:
    said = attempt(
        teaching,
        lambda: teaching.classroom.desk.words_of(
            teaching.actor(), view.found.id, cluster.misconception, pack
        ),
    )
    for one in said or ():
        name = escape_label(one.member.nickname)
        st.markdown(f"**{name}**: “{escape_markdown(one.words)}”")
