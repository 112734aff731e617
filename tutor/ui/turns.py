"""Answers in the making: a worker thread makes each one, any number of pages follow it.

A page may be reloaded, clicked on or lose its connection in mid-answer; the answer goes on here and
is found again by the id of its session. Nothing in this module knows Streamlit.
"""

from __future__ import annotations

import atexit
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from threading import Condition, Lock, Thread
from typing import Generic, Literal, Protocol, TypeVar

from tutor.core.events import Segment
from tutor.core.turn import Turn
from tutor.errors import TutorError

State = Literal["waiting", "running", "done", "failed", "stopped"]
Clock = Callable[[], float]

_KEPT = 60
"""Finished turns that a room holds; older ones are read from the database."""


class Speaker(Protocol):
    """Whoever answers: a conversation of `tutor.app`."""

    def reply(self, text: str, *, show: Callable[[Segment], None]) -> Turn:
        """Answer a message, calling `show` with each piece as it is ready."""
        ...

    def unsaved(self, text: str) -> Turn:
        """Answer a message that could not be recorded."""
        ...


Who = TypeVar("Who", bound=Speaker)


class LiveTurn:
    """A message and what has been said of its answer so far. Safe to share between threads.

    The pieces come into view one after the other, `pace_s` seconds apart, the first at once.
    """

    def __init__(self, message: str, *, pace_s: float = 0.0, clock: Clock = time.monotonic) -> None:
        self.message = message
        self.turn: Turn | None = None
        self._pace_s = pace_s
        self._clock = clock
        self._pieces: list[tuple[Segment, float]] = []
        self._state: State = "waiting"
        self._stopped_at = float("inf")
        self._changed = Condition()

    @property
    def state(self) -> State:
        """Name how far the answer has come."""
        return self._state

    @property
    def over(self) -> bool:
        """Nothing more will come into view."""
        return self._state in ("done", "failed", "stopped")

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Give the pieces in view."""
        with self._changed:
            return self._in_view()

    def begin(self) -> None:
        """Note that the answer is being made."""
        with self._changed:
            if self._state == "waiting":
                self._state = "running"
            self._changed.notify_all()

    def add(self, segment: Segment) -> None:
        """Add a piece."""
        with self._changed:
            due = self._clock()
            if self._pieces:
                due = max(due, self._pieces[-1][1] + self._pace_s)
            self._pieces.append((segment, due))
            self._changed.notify_all()

    def record(self, turn: Turn) -> None:
        """Keep the turn as it stands in the log; where it differs, what was shown gives way."""
        with self._changed:
            self.turn = turn
            dues = [due for _, due in self._pieces][: len(turn.segments)]
            while len(dues) < len(turn.segments):
                dues.append(max(self._clock(), dues[-1] + self._pace_s) if dues else self._clock())
            self._pieces = list(zip(turn.segments, dues, strict=True))
            self._changed.notify_all()

    def finish(self) -> None:
        """Wait until every piece has come into view, then close."""
        with self._changed:
            while self._state == "running" and (left := self._until_last()) > 0:
                self._changed.wait(left)
            if self._state == "running":
                self._state = "done"
            self._changed.notify_all()

    def fail(self) -> None:
        """Close without an answer."""
        with self._changed:
            if self._state in ("waiting", "running"):
                self._state = "failed"
            self._changed.notify_all()

    def stop(self) -> None:
        """Keep what is in view and show no more. The answer is recorded all the same."""
        with self._changed:
            if self._state == "running":
                self._state = "stopped"
                self._stopped_at = self._clock()
            self._changed.notify_all()

    def follow(self, tick_s: float = 0.2) -> Iterator[Segment | None]:
        """Give each piece as it comes into view, until the answer is over.

        Args:
            tick_s: None is given after this many seconds without a new piece, so that the
                follower can look to its other duties.
        """
        given = 0
        while True:
            with self._changed:
                if len(self._in_view()) == given and not self.over:
                    self._changed.wait(self._until_next(given, tick_s))
                fresh = self._in_view()[given:]
                over = self.over
            if not fresh and over:
                return
            yield from fresh or (None,)
            given += len(fresh)

    def _in_view(self) -> tuple[Segment, ...]:
        now = min(self._clock(), self._stopped_at)
        if self._state == "done":
            now = float("inf")
        return tuple(segment for segment, due in self._pieces if due <= now)

    def _until_last(self) -> float:
        return self._pieces[-1][1] - self._clock() if self._pieces else 0.0

    def _until_next(self, given: int, tick_s: float) -> float:
        if given >= len(self._pieces):
            return tick_s
        return min(tick_s, max(0.0, self._pieces[given][1] - self._clock()))


Entry = Turn | LiveTurn
"""A turn of a talk: recorded, or still in the making (or stopped, or failed)."""


def as_recorded(entry: Entry) -> Entry:
    """Give a finished answer as the turn it has become; anything else as it is."""
    if isinstance(entry, LiveTurn) and entry.state == "done" and entry.turn is not None:
        return entry.turn
    return entry


class Room(Generic[Who]):
    """One talk: its latest turns, and at most one answer in the making. Later messages queue."""

    def __init__(
        self,
        speaker: Who,
        turns: tuple[Turn, ...] = (),
        *,
        pace_s: float = 0.0,
        clock: Clock = time.monotonic,
    ) -> None:
        self.speaker = speaker
        self._pace_s = pace_s
        self._clock = clock
        self._entries: list[Entry] = list(turns)
        self._queue: deque[LiveTurn] = deque()
        self._working = False
        self._lock = Lock()

    @property
    def busy(self) -> bool:
        """Some message is not answered yet."""
        with self._lock:
            return self._working

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Give the latest turns, oldest first."""
        with self._lock:
            return tuple(as_recorded(entry) for entry in self._entries)

    def say(self, message: str) -> LiveTurn:
        """Take a message; it is answered at once, or after those before it."""
        live = LiveTurn(message, pace_s=self._pace_s, clock=self._clock)
        with self._lock:
            self._entries.append(live)
            self._queue.append(live)
            idle = not self._working
            self._working = True
        if idle:
            self._start()
        return live

    def post(self, message: str) -> None:
        """Take a message; for those who do not follow its answer."""
        self.say(message)

    def reveal(self, live: LiveTurn) -> None:
        """Show a stopped answer in full."""
        self._settle(live)

    def drop(self, live: LiveTurn) -> None:
        """Take a failed message out of the talk."""
        with self._lock:
            if live in self._entries and live.state == "failed":
                self._entries.remove(live)

    def _start(self) -> None:
        Thread(target=self._work, name="answer", daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._queue:
                    self._working = False
                    return
                live = self._queue.popleft()
            clean = False
            try:
                self._answer(live)
                clean = True
            finally:
                if not clean:  # a defect: this thread ends with its traceback, the next one goes on
                    self._start()

    def _answer(self, live: LiveTurn) -> None:
        live.begin()
        try:
            live.record(self.speaker.reply(live.message, show=live.add))
        except TutorError:
            self._say_unsaved(live)
            return
        finally:
            if live.turn is None:
                live.fail()
        live.finish()
        if live.state == "done":
            self._settle(live)

    def _say_unsaved(self, live: LiveTurn) -> None:
        """Say at least what must not wait for a disk: a cry for help is answered all the same."""
        if live.segments:
            return
        try:
            unsaved = self.speaker.unsaved(live.message)
        except TutorError:
            return
        for segment in unsaved.segments:
            live.add(segment)

    def _settle(self, live: LiveTurn) -> None:
        with self._lock:
            if live.turn is not None and live in self._entries:
                self._entries[self._entries.index(live)] = live.turn
            surplus = len(self._entries) - _KEPT
            if surplus > 0 and all(isinstance(e, Turn) for e in self._entries[:surplus]):
                del self._entries[:surplus]


class Rooms(Generic[Who]):
    """The talks that are open in this process, by key; the least used idle ones are let go."""

    def __init__(self, limit: int = 100) -> None:
        self._limit = limit
        self._rooms: OrderedDict[str, Room[Who]] = OrderedDict()
        self._lock = Lock()
        atexit.register(self.drain)

    def __len__(self) -> int:
        return len(self._rooms)

    def find(self, key: str) -> Room[Who] | None:
        """Give the room of this key, if it is open."""
        with self._lock:
            room = self._rooms.get(key)
            if room is not None:
                self._rooms.move_to_end(key)
            return room

    def keep(self, key: str, room: Room[Who]) -> Room[Who]:
        """Open a room; gives the one that is open already where there is one."""
        with self._lock:
            kept = self._rooms.setdefault(key, room)
            self._rooms.move_to_end(key)
            self._make_space()
            return kept

    def close_all(self, prefix: str) -> None:
        """Let go of every room whose key begins so."""
        with self._lock:
            for key in [key for key in self._rooms if key.startswith(prefix)]:
                del self._rooms[key]

    def drain(self, timeout_s: float = 5.0) -> bool:
        """Wait for the answers in the making, so that they are recorded; False on timeout."""
        deadline = time.monotonic() + timeout_s
        while any(room.busy for room in list(self._rooms.values())):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def _make_space(self) -> None:
        surplus = len(self._rooms) - self._limit
        idle = [key for key, room in self._rooms.items() if not room.busy][: max(surplus, 0)]
        for key in idle:
            del self._rooms[key]
