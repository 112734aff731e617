"""Raw values into models, with every fault as a problem that a teacher understands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tutor.content.source_map import Lines, Place
from tutor.content.suggestions import suggest
from tutor.content.yaml_reader import Raw
from tutor.errors import Problem

Model = TypeVar("Model", bound=BaseModel)

_LIST = "Write [one, two], or each entry on its own line after '- '."
_GROUP = "Write for example {example}."
_WORDS: Mapping[str, tuple[str, str]] = {
    "missing": ("has no '{field}'", "Add it."),
    "extra_forbidden": ("has the field '{field}', which is not known here", "{suggestion}"),
    "string_type": ("needs text for '{field}', not {found}", "Write a text or remove the line."),
    "string_too_long": ("has more than {max_length} characters for '{field}'", "Shorten it."),
    "string_pattern_mismatch": ("has '{value}' for '{field}', which is no {form}", "{form_remedy}"),
    "tuple_type": ("needs a list for '{field}', not {found}", _LIST),
    "list_type": ("needs a list for '{field}', not {found}", _LIST),
    "dict_type": ("needs a group of fields for '{field}', not {found}", _GROUP),
    "model_type": ("needs a group of fields for '{field}', not {found}", _GROUP),
    "too_short": ("has {actual_length} of '{field}', not {min_length} or more", "Add what lacks."),
    "too_long": ("has more than {max_length} of '{field}'", "Remove what is too much."),
    "literal_error": ("has '{value}' for '{field}', not {expected}", "{choice}"),
    "int_parsing": ("needs a whole number for '{field}', not '{value}'", "Write digits only."),
    "int_type": ("needs a whole number for '{field}', not {found}", "Write digits only."),
    "float_parsing": ("needs a number for '{field}', not '{value}'", "Write for example 0.5."),
    "float_type": ("needs a number for '{field}', not {found}", "Write for example 0.5."),
    "bool_parsing": ("needs true or false for '{field}', not '{value}'", "Write true or false."),
    "bool_type": ("needs true or false for '{field}', not {found}", "Write true or false."),
    "greater_than_equal": ("has {value} for '{field}', below {ge:g}", "Write a larger number."),
    "less_than_equal": ("has {value} for '{field}', above {le:g}", "Write a smaller number."),
}
_FORMS = {
    "id": "Use lower-case letters and digits, with hyphens or dots between them.",
    "date": "Write for example 1804, 1804-11, 1804-11-04 or 1804/1806.",
    "time code": "Write hours, minutes and seconds, for example 00:12:05.",
}
_QUOTED = re.compile(r"'([^']*)'")


def build(
    model: type[Model], raw: Raw, lines: Lines, name: str, hidden: frozenset[str] = frozenset()
) -> tuple[Model | None, tuple[Problem, ...]]:
    """Build a model from a raw value, or say everything that is wrong with it.

    Args:
        model: what the value is to become.
        raw: the value as read.
        lines: the lines of the value and its parts.
        name: what the item is called in messages, e.g. `question 'why-hired'`.
        hidden: fields that authors do not write, never suggested.
    """
    try:
        return model.model_validate(raw), ()
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, tuple(_problem(detail, model, raw, lines, name, hidden) for detail in found)


def _problem(  # one value and all that is known of its place
    detail: ErrorDetails,
    model: type[BaseModel],
    raw: Raw,
    lines: Lines,
    name: str,
    hidden: frozenset[str],
) -> Problem:
    place = tuple(detail["loc"])
    message, remedy = _WORDS.get(detail["type"], (detail["msg"] + " for '{field}'", ""))
    known = _fields(model, place[:-1]) - hidden
    facts = _facts(detail, place, known, _fields(model, place))
    at = lines.find(place)
    message = f"{_owner(raw, place, name)} {message.format_map(facts)}."
    return Problem(at.path, at.line, message, remedy.format_map(facts))


def _facts(
    detail: ErrorDetails, place: Place, known: frozenset[str], inner: frozenset[str]
) -> dict[str, object]:
    """Gather what a message may name: the fields known around the place and within it."""
    value = detail["input"]
    expected = str(detail.get("ctx", {}).get("expected", ""))
    form = _form(str(detail.get("ctx", {}).get("pattern", "")))
    field = _field(place)
    return {
        **detail.get("ctx", {}),
        "field": field,
        "value": value,
        "found": _name_type(value),
        "expected": expected.replace("'", ""),
        "choice": suggest(str(value), _QUOTED.findall(expected)),
        "suggestion": suggest(str(place[-1]) if place else "", known),
        "form": form,
        "form_remedy": _FORMS[form],
        "example": f"{field}: {{en: ..., es: ...}}" if "en" in inner else "'name: value'",
    }


def _form(pattern: str) -> str:
    """Name what a pattern stands for."""
    if ":[0-5]" in pattern:
        return "time code"
    return "date" if r"\d{4}" in pattern else "id"


def _name_type(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list | tuple) else "a group of fields"


def _field(place: Place) -> str:
    """Name a place by its last field, with the entry's number (from 1) where it is in a list."""
    names = [step for step in place if isinstance(step, str) and step != "[key]"]
    entry = f" (entry {place[-1] + 1})" if place and isinstance(place[-1], int) else ""
    language = names[-1] if names and names[-1] in {"en", "es"} else ""
    shown = f"{names[-2]}.{language}" if language and len(names) > 1 else (names or ["it"])[-1]
    return shown + entry


def _owner(raw: Raw, place: Place, name: str) -> str:
    """Name the innermost part with an id around a place, e.g. an expectation of a question."""
    part: object = raw
    owner, last = name, ""
    for step in place:
        if isinstance(part, dict):
            part, last = part.get(step), str(step)
        elif isinstance(part, list) and isinstance(step, int) and step < len(part):
            part = part[step]
            if isinstance(part, dict) and isinstance(part.get("id"), str):
                owner = f"{name}, {last.removesuffix('s')} '{part['id']}',"
        else:
            break
    return owner


def _fields(model: type[BaseModel], place: Place) -> frozenset[str]:
    """Give the fields of the model that stands at a place."""
    inner: type[BaseModel] | None = model
    for step in place:
        if inner is not None and isinstance(step, str) and step in inner.model_fields:
            inner = _model_in(inner.model_fields[step].annotation)
    return frozenset(inner.model_fields) if inner is not None else frozenset()


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Give the model inside an annotation such as `tuple[Source, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(part) for part in get_args(annotation))
    return next((model for model in found if model is not None), None)
