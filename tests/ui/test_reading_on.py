"""Reading on in an installed source pack, from the citations of an answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.cli.talking import ROOT
from tests.entries import AUGUST, write_entries
from tests.ui.conftest import Open
from tutor.content import import_entries
from tutor.ui.sharing import shared_tutor

QUESTION = {"en": "How did you find your brother?", "es": "¿Cómo encontraste a tu hermano?"}


@pytest.fixture
def with_journals(open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    shutil.copytree(ROOT / "lessons", tmp_path / "lessons")
    file = write_entries(tmp_path / "entries.jsonl", AUGUST)
    import_entries(file, tmp_path / "lessons/journals", "An edition", replace=False)
    library = shared_tutor().library
    settings = library.settings.model_copy(update={"lessons_dir": tmp_path / "lessons"})
    monkeypatch.setattr(library, "settings", settings)
    monkeypatch.setattr(library, "_sources", None)
    return open_page


def open_first_source(page: AppTest, language: str) -> AppTest:
    page.chat_input[0].set_value(QUESTION[language])
    page.run()
    next(b for b in page.button if b.label.startswith("**\\[1\\]**")).click()
    return page.run()


def entry_shown(page: AppTest) -> str:
    return next((e.proto.body for e in page.get("html") if 'class="entry"' in e.proto.body), "")


def label(button) -> str:
    return button.label.replace("\\", "").replace("\N{WORD JOINER}", "")


def read_on(language: str) -> None:
    """The dialog's body as a page of its own: AppTest does not click inside dialogs."""
    from tutor.ui.reading_on import ReadingOn  # noqa: PLC0415 - runs as a script
    from tutor.ui.sharing import shared_tutor  # noqa: PLC0415
    from tutor.ui.strings import words  # noqa: PLC0415

    tutor = shared_tutor()
    reading = ReadingOn(tutor.library, tutor.pack("bird-woman"), "x", words(language))
    if not reading.draw_entry():
        reading.draw_offers("mountains.brother")


@pytest.mark.parametrize(
    ("language", "read", "before", "back"),
    [
        ("en", "Read the journal entry: Lewis, 17 August 1805", "Before", "Back to"),
        ("es", "Leer la entrada del diario: Lewis, 17 de agosto de 1805", "Antes", "Volver a"),
    ],
)
def test_a_cited_entry_is_shown_whole_and_leads_on(
    with_journals: Open, language, read, before, back
):
    page = AppTest.from_function(read_on, args=(language,), default_timeout=60).run()
    next(b for b in page.button if label(b) == read).click()
    page.run()
    assert not page.exception
    assert 'lang="en"' in entry_shown(page)
    assert "17 Augt. &lt;b&gt;&amp;" in entry_shown(page)
    assert "by Lewis" in entry_shown(page)
    next(b for b in page.button if label(b).startswith(before)).click()
    page.run()
    assert "by Clark" in entry_shown(page)
    next(b for b in page.button if label(b).startswith(back)).click()
    page.run()
    assert entry_shown(page) == ""
    assert any(label(b) == read for b in page.button)


@pytest.mark.parametrize(("locale", "read"), [("en-US", "Read the journal"), ("es", "Leer la")])
def test_a_source_offers_the_entries_it_cites(with_journals: Open, locale, read):
    page = open_first_source(with_journals(locale), locale[:2])
    offers = [b for b in page.button if b.label.startswith(read)]
    assert offers
    assert all("1805" in b.label for b in offers)


def test_without_a_source_pack_nothing_is_offered(open_page: Open):
    page = open_first_source(open_page(), "en")
    assert not [b for b in page.button if "journal entry" in b.label]


def test_a_broken_source_pack_costs_no_answer(with_journals: Open, tmp_path: Path):
    (tmp_path / "lessons/journals/entries.jsonl").write_text("{")
    page = open_first_source(with_journals(), "en")
    assert not page.exception
    assert not [b for b in page.button if "journal entry" in b.label]
