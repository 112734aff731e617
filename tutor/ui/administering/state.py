"""What is set up here and whether it works, and the settings that say so."""

from __future__ import annotations

import streamlit as st

from tutor.errors import TutorError
from tutor.health import Health
from tutor.ui.markdown import escape_label
from tutor.ui.visiting import Visit
from tutor.ui.warm import is_warm

_SIGNS = {"works": "✓", "lacks": "~", "fails": "!", "none": "–"}
_KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def draw_state(visit: Visit) -> None:
    """Say what is set up here."""
    say = visit.words
    st.header(escape_label(say("admin.state")), anchor=False)
    health = visit.tutor.watch.look(visit.actor)
    lines = (
        _line(visit, "none", say("admin.version", version=health.version)),
        _line(visit, "works" if is_warm() else "lacks", _readiness(visit)),
        _database(visit, health),
        *_packs(visit, health),
        _line(visit, "none", _index(visit, health)),
        _model(visit, health),
        _telemetry(visit, health),
        _traced(visit, health),
    )
    st.markdown("\n".join(f"- {line}" for line in lines))
    if health.model:
        _draw_trial(visit)


def draw_settings(visit: Visit) -> None:
    """List the settings. They are changed where the program is started."""
    say = visit.words
    st.header(escape_label(say("admin.settings")), anchor=False)
    st.markdown(escape_label(say("admin.settings.where")))
    with st.expander(say("admin.settings.show")):
        lines = []
        for setting in visit.tutor.watch.settings(visit.actor):
            value = setting.value or say("admin.settings.unset")
            if setting.secret and setting.value:
                value = say("admin.settings.secret")
            lines.append(f"- **{escape_label(setting.name)}**: {escape_label(value)}")
        st.markdown("\n".join(lines))


def _line(visit: Visit, state: str, text: str) -> str:
    """Write one finding: a sign, the same in a word, and what was found."""
    word = escape_label(visit.words(f"admin.is.{state}"))
    return f"**{escape_label(_SIGNS[state])} {word}** · {escape_label(text)}"


def _readiness(visit: Visit) -> str:
    return visit.words("admin.ready" if is_warm() else "admin.warming")


def _database(visit: Visit, health: Health) -> str:
    schema = health.schema
    told = visit.words(
        "admin.database",
        kind=_KINDS.get(schema.kind, schema.kind),
        revision=schema.revision,
        where=schema.where,
    )
    return _line(visit, "works" if schema.revision == schema.newest else "fails", told)


def _packs(visit: Visit, health: Health) -> list[str]:
    say = visit.words
    good = ", ".join(pack.name for pack in health.packs if not pack.fault)
    lines = [_line(visit, "works" if good else "fails", say("admin.packs", names=good or "–"))]
    broken = [pack for pack in health.packs if pack.fault]
    return lines + [
        _line(visit, "fails", say("admin.pack.broken", name=pack.name, fault=pack.fault))
        for pack in broken
    ]


def _index(visit: Visit, health: Health) -> str:
    if health.index == "lexical":
        return visit.words("admin.index.words")
    return visit.words("admin.index.vectors", embedding=health.index)


def _model(visit: Visit, health: Health) -> str:
    say = visit.words
    if health.fault:
        return _line(visit, "fails", say("admin.model.fault", fault=health.fault))
    if not health.model:
        return _line(visit, "none", say("admin.model.none"))
    told = say("admin.model.set", name=health.model, where=health.where)
    return _line(visit, "none", told)


def _telemetry(visit: Visit, health: Health) -> str:
    if health.silent and not st.get_option("browser.gatherUsageStats"):
        return _line(visit, "works", visit.words("admin.telemetry.off"))
    return _line(visit, "fails", visit.words("admin.telemetry.on"))


def _traced(visit: Visit, health: Health) -> str:
    if health.traced:
        return _line(visit, "fails", visit.words("admin.traced"))
    return _line(visit, "works", visit.words("admin.untraced"))


def _draw_trial(visit: Visit) -> None:
    """Ask the model only when the button is pressed: it costs tokens."""
    say = visit.words
    if not st.button(say("admin.model.try"), key="admin-try", icon=":material/network_check:"):
        return
    try:
        with st.spinner(say("admin.model.trying")):
            found = visit.tutor.watch.ask_model(visit.actor)
    except TutorError as error:
        st.error(escape_label(str(error)))
        return
    lines = [_line(visit, one.state, f"{one.what}: {one.said}") for one in found]
    st.markdown("\n".join(f"- {line}" for line in lines))
