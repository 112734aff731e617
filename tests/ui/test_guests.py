"""Guests are forgotten when their tab is gone, and not before."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.errors import NotFoundError, StorageError
from tutor.ui.guests import GRACE_S, Guests


@dataclass
class Hall:
    """Tabs that are here, a clock, and who was forgotten."""

    now: float = 0.0
    here: set[str] = field(default_factory=set)
    forgotten: list[str] = field(default_factory=list)
    trouble: Exception | None = None

    def guests(self) -> Guests:
        return Guests(self.forget, self.here.__contains__, lambda: self.now)

    def forget(self, name: str) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.forgotten.append(name)


def test_a_guest_stays_while_the_tab_is_open_and_goes_some_time_after() -> None:
    hall = Hall(here={"tab 1", "tab 2"})
    guests = hall.guests()
    guests.note("guest/1", "tab 1")
    guests.note("guest/2", "tab 2")
    hall.now = 10_000.0
    guests.look()
    hall.here.remove("tab 1")
    hall.now += GRACE_S
    guests.look()
    assert hall.forgotten == []
    hall.now += 1.0
    guests.look()
    guests.look()
    assert hall.forgotten == ["guest/1"]
    guests.close()
    assert hall.forgotten == ["guest/1", "guest/2"]


def test_a_tab_that_comes_back_in_time_keeps_its_guest() -> None:
    hall = Hall(here={"tab"})
    guests = hall.guests()
    guests.note("guest/1", "tab")
    hall.here.clear()
    hall.now = GRACE_S
    guests.look()
    hall.here.add("tab")
    guests.look()
    hall.here.clear()
    hall.now += GRACE_S
    guests.look()
    assert hall.forgotten == []
    guests.close()


def test_a_guest_who_said_nothing_or_cannot_be_forgotten_holds_nobody_up() -> None:
    for trouble in (NotFoundError("nobody"), StorageError("the disk is full")):
        hall = Hall(trouble=trouble)
        guests = hall.guests()
        guests.note("guest/1", "tab")
        hall.now = GRACE_S + 1.0
        guests.look()
        hall.trouble = None
        guests.close()
        assert hall.forgotten == []
