"""Many writers at once: every place is taken once and no turn is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from threading import Barrier

from tests.builders import START, make_exchange
from tests.storage.writers import (
    WAIT_S,
    begin,
    open_together,
    processes,
    race_for_place,
    say,
    say_in_turn,
)
from tutor.core.learner import replay, update
from tutor.errors import PlaceTakenError
from tutor.ports import SessionRecord
from tutor.storage import SqlExchangeLog, open_log


def test_two_tabs_cannot_take_the_same_place(log: SqlExchangeLog, url: str) -> None:
    other = open_log(url)
    talk = begin(log)
    for _ in range(10):
        model, together = log.learner(talk.student), Barrier(2)

        def race(tab: SqlExchangeLog, writer: str) -> bool:
            ordinal = model.ordinal  # noqa: B023 - used within this round
            exchange = make_exchange(
                id=f"{ordinal}-{writer}", student=talk.student, session=talk.id, ordinal=ordinal
            )
            together.wait(WAIT_S)  # noqa: B023 - used within this round
            try:
                tab.append(exchange, update(model, exchange))  # noqa: B023 - see above
            except PlaceTakenError:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            won = list(pool.map(race, (log, other), ("a", "b")))
        assert sorted(won) == [False, True]
    other.close()
    assert [exchange.ordinal for exchange in log.exchanges(talk.student)] == list(range(10))
    assert log.learner(talk.student) == replay(log.exchanges(talk.student))


def test_processes_cannot_take_the_same_place(log: SqlExchangeLog, url: str) -> None:
    talk = begin(log)
    for turn in range(3):
        told = _run_together(
            4,
            lambda n, barrier, end: (race_for_place, (url, talk, f"{turn}-{n}", barrier, end)),  # noqa: B023 - used within this round
        )
        assert sorted(told) == ["lost", "lost", "lost", "won"]
    assert log.learner(talk.student) == replay(log.exchanges(talk.student))


def test_eight_writers_lose_no_turn(log: SqlExchangeLog, url: str) -> None:
    talk, logs = begin(log), [log, *(open_log(url) for _ in range(3))]

    def write(number: int) -> list[str]:
        return say_in_turn(logs[number % 4], talk, f"w{number}", 6)

    with ThreadPoolExecutor(8) as pool:
        said = [name for names in pool.map(write, range(8)) for name in names]
    stored = [exchange.id for exchange in log.exchanges(talk.student)]
    assert sorted(stored) == sorted(said)
    assert len(stored) == 48
    assert log.learner(talk.student) == replay(log.exchanges(talk.student))
    for other in logs[1:]:
        other.close()


def test_a_class_of_students_writes_at_once_and_nobody_is_refused(log: SqlExchangeLog) -> None:
    def talk_of(number: int) -> SessionRecord:
        talk = begin(log, f"student-{number}")
        for _ in range(5):
            say(log, talk)
        return talk

    with ThreadPoolExecutor(24) as pool:
        talks = list(pool.map(talk_of, range(24)))
    assert [log.learner(talk.student).ordinal for talk in talks] == [5] * 24


def test_programs_that_start_at_once_make_the_tables_once(url: str) -> None:
    assert _run_together(4, lambda _, barrier, end: (open_together, (url, barrier, end))) == (
        ["opened"] * 4
    )
    log = open_log(url, create=False)
    assert len(list(log.students())) == 1
    log.close()


def test_threads_that_start_at_once_make_the_tables_once(url: str) -> None:
    def start(_: int) -> str:
        log = open_log(url)
        found = log.student("Ana", START)
        log.close()
        return found.id

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(start, range(6)))) == 1


def _run_together(
    number: int,
    task: Callable[[int, object, Connection], tuple[Callable[..., None], tuple[object, ...]]],
) -> list[str]:
    """Run a task in processes that start it together; gives what each one told."""
    context = processes()
    barrier = context.Barrier(number)
    ends, running = [], []
    for place in range(number):
        mine, its = context.Pipe(duplex=False)
        function, arguments = task(place, barrier, its)
        process = context.Process(target=function, args=arguments, daemon=True)
        process.start()
        its.close()
        ends.append(mine)
        running.append(process)
    told = [str(end.recv()) if end.poll(WAIT_S) else "silent" for end in ends]
    for process, end in zip(running, ends, strict=True):
        process.join(WAIT_S)
        process.close()
        end.close()
    return told
