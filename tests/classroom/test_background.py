"""Work beside the page: each job in its time, and one that fails is tried again."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from tutor.classroom.background import Background
from tutor.errors import StorageError


@dataclass
class Work:
    """Jobs that note when they are done."""

    now: float = 0.0
    done: list[str] = field(default_factory=list)
    trouble: bool = False

    def send(self) -> None:
        self.done.append("send")
        if self.trouble:
            raise StorageError("the disk is full")

    def sweep(self) -> None:
        self.done.append("sweep")


def test_every_job_is_done_at_the_start_and_then_at_its_time() -> None:
    work = Work()
    beside = Background({work.send: 5.0, work.sweep: 3600.0}, lambda: work.now)
    for second in range(12):
        work.now = float(second)
        beside.do_due()
    assert work.done == ["send", "sweep", "send", "send"]


def test_a_job_that_fails_stops_no_other_and_is_tried_again() -> None:
    work = Work(trouble=True)
    beside = Background({work.send: 5.0, work.sweep: 5.0}, lambda: work.now)
    beside.do_due()
    work.now = 5.0
    beside.do_due()
    assert work.done == ["send", "sweep", "send", "sweep"]


def test_the_thread_works_until_it_is_closed() -> None:
    done = threading.Event()
    beside = Background({done.set: 60.0})
    beside.start()
    assert done.wait(10)
    beside.close(10)
    assert not [thread for thread in threading.enumerate() if thread.name == "background"]
