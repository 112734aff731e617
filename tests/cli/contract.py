"""The object of the headless contract, as a JSON Schema."""

from __future__ import annotations

from typing import Any, get_args

from jsonschema import Draft202012Validator

from tutor.core.terms import Move, SpeechAct

SHARE = {"type": "number", "minimum": 0, "maximum": 1}
TEXT = {"type": "string", "minLength": 1}
LANGUAGE = {"enum": ["en", "es"]}
ACTS = (
    "question answer clarification request_simpler request_deeper request_answer dont_know"
    " preference social off_topic unsafe"
).split()
MOVES = "explain ask pump hint prompt assert refute review recap redirect decline support".split()


def closed(**properties: object) -> dict[str, object]:
    """Give the schema of an object with exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def listed(item: object, least: int = 0) -> dict[str, object]:
    """Give the schema of a list."""
    return {"type": "array", "items": item, "minItems": least}


def maybe(schema: dict[str, Any]) -> dict[str, object]:
    """Allow null."""
    return {"anyOf": [schema, {"type": "null"}]}


def table(value: object) -> dict[str, object]:
    """Give the schema of an object with any keys."""
    return {"type": "object", "additionalProperties": value}


TURN = closed(
    turn={"type": "integer", "minimum": 0},
    segments=listed(
        closed(
            voice={"enum": ["figure", "guide"]},
            text=TEXT,
            support=listed(TEXT),
            kind={
                "enum": ["documented", "inferred", "contested", "tradition", "dramatized", "none"]
            },
        ),
        least=1,
    ),
    speech_act=maybe({"enum": ACTS}),
    move={"enum": MOVES},
    reason=TEXT,
    language=LANGUAGE,
    reading_level={"type": "number", "minimum": 0, "maximum": 16},
    depth={"enum": ["fact", "cause", "perspective", "argument"]},
    focus=listed(TEXT),
    pending=maybe(closed(question_id=TEXT, expectation=maybe(TEXT))),
    citations=listed(closed(id=TEXT, title=TEXT, source=TEXT, text=TEXT)),
    evidence=listed(
        closed(
            concept=TEXT,
            expectation=TEXT,
            outcome=SHARE,
            confidence=SHARE,
            assisted={"type": "boolean"},
            misconception=maybe(TEXT),
        )
    ),
    learner=closed(
        exchanges={"type": "integer", "minimum": 0},
        mastery=table(SHARE),
        reading_level=closed(en={"type": "number"}, es={"type": "number"}),
        language=LANGUAGE,
        interests=table(SHARE),
        presentation={"enum": ["story", "map", "document", "list"]},
    ),
    engine={"const": "embedded"},
    versions=closed(app=TEXT, pack=TEXT, policy=TEXT),
    timings_ms={
        "type": "object",
        "additionalProperties": {"type": "number", "minimum": 0},
        "required": ["total"],
    },
)
TRIED = closed(
    answer={"type": "string"},
    outcome=SHARE,
    expectations=table(SHARE),
    misconceptions=table(SHARE),
    move={"enum": MOVES},
    feedback={"type": "string"},
)

assert set(ACTS) == set(get_args(SpeechAct))
assert set(MOVES) == set(get_args(Move))


def breaches(schema: dict[str, object], value: object) -> list[str]:
    """Give what in a value breaks a schema."""
    return [
        f"{list(error.absolute_path)}: {error.message}"
        for error in Draft202012Validator(schema).iter_errors(value)
    ]
