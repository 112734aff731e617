"""What the checks of packs find in drafts."""

from __future__ import annotations

import pytest

from tests.packs import write_tiny_pack
from tutor.content import PackGuard, load_pack
from tutor.core.lesson import Passage
from tutor.core.terms import Level

SIMPLE = (
    "She lived near Fort Mandan in November 1804. Captain Clark hired her husband. The captains"
    " wanted to talk with the Shoshone. So they had to find a person who knew their words."
)
SPANISH = (
    "Ella vivía cerca del Fuerte Mandan en noviembre de 1804, cuando el capitán Clark contrató a su"
    ' esposo como intérprete. Clark escribió en su diario: "we engau him to go on with us."'
)


@pytest.fixture(scope="session")
def passage(tmp_path_factory: pytest.TempPathFactory) -> Passage:
    pack = load_pack(write_tiny_pack(tmp_path_factory.mktemp("packs") / "tiny"))
    return pack.passage_by_id["mandan.hired"]


def english(passage: Passage) -> Passage:
    return passage.model_copy(update={"variants": {"en": passage.variants["en"]}})


def faults(passage: Passage, text: str, level: Level = "simple") -> str:
    found = PackGuard().check_section(english(passage), "en", level, "Hired", text)
    return "; ".join(found)


def test_a_faithful_section_brings_no_problem(passage: Passage) -> None:
    assert faults(passage, SIMPLE) == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SIMPLE.replace("1804", "1805"), "1804"),
        (SIMPLE.replace(" in November 1804", ""), "lacks"),
        (f"{SIMPLE} There were 33 men.", "33"),
        (SIMPLE.replace("Captain Clark", "Captain Lewis"), "names 'Lewis'"),
        (f'{SIMPLE} He said: "come with us now."', "in quotation marks"),
        (f"{SIMPLE} **Wow**", "formatting marks"),
        (f"{SIMPLE} See https://example.org", "a web address"),
        (f"{SIMPLE} <b>Yes</b>", "HTML"),
        (
            "Residing among the Hidatsa agricultural communities, she experienced extraordinary"
            " circumstances throughout November 1804, particularly interpretation responsibilities",
            "reads at grade",
        ),
        (
            "Ella vivía cerca del fuerte en November 1804 y los capitanes hablaban con todos.",
            "not written in 'en'",
        ),
    ],
)
def test_what_a_section_brings_is_reported(passage: Passage, text: str, fault: str) -> None:
    assert fault in faults(passage, text)


def test_old_problems_of_a_passage_are_not_a_drafts(passage: Passage) -> None:
    bare = english(passage)
    marked = bare.variants["en"].model_copy(update={"title": "**Hired**"})
    known = bare.model_copy(update={"variants": {"en": marked}})
    assert PackGuard().check_section(known, "en", "simple", "**Hired**", SIMPLE) == ()


def test_a_translation_keeps_facts_and_quotations(passage: Passage) -> None:
    def check(text: str) -> str:
        bare = english(passage)
        return "; ".join(PackGuard().check_section(bare, "es", "standard", "Contratada", text))

    assert check(SPANISH) == ""
    assert "quotation" in check(SPANISH.replace("we engau him to go on with us", "vino con ellos"))
    assert "1804" in check(SPANISH.replace("1804", "1806"))
    assert "November" in check(SPANISH.replace("noviembre", "octubre"))
    assert "not written in 'es'" in check(
        'She lived near Fort Mandan in November 1804. Clark wrote: "we engau him to go on with us."'
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Captain Clark hired her husband in November 1804.", ""),
        ("The captains wanted to talk with the Shoshone.", ""),
        ("Captain Clark hired her husband in 1806.", "states 1806"),
        ("Captain Clark hired York.", "names 'York'"),
        ("The buffalo herds vanished from every northern prairie.", "does not say"),
        ('Clark wrote: "she is our guide."', "no quotation"),
        ("", "is empty"),
        ("Los capitanes querían hablar con los shoshones de las montañas.", "not written in 'en'"),
    ],
)
def test_a_claim_says_what_its_passage_says(passage: Passage, text: str, fault: str) -> None:
    found = "; ".join(PackGuard().check_claim(english(passage), "en", text))
    assert (fault in found) if fault else found == ""
