from __future__ import annotations

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from tests.builders import make_evidence, make_exchange
from tests.storage.strategies import exchanges
from tutor.core.events import Exchange


@settings(deadline=None, max_examples=30)
@given(exchanges())
def test_every_event_survives_json(exchange: Exchange) -> None:
    text = exchange.model_dump_json()
    again = Exchange.model_validate_json(text)
    assert again == exchange
    assert again.model_dump_json() == text


def test_what_is_recorded_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        make_exchange().message = "something else"


@pytest.mark.parametrize("field", ["outcome", "confidence"])
@pytest.mark.parametrize("value", [-0.01, 1.01])
def test_evidence_lies_between_0_and_1(field: str, value: float) -> None:
    with pytest.raises(ValidationError, match=field):
        make_evidence(**{field: value})


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="age"):
        make_exchange(age=9)


@pytest.mark.parametrize("field", ["position", "ordinal"])
def test_no_place_lies_before_the_first(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        make_exchange(**{field: -1})
