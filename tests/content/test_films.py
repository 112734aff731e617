from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.editing import replace
from tutor.content import examine_pack, load_pack, write_pack
from tutor.content.subtitles import import_film
from tutor.errors import ContentError, Problem

SRT = """\
1
00:00:01,000 --> 00:00:03,500
<i>The river is wide.</i>

2
00:00:04,000 --> 00:00:06,000
We go on.
Tomorrow.

3
00:00:10,000 --> 00:00:12,250
I can fly!
"""
VTT = """\
WEBVTT

00:01.000 --> 00:03.500
<v Ana>The river is wide.

00:10.000 --> 00:12.250
I fly
"""
CARDS = "media/a-film.cards.yaml"
DRAFT = "  description:\n    en:\n    es:\n  departs_from: []\n"
DONE = """\
  description:
    en: She becomes an eagle. She flies over the fort.
    es: Se convierte en águila.
  departs_from: [mandan.hired]
  asks: {en: [why does she fly], es: [por qué vuela]}
"""


@pytest.fixture
def film(tiny: Path, tmp_path: Path) -> Path:
    """The tiny pack with the drafts of a film."""
    file = tmp_path / "film.srt"
    file.write_text(SRT)
    import_film(file, tiny, "A Film")
    return tiny


def faults(folder: Path) -> list[Problem]:
    return [p for p in examine_pack(folder).problems if p.severity != "note"]


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in faults(folder)]


@pytest.mark.parametrize(("suffix", "text"), [(".srt", SRT), (".vtt", VTT)])
def test_lines_are_grouped_into_scenes_by_pauses(
    tiny: Path, tmp_path: Path, suffix: str, text: str
) -> None:
    file = tmp_path / f"film{suffix}"
    file.write_text(text)
    import_film(file, tiny, "A Film")
    (film,) = load_pack(tiny).films
    assert [(c.start, c.end) for c in film.cards][1] == ("00:00:10.000", "00:00:12.250")
    assert len(film.cards) == 2
    assert film.cards[0].transcript[0] == "The river is wide."
    assert film.cards[0].id == "a-film.001"


def test_a_longer_pause_joins_scenes(tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "film.srt"
    file.write_text(SRT)
    import_film(file, tiny, "A Film", pause_s=5.0)
    (film,) = load_pack(tiny).films
    assert len(film.cards) == 1


def test_drafts_are_not_shown_and_no_fault(film: Path) -> None:
    assert told(film) == []
    assert [p.id for p in load_pack(film).passages] == ["mandan.hired", "mandan.winter"]


def test_a_finished_card_is_a_dramatization_told_by_the_guide(film: Path) -> None:
    replace(film, CARDS, DRAFT, DONE)
    assert told(film) == []
    passage = load_pack(film).passage_by_id["a-film.001"]
    assert (passage.kind, passage.voice, passage.segment_kind) == (
        "dramatization", "guide", "dramatized"
    )  # fmt: skip
    assert passage.departs_from == ("mandan.hired",)
    assert passage.concepts == ("interpreters",)
    assert passage.sources[0].locator == "00:00:01.000–00:00:06.000"
    assert len(passage.paragraphs("en", "simple")[0].sentences) == 2


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  departs_from: [mandan.hired]\n", "", "has no 'departs_from', so it is a draft"),
        ("[mandan.hired]", "[mandan.hird]", "Did you mean 'mandan.hired'?"),
        ("[mandan.hired]", "[a-film.001]", "departs from 'a-film.001'"),
        ("    es: Se convierte en águila.\n", "", "has no Spanish for 'description'"),
        ("00:00:06.000", "00:00:00.500", "ends before it begins"),
        ("00:00:06.000", "6 s", "which is no time code. Write hours, minutes"),
        ("id: a-film.001", "id: mandan.hired", "has the id of another card or passage"),
        ("id: a-film\n", "id: other\n", "is not its file's name 'a-film'"),
        ("kind: dramatization", "kind: journal", "not dramatization"),
        ("- I can fly!", "- <b>I</b>", "has HTML in 'transcript'"),
    ],
)
def test_what_is_wrong_with_a_card_is_told(film: Path, old: str, new: str, says: str) -> None:
    replace(film, CARDS, DRAFT, DONE)
    replace(film, CARDS, old, new)
    found = told(film)
    assert any(says in text and CARDS in text for text in found), found


def test_a_card_that_names_no_record_is_not_shown(film: Path) -> None:
    replace(film, CARDS, DRAFT, DONE)
    replace(film, CARDS, "[mandan.hired]", "[mandan.hird]")
    assert "a-film.001" not in load_pack(film).passage_by_id


def test_a_question_may_rest_on_a_finished_card(film: Path) -> None:
    replace(film, CARDS, DRAFT, DONE)
    replace(film, "questions/mandan.yaml", "support: [mandan.hired]", "support: [a-film.001]")
    assert told(film) == []


def test_a_dramatization_names_the_record_beside_it(tiny: Path) -> None:
    path = "passages/mandan.winter.en.md"
    replace(tiny, path, "kind: scholarship", "kind: dramatization")
    assert any("names no record beside it. Add 'departs_from" in text for text in told(tiny))
    replace(tiny, path, "voice:", "departs_from: [mandan.hired]\nvoice:")
    assert told(tiny) == []
    replace(tiny, path, "kind: dramatization", "kind: scholarship")
    assert any("and is no dramatization" in text for text in told(tiny))


def test_a_written_pack_keeps_its_films(film: Path, tmp_path: Path) -> None:
    replace(film, CARDS, DRAFT, DONE)
    pack = load_pack(film)
    write_pack(pack, tmp_path / "copy" / "tiny")
    assert load_pack(tmp_path / "copy" / "tiny") == pack
    assert type(pack).model_validate_json(pack.model_dump_json()) == pack


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("film.srt", b"", "holds no subtitle"),
        ("film.srt", b"hello\n", "holds no subtitle"),
        ("film.vtt", b"WEBVTT\n", "holds no subtitle"),
        ("film.srt", SRT.replace("river", "r\xedo").encode("latin-1"), "is not UTF-8 text"),
        ("film.txt", SRT.encode(), "is no .srt or .vtt file"),
        ("none.srt", None, "cannot be read"),
    ],
)
def test_what_is_wrong_with_subtitles_is_told(
    tiny: Path, tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ContentError, match=says):
        import_film(tmp_path / name, tiny, "A Film")
    assert not (tiny / CARDS).exists()


def test_a_teachers_cards_are_never_overwritten(film: Path, tmp_path: Path) -> None:
    before = (film / CARDS).read_text()
    with pytest.raises(ContentError, match="has cards already"):
        import_film(tmp_path / "film.srt", film, "A film!")
    assert (film / CARDS).read_text() == before
    with pytest.raises(ContentError, match="no letter or digit"):
        import_film(tmp_path / "film.srt", film, "¡!")
