"""How long the class page's read model takes for a class that is full and busy.

    python -m tests.benchmarks.class_page [students] [exchanges]

Prints the parts and the whole in ms, median, worst and this process's own time, of SQLite and of a
throw-away PostgreSQL where the machine has one. The exchanges are as large as those of real talks.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from sqlalchemy import event, insert

from tests.benchmarks.class_page_talks import talk_of
from tests.builders import START
from tests.classroom.school import School, actor_of
from tests.postgres import DATABASE, start_server
from tutor.classroom.desk import RECENT
from tutor.content import load_pack
from tutor.core.learner import LearnerModel, update
from tutor.settings import Settings
from tutor.storage import SqlExchangeLog, open_log
from tutor.storage.tables import exchanges, learner_models, sessions

STUDENTS, EXCHANGES, ROUNDS = 35, 200, 15


def main() -> None:
    """Fill a class and time it."""
    students = int(sys.argv[1]) if len(sys.argv) > 1 else STUDENTS
    length = int(sys.argv[2]) if len(sys.argv) > 2 else EXCHANGES
    with tempfile.TemporaryDirectory() as folder:
        server = start_server()
        urls = [f"sqlite:///{Path(folder)}/school.db"]
        if isinstance(server, str):
            print(server)
        else:
            urls.append(f"postgresql+psycopg://tutor:x@127.0.0.1:{server.port}/{DATABASE}")
        for url in urls:
            log = open_log(url)
            print(f"\n{log.engine.dialect.name}")
            measure(log, students, length)
            log.close()


def measure(log: SqlExchangeLog, students: int, length: int) -> None:
    """Fill an empty database with one class and print what its page costs."""
    pack = load_pack(Settings().lessons_dir / "bird-woman")
    school = School(log)
    vega = school.person("Vega")
    room, code = school.room("5B", vega)
    size = 0
    for number in range(students):
        entry = school.join(code, f"Student {chr(65 + number % 26)}{number}")
        size += fill(log, entry.actor.id, number, length)
        if number % 6 == 0:
            school.alert(entry.actor.id, room.id)
    school.now = START.replace(hour=13)
    actor, talks = actor_of(vega), school.stores.talks
    desk = school.classroom.desk
    print(
        f"{students} students x {length} exchanges, {size / students / length / 1024:.1f} KiB each"
    )
    parts: dict[str, Callable[[], object]] = {
        "learner models": lambda: talks.models(room.id),
        "activity": lambda: talks.activity(room.id),
        "recent exchanges": lambda: talks.recent(room.id, RECENT),
        "whole read model": lambda: desk.overview(actor, room.id, pack),
    }
    queries = _count_queries(log)
    desk.overview(actor, room.id, pack)
    print(f"{'queries of the whole':<20} {next(queries)}")
    for name, work in parts.items():
        times = [_time(work) for _ in range(ROUNDS)]
        begun = process_time()
        for _ in range(ROUNDS):
            work()
        spent = (process_time() - begun) * 1000.0 / ROUNDS
        print(
            f"{name:<20} {median(times):8.1f} ms  worst {max(times):8.1f} ms  "
            f"of processor {spent:8.1f} ms"
        )
    view = desk.overview(actor, room.id, pack)
    print(f"{'clusters, needs':<20} {len(view.clusters)}, {len(view.needs)}")


def fill(log: SqlExchangeLog, student: str, seed: int, length: int) -> int:
    """Write a student's talk straight into the tables; gives its size in bytes."""
    model, rows, size = LearnerModel(), [], 0
    for exchange in talk_of(student, seed, length):
        model = update(model, exchange)
        body = exchange.model_dump_json()
        size += len(body)
        rows.append(
            {
                "id": exchange.id, "session": exchange.session, "position": exchange.position,
                "student": student, "ordinal": exchange.ordinal, "at": exchange.at,
                "pack": exchange.pack, "persona": exchange.persona,
                "act": exchange.reading.act if exchange.reading else None,
                "move": exchange.decision.move, "body": body,
            }
        )  # fmt: skip
    talk = {
        "id": f"talk-{student}", "student": student, "pack": "bird-woman", "persona": "sacajawea",
        "started": START, "title": "", "exchanges": length, "messages": length,
    }  # fmt: skip
    projection = {"student": student, "ordinal": length, "model": model.model_dump_json()}
    with log.transactions.writing() as connection:
        connection.execute(insert(sessions).values(talk))
        connection.execute(insert(exchanges), rows)
        connection.execute(insert(learner_models).values(projection))
    return size


def _time(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000.0


def _count_queries(log: SqlExchangeLog) -> count[int]:
    """Count the statements sent from now on; the counter's next value is how many they were."""
    counter = count()

    def sent(*_: object) -> None:
        next(counter)

    event.listen(log.engine, "before_cursor_execute", sent)
    return counter


if __name__ == "__main__":
    main()
