"""Writers that are killed: what was acknowledged stays, and nothing is half-written."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from time import sleep

from tests.storage.writers import WAIT_S, begin, processes, say, say_until_killed
from tutor.core.learner import replay
from tutor.ports import SessionRecord
from tutor.storage import SqlExchangeLog, open_log

ROUNDS = 10


def test_a_killed_writer_loses_no_acknowledged_exchange(log: SqlExchangeLog, url: str) -> None:
    talk = begin(log)
    log.close()
    dice, acknowledged = random.Random(7), 0
    for _ in range(ROUNDS):
        heard = _write_and_kill(url, talk, dice.uniform(0.0, 0.08))
        acknowledged += len(heard)
        log = open_log(url)
        stored = list(log.exchanges(talk.student))
        assert set(heard) <= {exchange.id for exchange in stored}
        assert [exchange.ordinal for exchange in stored] == list(range(len(stored)))
        assert log.learner(talk.student) == replay(stored)
        record = log.session(talk.id)
        assert record is not None
        assert record.exchanges == len(stored)
        say(log, talk, "after")
        log.close()
    assert acknowledged >= ROUNDS
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _write_and_kill(url: str, talk: SessionRecord, after_s: float) -> list[str]:
    """Kill a writing process some time after its first exchange; gives the ids it told."""
    context = processes()
    mine, its = context.Pipe(duplex=False)
    process = context.Process(target=say_until_killed, args=(url, talk, its), daemon=True)
    process.start()
    its.close()
    assert mine.poll(WAIT_S), "the writer says nothing"
    heard = [str(mine.recv())]
    sleep(after_s)
    process.kill()
    process.join(WAIT_S)
    process.close()
    try:
        while mine.poll():
            heard.append(str(mine.recv()))
    except (EOFError, OSError):
        pass
    mine.close()
    return heard
