from __future__ import annotations

import pytest

from tests.entries import ENTRIES
from tutor.core.entries import Entries, Entry, is_journal, paragraphs_of, people_of

BOOK = Entries(all=tuple(Entry(id=i, author=a, date=d, text=t) for i, a, d, t in ENTRIES))


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.id for entry in entries]


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ("Clark", {"clark"}),
        ("William Clark", {"clark"}),
        ("Meriwether Lewis and William Clark", {"lewis", "clark"}),
        ("Lewis y Clark", {"lewis", "clark"}),
        ("Wolf Calf (Blackfeet)", {"calf"}),
        ("", set()),
    ],
)
def test_people_are_known_by_their_surnames(author: str, people: set[str]) -> None:
    assert people_of(author) == people


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("1804-11-04", ["clark-1804-11-04"]),
        ("1804-11-07", []),
        ("1804-11-05/1804-11-06", ["clark-1804-11-05", "clark-1804-11-06"]),
        ("1805-05", ["clark-1805-05-13"]),
        ("1805/1806", ["clark-1805-05-13"]),
    ],
)
def test_entries_are_found_by_author_and_day_month_or_span(when: str, found: list[str]) -> None:
    assert ids(BOOK.on("William Clark", when)) == found


def test_who_has_a_few_entries_only_keeps_no_journal_here() -> None:
    guest = Entry(id="o", author="Ordway", date="1804-05-17", text="a Sergeant")
    book = Entries(all=(*BOOK.all, guest))
    assert book.knows("William Clark")
    assert not book.knows("John Ordway")


def test_the_entries_beside_one_are_those_of_the_edition() -> None:
    before, after = BOOK.beside(BOOK.all[0])
    assert before is None
    assert after == BOOK.all[1]
    assert BOOK.beside(BOOK.all[-1])[1] is None


@pytest.mark.parametrize(
    ("work", "journal"),
    [("journal", True), ("diario", True), ("letter", False), ("field notes", False),
     ("The Journals", True), ("Journalism", False)],
)  # fmt: skip
def test_a_journal_is_told_from_a_letter(work: str, *, journal: bool) -> None:
    assert is_journal(work) is journal


def test_the_lines_of_the_edition_are_joined_and_paragraphs_kept() -> None:
    assert paragraphs_of("4th Novr.\na french\nman  came\n\nwind hard\n") == (
        "4th Novr.", "a french man came", "wind hard"
    )  # fmt: skip
