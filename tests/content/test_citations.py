from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.talking import ROOT
from tests.content.editing import replace
from tests.entries import ENTRIES, JOURNALS, needs_journals, write_entries
from tutor.content import CitationReading, check_citations, examine_pack, read_entries

EN = "passages/mandan.hired.en.md"
DAY = "date: 1804-11-04}\nwhen"
QUOTE_DAY = "author: William Clark, date: 1804-11-04}\nasks"
SAYS = "near Fort Mandan in November 1804. Captain"


def compare(folder: Path, entries: tuple[tuple[str, ...], ...] = ENTRIES) -> CitationReading:
    file = write_entries(folder.parent / "entries.jsonl", entries)
    return check_citations(examine_pack(folder), read_entries(file))


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in compare(folder).problems]


def test_a_pack_that_its_entries_bear_out_has_no_problem(tiny: Path) -> None:
    replace(
        tiny, "passages/mandan.hired.en.md", "teller:", "elsewhere: [Hidatsa, Shoshone]\nteller:"
    )
    assert told(tiny) == []


def test_an_entry_that_the_file_lacks_is_an_error_at_its_line(tiny: Path) -> None:
    replace(tiny, EN, DAY, "date: 1804-12-04}\nwhen")
    found = next(text for text in told(tiny) if "cites" in text)
    assert found.startswith(f"{tiny / EN}:6: error: ")
    assert "William Clark, 1804-12-04" in found
    assert "1804-11-06 and 1805-05-13" in found


@pytest.mark.parametrize(
    ("author", "day", "how"),
    [
        ("Meriwether Lewis", "1804-11-05", "'clark-1804-11-04' holds the quote"),
        ("Meriwether Lewis", "1804-11-04", "'clark-1804-11-04' holds the quote"),
    ],
)
def test_an_entry_under_anothers_heading_is_accepted_for_its_quote(
    tiny: Path, author: str, day: str, how: str
) -> None:
    replace(tiny, EN, QUOTE_DAY, f"author: {author}, date: {day}}}\nasks")
    replace(tiny, EN, "author: William Clark, work", f"author: {author}, work")
    replace(tiny, EN, DAY, f"date: {day}}}\nwhen")
    (note,) = (p for p in compare(tiny).problems if p.severity == "note")
    assert how in note.message


def test_an_entry_that_names_the_day_or_changes_hands_is_accepted(tiny: Path) -> None:
    replace(tiny, EN, "author: William Clark, work", "author: Meriwether Lewis, work")
    replace(tiny, EN, QUOTE_DAY, "author: William Clark, date: 1804-11-04}\nasks")
    assert any("'clark-1804-11-04' names that day" in text for text in told(tiny))
    replace(tiny, EN, DAY, "date: 1805-05-14}\nwhen")
    found = next(text for text in told(tiny) if "note" in text)
    assert "'clark-1805-05-13' goes on in another hand, which speaks of Clark" in found


def test_a_quote_must_stand_letter_for_letter(tiny: Path) -> None:
    replace(tiny, EN, '"we engau him', '"we engaged him')
    found = next(text for text in told(tiny) if "quotes" in text)
    assert found.startswith(f"{tiny / EN}:10: error: ")
    assert "letter for letter" in found


def test_a_quote_from_another_day_is_told_where_it_stands(tiny: Path) -> None:
    replace(tiny, EN, QUOTE_DAY, "author: Meriwether Lewis, date: 1805-04-09}\nasks")
    assert any("It stands in clark-1804-11-04" in text for text in told(tiny))


def test_names_and_days_that_no_cited_entry_holds_are_a_warning(tiny: Path) -> None:
    replace(tiny, EN, SAYS, "near Fort Clatsop on 9 April 1805. Captain")
    found = next(text for text in told(tiny) if "no cited entry says" in text)
    assert "9 April 1805, Fort Clatsop" in found
    replace(
        tiny, EN, "teller:", "elsewhere: [1805-04-09, Fort Clatsop, Hidatsa, Shoshone]\nteller:"
    )
    assert not [text for text in told(tiny) if "no cited entry says" in text]


def test_a_name_stands_where_a_writer_of_the_time_spelt_it_otherwise(tiny: Path) -> None:
    replace(tiny, EN, "Captain Clark hired {her|my} husband.\n\n###", "She met Charbonneau.\n\n###")
    people = "- id: charbonneau\n  names: {en: [Charbonneau], es: [Charbonneau]}\n"
    (tiny / "people.yaml").write_text(people)
    assert any("Charbonneau" in text for text in told(tiny))
    (tiny / "people.yaml").write_text(people + "  period: [Chabonah]\n")
    assert not any("Charbonneau" in text for text in told(tiny))


def test_a_passage_with_another_source_as_well_claims_nothing(tiny: Path) -> None:
    replace(tiny, EN, SAYS, "near Fort Clatsop on 9 April 1805. Captain")
    replace(tiny, EN, "when:", "  - {author: James Ronda, work: A book, date: 1984}\nwhen:")
    assert not [text for text in told(tiny) if "no cited entry says" in text]


def test_what_is_no_entry_is_listed_and_not_judged(tiny: Path) -> None:
    reading = compare(tiny)
    assert reading.not_in_file == ("A historian, A history, 1996 (1)",)
    assert not [p for p in reading.problems if "historian" in p.message]


def test_a_broken_file_of_entries_is_told_with_the_pack(tiny: Path) -> None:
    reading = compare(tiny, ((*ENTRIES[0][:2], "1804-13-01", "x"),))
    assert "no day" in reading.problems[0].message


@needs_journals
def test_every_cited_entry_and_quote_of_the_shipped_pack_stands_in_the_journals() -> None:
    reading = check_citations(examine_pack(ROOT / "lessons/bird-woman"), read_entries(JOURNALS))
    assert [str(p) for p in reading.problems if p.severity == "error"] == []
