"""Which exchanges raise an alert, and how urgent it is."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.builders import make_exchange
from tutor.core.alerts import SILENT, Severity, find_alert, severity_of, worst_of
from tutor.core.safety.concern import Concern, Kind


def concern(kind: str, severity: str = "low") -> Concern:
    """Make a concern, of a kind that is not known yet too."""
    return Concern.model_construct(
        kind=kind, category=f"of {kind}", severity=severity, wording="w", rule="r", language="en"
    )


def raised(*concerns: Concern) -> Severity | None:
    exchange = make_exchange().model_copy(update={"concerns": concerns})
    alert = find_alert(exchange)
    return alert.severity if alert else None


@pytest.mark.parametrize(
    ("kind", "severity", "expected"),
    [
        ("crisis", "urgent", Severity.CRISIS),
        ("check_in", "low", Severity.CONCERN),
        ("harm", "high", Severity.CONCERN),
        ("harm", "low", Severity.NOTE),
        ("companionship", "low", Severity.NOTE),
        ("asks_for_human", "low", Severity.NOTE),
        ("of a later program", "high", Severity.NOTE),
    ],
)
def test_a_kind_of_concern_has_its_urgency(kind: str, severity: str, expected: Severity) -> None:
    assert raised(concern(kind, severity)) is severity_of(concern(kind, severity)) is expected


@pytest.mark.parametrize("kind", sorted(SILENT))
def test_ordinary_conduct_raises_nothing(kind: str) -> None:
    assert kind in get_args(Kind)
    assert raised(concern(kind)) is None


def test_an_exchange_without_concern_raises_nothing() -> None:
    assert raised() is None


def test_the_gravest_of_several_concerns_is_told() -> None:
    several = (concern("companionship"), concern("crisis", "urgent"), concern("check_in"))
    exchange = make_exchange().model_copy(update={"concerns": several})
    alert = find_alert(exchange)
    assert alert is not None
    assert (alert.severity, alert.category) == (Severity.CRISIS, "of crisis")
    assert worst_of([alert]) is Severity.CRISIS


def test_one_exchange_has_one_alert_whenever_it_is_asked() -> None:
    one = make_exchange().model_copy(update={"concerns": (concern("crisis", "urgent"),)})
    other = one.model_copy(update={"id": "another"})
    first, again, second = (find_alert(exchange) for exchange in (one, one, other))
    assert first == again
    assert first is not None
    assert second is not None
    assert first.id != second.id
    assert one.id not in first.id, "the alert may outlive the exchange, and must not name it"
