from __future__ import annotations

from pathlib import Path

from tests.content.editing import replace
from tutor.content import load_pack, report_pack
from tutor.content.report import rarest_words

Q = "questions/mandan.yaml"
WEN = "passages/mandan.winter.en.md"
HARD = "Exceptionally disagreeable meteorological circumstances " * 6 + "continued."


def test_everything_a_pack_holds_is_counted(tiny: Path) -> None:
    report = report_pack(load_pack(tiny))
    assert report.passages_by_kind == {"journal": 1, "scholarship": 1}
    wanted = {"passages": 2, "concepts": 1, "skills": 0, "questions": 1, "expectations": 1}
    assert wanted.items() <= report.counts.items()


def test_a_concept_that_one_question_meets_is_told(tiny: Path) -> None:
    assert report_pack(load_pack(tiny)).coverage.concepts == {"interpreters": 1}
    again = (tiny / Q).read_text("utf-8").replace("why-hired", "why-them")
    again = again.replace("spoke-shoshone", "spoke").replace("she-was-the-guide", "guide")
    (tiny / "questions/more.yaml").write_text(again, "utf-8")
    assert report_pack(load_pack(tiny)).coverage.concepts == {}


def test_what_a_question_has_too_little_of_is_named(tiny: Path) -> None:
    replace(tiny, Q, "She knew Shoshone., ", "")
    (lacking,) = report_pack(load_pack(tiny)).coverage.questions.values()
    assert "1 of 3 expectations" in lacking
    assert "1 of 3 hints" in lacking
    assert "fewer than 3 'says.en' in spoke-shoshone" in lacking
    assert not [text for text in lacking if "accepted" in text]


def test_a_section_outside_its_band_is_told_with_its_rarest_words(tiny: Path) -> None:
    assert report_pack(load_pack(tiny)).outside == ()
    replace(tiny, WEN, "It was a cold winter.", HARD)
    report = report_pack(load_pack(tiny))
    (outside,) = report.outside
    assert (outside.passage, outside.language, outside.level) == ("mandan.winter", "en", "simple")
    assert outside.grade > outside.band[1]
    assert {"disagreeable", "meteorological"} <= set(outside.rarest)
    shares = {(share.language, share.level): share for share in report.reading}
    assert (shares["en", "simple"].inside, shares["en", "simple"].sections) == (1, 2)
    assert len(shares) == 6


def test_names_and_common_words_are_not_rare() -> None:
    assert rarest_words("The Minnetarees saw a cold circumnavigation of it", "en") == (
        "circumnavigation",
    )
