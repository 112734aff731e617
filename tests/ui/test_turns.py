"""The store of answers in the making."""

from __future__ import annotations

import threading
from collections.abc import Callable
from threading import Barrier, Event, Thread
from time import monotonic, sleep

import pytest

from tests.builders import make_exchange
from tutor.core.events import Segment
from tutor.core.learner import LearnerModel
from tutor.core.turn import Turn, view_turn
from tutor.errors import StorageError
from tutor.ui.turns import LiveTurn, Room, Rooms

UNSAVED = "I could not save that."
PIECES = ("One.", "Two.", "Three.")


class Figure:
    """Answers with three pieces; waits at `gate` before each piece but the first."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.gate = Event()
        self.gate.set()
        self.trouble: Exception | None = None

    def reply(self, text: str, *, show: Callable[[Segment], None]) -> Turn:
        self.heard.append(text)
        segments = tuple(Segment(voice="figure", text=piece) for piece in PIECES)
        for number, segment in enumerate(segments):
            if number:
                self.gate.wait(5)
            show(segment)
        if self.trouble:
            raise self.trouble
        return make_turn(text, segments)

    def unsaved(self, text: str) -> Turn:
        return make_turn(text, (Segment(voice="guide", text=UNSAVED),))


class Silent(Figure):
    """A figure that fails before it has said anything."""

    def reply(self, text: str, *, show: Callable[[Segment], None]) -> Turn:  # noqa: ARG002
        raise StorageError("the database cannot be read")


def make_turn(message: str | None, segments: tuple[Segment, ...] = ()) -> Turn:
    exchange = make_exchange(message=message, segments=segments)
    return view_turn(exchange, LearnerModel(), 0)


def wait_for(holds: Callable[[], bool], timeout_s: float = 5.0) -> None:
    deadline = monotonic() + timeout_s
    while not holds():
        assert monotonic() < deadline, "waited in vain"
        sleep(0.002)


def texts(live: LiveTurn) -> list[str]:
    return [segment.text for segment in live.segments]


def test_a_follower_sees_every_piece_in_order_and_then_the_recorded_turn():
    room = Room(Figure())
    live = room.say("Hello")
    seen = [piece.text for piece in live.follow() if piece]
    assert seen == list(PIECES)
    wait_for(lambda: not room.busy)
    assert live.state == "done"
    assert room.entries == (live.turn,)


def test_the_first_piece_is_in_view_while_the_rest_is_still_made():
    figure = Figure()
    figure.gate.clear()
    live = Room(figure).say("Hello")
    wait_for(lambda: texts(live) == ["One."])
    assert live.state == "running"
    figure.gate.set()
    wait_for(lambda: live.state == "done")


def test_pieces_come_into_view_at_the_pace_and_the_first_at_once():
    now = [100.0]
    live = LiveTurn("Hello", pace_s=2.0, clock=lambda: now[0])
    live.begin()
    for piece in PIECES:
        live.add(Segment(voice="figure", text=piece))
    assert texts(live) == ["One."]
    now[0] = 102.0
    assert texts(live) == ["One.", "Two."]
    now[0] = 104.0
    assert texts(live) == list(PIECES)


def test_a_slow_answer_is_not_slowed_further():
    now = [0.0]
    live = LiveTurn("Hello", pace_s=1.0, clock=lambda: now[0])
    live.begin()
    live.add(Segment(voice="figure", text="One."))
    now[0] = 10.0
    live.add(Segment(voice="figure", text="Two."))
    assert texts(live) == ["One.", "Two."]


def test_an_answer_is_over_only_when_every_piece_was_in_view():
    room = Room(Figure(), pace_s=0.05)
    live = room.say("Hello")
    started = monotonic()
    seen = [piece.text for piece in live.follow() if piece]
    assert seen == list(PIECES)
    assert monotonic() - started >= 0.09


def test_a_second_message_waits_and_is_answered_next():
    figure = Figure()
    figure.gate.clear()
    room = Room(figure)
    first, second = room.say("First"), room.say("Second")
    wait_for(lambda: texts(first) == ["One."])
    assert second.state == "waiting"
    assert [entry.message for entry in room.entries] == ["First", "Second"]
    figure.gate.set()
    wait_for(lambda: not room.busy)
    assert figure.heard == ["First", "Second"]
    assert [entry.message for entry in room.entries] == ["First", "Second"]


def test_stop_keeps_what_was_in_view_and_the_answer_is_recorded_all_the_same():
    figure = Figure()
    figure.gate.clear()
    room = Room(figure)
    live = room.say("Hello")
    wait_for(lambda: texts(live) == ["One."])
    live.stop()
    assert [piece.text for piece in live.follow() if piece] == ["One."]
    figure.gate.set()
    wait_for(lambda: not room.busy)
    assert texts(live) == ["One."]
    assert live.state == "stopped"
    assert live.turn is not None
    assert len(live.turn.segments) == 3


def test_a_stopped_answer_can_be_shown_in_full():
    figure = Figure()
    figure.gate.clear()
    room = Room(figure)
    live = room.say("Hello")
    wait_for(lambda: texts(live) == ["One."])
    live.stop()
    figure.gate.set()
    wait_for(lambda: live.turn is not None)
    room.reveal(live)
    assert room.entries == (live.turn,)


def test_stopping_while_pieces_wait_for_the_pace_sets_the_room_free_at_once():
    room = Room(Figure(), pace_s=60.0)
    live = room.say("Hello")
    wait_for(lambda: live.turn is not None)
    live.stop()
    wait_for(lambda: not room.busy)
    assert texts(live) == ["One."]


def test_a_waiting_message_cannot_be_stopped_and_is_not_lost():
    figure = Figure()
    figure.gate.clear()
    room = Room(figure)
    room.say("First")
    second = room.say("Second")
    second.stop()
    figure.gate.set()
    wait_for(lambda: not room.busy)
    assert second.state == "done"


def test_a_message_that_cannot_be_answered_is_kept_and_the_next_is_answered():
    figure = Figure()
    figure.trouble = StorageError("the disk is full")
    room = Room(figure)
    failed = room.say("First")
    wait_for(lambda: not room.busy)
    assert failed.state == "failed"
    figure.trouble = None
    room.say("Second")
    wait_for(lambda: not room.busy)
    assert [entry.message for entry in room.entries] == ["First", "Second"]
    room.drop(failed)
    assert [entry.message for entry in room.entries] == ["Second"]


def test_a_message_that_fails_before_a_word_is_answered_with_what_needs_no_disk():
    room = Room(Silent())
    failed = room.say("Help me")
    wait_for(lambda: not room.busy)
    assert failed.state == "failed"
    assert [segment.text for segment in failed.segments] == [UNSAVED]


def test_only_failed_messages_can_be_dropped():
    room = Room(Figure())
    live = room.say("Hello")
    wait_for(lambda: not room.busy)
    room.drop(live)
    assert len(room.entries) == 1


def test_a_defect_fails_its_message_shows_itself_and_the_next_is_answered(
    monkeypatch: pytest.MonkeyPatch,
):
    shown: list[str] = []
    monkeypatch.setattr(
        threading, "excepthook", lambda thrown: shown.append(thrown.exc_type.__name__)
    )
    figure = Figure()
    figure.trouble = ZeroDivisionError("a defect")
    figure.gate.clear()
    room = Room(figure)
    first, second = room.say("First"), room.say("Second")
    figure.gate.set()
    wait_for(lambda: first.state == second.state == "failed")
    wait_for(lambda: shown == ["ZeroDivisionError", "ZeroDivisionError"])
    figure.trouble = None
    third = room.say("Third")
    wait_for(lambda: not room.busy)
    assert third.state == "done"


def test_every_follower_sees_everything_however_late_it_comes():
    figure = Figure()
    figure.gate.clear()
    live = Room(figure).say("Hello")
    seen: list[list[str]] = [[] for _ in range(8)]

    def follow(mine: list[str]) -> None:
        mine.extend(piece.text for piece in live.follow(0.01) if piece)

    threads = [Thread(target=follow, args=(mine,)) for mine in seen]
    for thread in threads[:4]:
        thread.start()
    wait_for(lambda: all(mine == ["One."] for mine in seen[:4]))
    figure.gate.set()
    for thread in threads[4:]:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert seen == [list(PIECES)] * 8


def test_a_follower_is_given_a_tick_when_nothing_is_new():
    figure = Figure()
    figure.gate.clear()
    live = Room(figure).say("Hello")
    follower = live.follow(0.01)
    wait_for(lambda: texts(live) == ["One."])
    assert [next(follower), next(follower)][1] is None
    figure.gate.set()


def test_what_was_shown_twice_gives_way_to_the_recorded_turn():
    live = LiveTurn("Hello")
    live.begin()
    for piece in ("One.", "Tw", "One.", "Two."):
        live.add(Segment(voice="figure", text=piece))
    segments = tuple(Segment(voice="figure", text=piece) for piece in ("One.", "Two."))
    live.record(make_turn("Hello", segments))
    assert texts(live) == ["One.", "Two."]


def test_many_windows_at_once_lose_no_message_and_answer_each_once():
    figure = Figure()
    room = Room(figure)
    barrier = Barrier(40)

    def say(number: int) -> None:
        barrier.wait()
        room.say(str(number))

    threads = [Thread(target=say, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    wait_for(lambda: not room.busy)
    assert sorted(figure.heard, key=int) == [str(number) for number in range(40)]
    assert [entry.message for entry in room.entries] == figure.heard
    assert all(isinstance(entry, Turn) for entry in room.entries)


def test_a_room_holds_a_bounded_number_of_turns():
    room = Room(Figure())
    for number in range(75):
        room.say(str(number))
    wait_for(lambda: not room.busy, 20)
    assert len(room.entries) == 60
    assert room.entries[-1].message == "74"


def test_the_registry_lets_go_of_the_least_used_idle_rooms_only():
    rooms: Rooms[Figure] = Rooms(limit=2)
    busy = Figure()
    busy.gate.clear()
    rooms.keep("busy", Room(busy)).say("Hello")
    rooms.keep("a", Room(Figure()))
    rooms.keep("b", Room(Figure()))
    assert rooms.find("busy") is not None
    assert rooms.find("a") is None
    assert len(rooms) == 2
    busy.gate.set()
    assert rooms.drain(5)


def test_a_room_that_is_open_is_not_opened_twice():
    rooms: Rooms[Figure] = Rooms()
    first = rooms.keep("x", Room(Figure()))
    assert rooms.keep("x", Room(Figure())) is first


def test_closing_a_students_rooms_leaves_the_others():
    rooms: Rooms[Figure] = Rooms()
    for key in ("ann 1", "ann 2", "bob 1"):
        rooms.keep(key, Room(Figure()))
    rooms.close_all("ann ")
    assert (rooms.find("ann 1"), rooms.find("ann 2")) == (None, None)
    assert rooms.find("bob 1") is not None


def test_draining_waits_for_answers_and_gives_up_in_time():
    rooms: Rooms[Figure] = Rooms()
    figure = Figure()
    figure.gate.clear()
    rooms.keep("x", Room(figure)).say("Hello")
    assert not rooms.drain(0.05)
    figure.gate.set()
    assert rooms.drain(5)
