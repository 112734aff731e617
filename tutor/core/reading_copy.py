"""A copy of all that is kept of a student, for people to read: one page of plain HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from pydantic import BaseModel, ConfigDict, Field

from tutor.core.terms import Language


class _Kept(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Student(_Kept):
    id: str
    name: str


class _Said(_Kept):
    voice: str
    text: str


class _Evidence(_Kept):
    concept: str
    outcome: float


class _Exchange(_Kept):
    at: str
    session: str
    message: str | None
    segments: tuple[_Said, ...] = ()
    evidence: tuple[_Evidence, ...] = ()
    rating: int | None = None


class _Model(_Kept):
    concepts: Mapping[str, Mapping[str, object]] = {}
    interests: Mapping[str, float] = {}


class _Seat(_Kept):
    name: str
    nickname: str
    joined: str


class _Alert(_Kept):
    at: str
    severity: str
    quote: str
    state: str


class _Read(_Kept):
    person: str
    what: str
    at: str


class _Takeout(_Kept):
    """What is read of a takeout; the JSON beside it has the rest."""

    student: _Student
    exchanges: tuple[_Exchange, ...] = ()
    learner_model: _Model = _Model()
    seat: _Seat | None = Field(default=None, alias="class")
    alerts: tuple[_Alert, ...] = ()
    read_by: tuple[_Read, ...] = ()


_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "What Living History Tutor keeps",
        "intro": "Everything that was said and what the tutor made of it. The file of data beside "
        "this page has every detail. You may ask the teacher to delete all of it.",
        "student": "Student",
        "class": "Class",
        "since": "Since",
        "learned": "What the tutor believes was met so far",
        "concept": "Subject",
        "answers": "Answers",
        "average": "Average, 0 to 1",
        "interests": "Interests",
        "talks": "Talks",
        "you": "Student",
        "figure": "Figure",
        "guide": "Guide",
        "thumbs": "rated",
        "alerts": "Alerts to grown-ups",
        "readers": "Who has read this",
        "nothing": "Nothing.",
    },
    "es": {
        "title": "Lo que guarda Living History Tutor",
        "intro": "Todo lo que se dijo y lo que el tutor entendió. El archivo de datos que acompaña "
        "a esta página tiene cada detalle. Puede pedir a su maestra o maestro que lo borre todo.",
        "student": "Estudiante",
        "class": "Clase",
        "since": "Desde",
        "learned": "Lo que el tutor cree que se ha tratado hasta ahora",
        "concept": "Tema",
        "answers": "Respuestas",
        "average": "Promedio, de 0 a 1",
        "interests": "Intereses",
        "talks": "Conversaciones",
        "you": "Estudiante",
        "figure": "Personaje",
        "guide": "Guía",
        "thumbs": "valorado",
        "alerts": "Avisos a personas adultas",
        "readers": "Quién ha leído esto",
        "nothing": "Nada.",
    },
}
_STYLE = (
    "body{font:1rem/1.5 serif;max-width:45rem;margin:2rem auto;padding:0 1rem}"
    "dt{font-weight:bold}td,th{text-align:left;padding-right:1.5rem}"
)


def write_copy(takeout: str, language: Language) -> str:
    """Write a takeout as a page for a student or parent to read.

    Args:
        takeout: as JSON.
        language: of the headings; what was said stays as it was said.
    """
    kept, words = _Takeout.model_validate_json(takeout), _WORDS[language]
    name = kept.seat.nickname if kept.seat else kept.student.name
    parts = [
        f"<h1>{words['title']}</h1><p>{words['intro']}</p>",
        f"<p>{words['student']}: <b>{escape(name)}</b></p>",
        *_write_seat(kept, words),
        f"<h2>{words['learned']}</h2>",
        *_write_learned(kept, words),
        f"<h2>{words['talks']}</h2>",
        *(list(_write_talks(kept.exchanges, words)) or [f"<p>{words['nothing']}</p>"]),
        f"<h2>{words['alerts']}</h2>",
        _write_list(
            [f"{a.at} · {a.severity} · {a.state}: “{a.quote}”" for a in kept.alerts], words
        ),
        f"<h2>{words['readers']}</h2>",
        _write_list([f"{read.at} · {read.what} · {read.person}" for read in kept.read_by], words),
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{words['title']}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _write_seat(kept: _Takeout, words: Mapping[str, str]) -> Iterator[str]:
    if kept.seat is not None:
        yield f"<p>{words['class']}: {escape(kept.seat.name)}. "
        yield f"{words['since']}: {escape(kept.seat.joined[:10])}</p>"


def _write_learned(kept: _Takeout, words: Mapping[str, str]) -> Iterator[str]:
    """Write how the answers on each concept went: what was seen, not what is concluded."""
    seen: dict[str, list[float]] = {concept: [] for concept in kept.learner_model.concepts}
    for exchange in kept.exchanges:
        for evidence in exchange.evidence:
            seen.setdefault(evidence.concept, []).append(evidence.outcome)
    if not seen:
        yield f"<p>{words['nothing']}</p>"
        return
    yield f"<table><tr><th>{words['concept']}</th><th>{words['answers']}</th>"
    yield f"<th>{words['average']}</th></tr>"
    for concept, outcomes in seen.items():
        average = f"{sum(outcomes) / len(outcomes):.2f}" if outcomes else "–"
        yield f"<tr><td>{escape(concept)}</td><td>{len(outcomes)}</td><td>{average}</td></tr>"
    yield "</table>"
    if kept.learner_model.interests:
        liked = ", ".join(escape(tag) for tag in kept.learner_model.interests)
        yield f"<p>{words['interests']}: {liked}</p>"


def _write_talks(exchanges: Sequence[_Exchange], words: Mapping[str, str]) -> Iterator[str]:
    talk = ""
    for exchange in exchanges:
        if exchange.session != talk:
            talk = exchange.session
            yield f"<h3>{escape(exchange.at[:16].replace('T', ' '))}</h3>"
        yield "<dl>"
        if exchange.message is not None:
            yield f"<dt>{words['you']}</dt><dd>{escape(exchange.message)}</dd>"
        for said in exchange.segments:
            voice = words.get(said.voice, said.voice)
            yield f"<dt>{escape(voice)}</dt><dd>{escape(said.text)}</dd>"
        if exchange.rating is not None:
            yield f"<dt>{words['thumbs']}</dt><dd>{exchange.rating}</dd>"
        yield "</dl>"


def _write_list(lines: Sequence[str], words: Mapping[str, str]) -> str:
    if not lines:
        return f"<p>{words['nothing']}</p>"
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
