"""Hypothesis strategies for events: any value that the types of `tutor.core.events` allow."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from types import NoneType, UnionType
from typing import Literal, TypeVar, Union, get_args, get_origin

from annotated_types import Ge, Le
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tutor.core.events import Assessment, Exchange

Model = TypeVar("Model", bound=BaseModel)

ids = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
"""What an indexed column may hold; PostgreSQL keeps no NUL in text."""

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))

times = st.datetimes(
    datetime(2, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(9998, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.one_of(st.none(), zones),
)

floats = st.floats(allow_nan=False, allow_infinity=False)


def exchanges() -> st.SearchStrategy[Exchange]:
    """Give exchanges whose ids fit into indexed columns."""
    columns = dict.fromkeys(("id", "student", "session", "pack", "persona"), ids)
    return facts(Exchange, **columns, position=st.integers(0, 2**31 - 1))


def assessments() -> st.SearchStrategy[Assessment]:
    """Give assessments whose ids fit into indexed columns."""
    return facts(Assessment, **dict.fromkeys(("id", "exchange", "student", "pack"), ids))


def facts(model: type[Model], **given: st.SearchStrategy[object]) -> st.SearchStrategy[Model]:
    """Give values of a model, from the types of its fields."""
    fields = {
        name: given[name] if name in given else _field(field)
        for name, field in model.model_fields.items()
    }
    return st.fixed_dictionaries(fields).map(model.model_validate)


def _field(field: FieldInfo) -> st.SearchStrategy[object]:
    low = next((float(str(mark.ge)) for mark in field.metadata if isinstance(mark, Ge)), None)
    high = next((float(str(mark.le)) for mark in field.metadata if isinstance(mark, Le)), None)
    if field.annotation is int and low is not None:
        return st.integers(int(low), None if high is None else int(high))
    if field.annotation is float and low is not None:
        return st.floats(low, high, allow_nan=False, allow_infinity=False)
    return _values(field.annotation)


def _values(kind: object) -> st.SearchStrategy[object]:
    """Give values of a type; fails on one that no event has used so far."""
    simple: dict[object, st.SearchStrategy[object]] = {
        str: st.text(max_size=30),
        float: floats,
        int: st.integers(),
        bool: st.booleans(),
        datetime: times,
        NoneType: st.none(),
    }
    if kind in simple:
        return simple[kind]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return facts(kind)
    parts = get_args(kind)
    origin = get_origin(kind)
    if origin is Literal:
        return st.sampled_from(parts)
    if origin in (Union, UnionType):
        return st.one_of(*(_values(part) for part in parts))
    if origin is tuple:
        return st.lists(_values(parts[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(_values(parts[0]), _values(parts[1]), max_size=3)
    raise TypeError(f"strategies.py: no values for {kind}. Add them to '_values'.")
