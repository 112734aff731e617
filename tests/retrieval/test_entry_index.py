from __future__ import annotations

import pytest

from tests.entries import JOURNALS, needs_journals
from tutor.content import read_entries
from tutor.core.entries import Entries, Entry
from tutor.retrieval import EntryHit, EntryIndex

ROWS = (
    ("a", "Clark", "1804-09-09", "I derected my Servent to kill a Buffalow near the boat"),
    ("b", "Lewis", "1805-05-14", "the white perogue overset " + "and the wind blew " * 40),
    ("c", "Clark", "1805-05-14", "a verry Clear Cold morning, we saw buffaloe"),
    ("d", "Clark", "1806-01-06", "the squaw wished to see the whale"),
)
INDEX = EntryIndex(Entries(all=tuple(Entry(id=i, author=a, date=d, text=t) for i, a, d, t in ROWS)))


def ids(hits: tuple[EntryHit, ...]) -> list[str]:
    return [hit.entry.id for hit in hits]


def test_words_are_found_however_they_were_spelt() -> None:
    assert set(ids(INDEX.find("buffalo"))) == {"a", "c"}
    assert ids(INDEX.find("white pirogue")) == ["b"]


def test_author_and_date_limit_what_is_found() -> None:
    assert ids(INDEX.find("buffalo", author="William Clark", when="1805")) == ["c"]
    assert ids(INDEX.find("buffalo", author="Meriwether Lewis")) == []
    assert ids(INDEX.find("", author="Clark", when="1805-05")) == ["c"]


@pytest.mark.parametrize(
    "text", ["What happened on 14 May 1805?", "¿Qué pasó el 14 de mayo de 1805?"]
)
def test_a_full_date_in_the_question_limits_the_day(text: str) -> None:
    assert set(ids(INDEX.find(text))) == {"b", "c"}


def test_the_excerpt_is_the_part_that_fits() -> None:
    (hit,) = INDEX.find("perogue overset")
    assert hit.excerpt.startswith("the white perogue overset")
    assert hit.excerpt.endswith("…")
    assert len(hit.excerpt.split()) <= 41


@pytest.mark.parametrize("text", ["zebra", "¿?", "\x00", "a" * 10_000])
def test_what_is_not_there_finds_nothing_and_raises_nothing(text: str) -> None:
    assert all(hit.score >= 0 for hit in INDEX.find(text, limit=2))
    assert ids(INDEX.find("zebra")) == []
    assert ids(INDEX.find("buffalo", limit=0)) == []


def test_an_empty_index_finds_nothing() -> None:
    assert EntryIndex(Entries(all=())).find("buffalo") == ()


@needs_journals
@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("the white pirogue nearly overset in a squall", "clark-1805-05-14"),
        ("Cameahwait brother of the Indian woman", "lewis-1805-08-17"),
        ("the Indian woman was importunate to see the monstrous fish", "lewis-1806-01-06"),
        ("belt of blue beeds for the sea otter robe", "clark-1805-11-20-2"),
    ],
)
def test_real_entries_are_among_the_first_five(text: str, among: str) -> None:
    index = EntryIndex(read_entries(JOURNALS).entries)
    assert among in ids(index.find(text, limit=5))
