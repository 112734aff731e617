from __future__ import annotations

from pathlib import Path

import pytest

from tutor.errors import AttemptsError
from tutor.research.attempts import read_attempts

HEADER = "order_id,user_id,skill_name,correct"


def read(tmp_path: Path, text: str | bytes) -> list[tuple[object, ...]]:
    path = tmp_path / "log.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [
        (r.order, r.user, r.concept, r.correct, r.item, r.hours) for r in read_attempts(path).rows
    ]


def test_rows_come_in_the_order_of_order_id_whatever_the_file_says(tmp_path: Path) -> None:
    text = f"{HEADER}\n10,b,x,1\n9,a,x,0\n10,a,y,0.5\n"
    assert [row[:4] for row in read(tmp_path, text)] == [
        (9, "a", "x", 0.0), (10, "a", "y", 0.5), (10, "b", "x", 1.0),
    ]  # fmt: skip


def test_columns_may_stand_anywhere_among_others_after_a_byte_order_mark(tmp_path: Path) -> None:
    text = 'note,correct, user_id ,order_id,item,skill_name\r\n"a, b",1,u,1,q,x\r\n\r\n'
    assert read(tmp_path, b"\xef\xbb\xbf" + text.encode()) == [(1, "u", "x", 1.0, "q", None)]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1970-01-02T00:00:00Z", 24.0),
        ("1970-01-02T02:00:00+02:00", 24.0),
        ("1970-01-02 00:30:00", 24.5),
        ("7200", 2.0),
        ("1.7e9", 1.7e9 / 3600),
        ("1700000000000", 1.7e9 / 3600),
        ("", None),
    ],
)
def test_times_are_iso_or_epoch_seconds_or_milliseconds(
    tmp_path: Path, text: str, hours: float | None
) -> None:
    (row,) = read(tmp_path, f"{HEADER},timestamp\n1,u,x,1,{text}\n")
    assert row[5] == (hours if hours is None else pytest.approx(hours))


def test_rows_without_a_concept_are_counted_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"{HEADER}\n1,u,,1\n2,u,x,1\n")
    log = read_attempts(path)
    assert (len(log.rows), log.skipped) == (1, 1)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (b"", 1, "empty"),
        (b"\n\n", 1, "empty"),
        (f"{HEADER}\n".encode(), None, "no attempts"),
        (b"order,user_id,skill_name,correct\n1,u,x,1\n", 1, "'order_id' is missing"),
        (b"order_id,user_id,skill,correct\n1,u,x,1\n", 1, "Did you mean 'skill'"),
        (b"order_id\tuser_id\tskill_name\tcorrect\n", 1, "not separated by commas"),
        (f"{HEADER},correct\n1,u,x,1,1\n".encode(), 1, "stands twice"),
        (f"{HEADER}\n1,u,x,1\n2,u,x,yes\n".encode(), 3, "correct is 'yes'"),
        (f"{HEADER}\n1,u,x,2\n".encode(), 2, "outside 0..1"),
        (f"{HEADER}\n1,u,x,nan\n".encode(), 2, "correct is 'nan'"),
        (f"{HEADER}\n1,u,x,\n".encode(), 2, "correct is ''"),
        (f"{HEADER}\nfirst,u,x,1\n".encode(), 2, "order_id is 'first'"),
        (f"{HEADER}\n1,,x,1\n".encode(), 2, "user_id is empty"),
        (f"{HEADER}\n1,u\n".encode(), 2, "only 2 field(s)"),
        (f"{HEADER}\n1,u,x,1\n2,u,caf\xe9,1\n".encode("latin-1"), 3, "not UTF-8"),
        (f"{HEADER},timestamp\n1,u,x,1,yesterday\n".encode(), 2, "timestamp is 'yesterday'"),
        (f"{HEADER},timestamp\n1,u,x,1,inf\n".encode(), 2, "timestamp is 'inf'"),
    ],
)
def test_what_is_wrong_is_said_with_file_line_and_remedy(
    tmp_path: Path, text: bytes, line: int | None, says: str
) -> None:
    with pytest.raises(AttemptsError) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    place = f"{tmp_path / 'log.csv'}:" + (f"{line}:" if line else "")
    assert message.startswith(place)
    assert says in message
    assert len(message.removeprefix(place).split(". ")) >= 2


def test_a_file_that_is_not_there_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(AttemptsError, match="Check the path"):
        read_attempts(tmp_path / "none.csv")
    with pytest.raises(AttemptsError, match="Check the path"):
        read_attempts(tmp_path)
