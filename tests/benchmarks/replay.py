"""How long it takes to fold a student's log anew, and whether it gives the same model.

    python -m tests.benchmarks.replay [--exchanges 2000]

Makes the exchanges with the shipped pack and the lexical index, reads them back from the database
and folds them; the result must equal the projection bit for bit.
"""

from __future__ import annotations

import argparse
import tempfile
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from tests.benchmarks.messages import talk
from tutor.app import Tutor
from tutor.core.learner import replay
from tutor.settings import Settings


def main() -> None:
    """Measure, and end with 1 where the models differ."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--exchanges", type=int, default=2000)
    count = parser.parse_args().exchanges
    with tempfile.TemporaryDirectory() as folder:
        tutor = Tutor(Settings(data_dir=Path(folder), index="lexical"))
        messages = talk()
        for visit in range(0, count, 50):
            conversation = tutor.open(student="ana", pack="bird-woman", persona="sacajawea")
            conversation.greet()
            for message in islice(messages, min(50, count - visit) - 1):
                conversation.reply(message)
        student = conversation.session.student
        projected = tutor.log.learner(student).model_dump_json()
        wall, spent = perf_counter(), process_time()
        folded = replay(tutor.log.events(student))
        wall, spent = perf_counter() - wall, process_time() - spent
        equal = folded.model_dump_json() == projected
        size = (Path(folder) / "tutor.sqlite3").stat().st_size / 1e6
        tutor.close()
    print(
        f"{folded.ordinal} exchanges replayed in {wall:.2f} s ({spent:.2f} s cpu),"
        f" {'equal bit for bit' if equal else 'DIFFERENT'}; learner model {len(projected)} bytes,"
        f" database {size:.1f} MB"
    )
    raise SystemExit(0 if equal else 1)


if __name__ == "__main__":
    main()
