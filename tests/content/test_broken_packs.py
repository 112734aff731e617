from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.editing import replace
from tutor.content import examine_pack, load_pack, read_pack
from tutor.errors import InvalidPackError

P, C, Q = "pack.yaml", "concepts.yaml", "questions/mandan.yaml"
EN, ES = "passages/mandan.hired.en.md", "passages/mandan.hired.es.md"
WEN, WES = "passages/mandan.winter.en.md", "passages/mandan.winter.es.md"

# file, what is replaced, by what, line of the problem, part of its message and remedy
BLOCKING = [
    (P, "id: tiny\n", "", 1, "the pack has no 'id'. Add it."),
    (P, "grades: [4, 10]", "grades: [four, 10]", 4, "needs a whole number for 'grades (entry 1)'"),
    (P, "grades: [4, 10]", "grades: [4]", 4, "'grades"),
    (P, "licence:", "license:", 6, "'license', which is not known here. Did you mean 'licence'?"),
    (P, "[en, es]", "[en, fr]", 3, "has 'fr' for 'languages (entry 2)', not en or es"),
    (P, "authors: [Living History Tutor]", "authors: me", 7, "needs a list for 'authors'"),
    (P, "title: {en: A tiny pack", "title: {en: A: tiny pack", 2, "quote a text that holds a"),
    (P, "title: {en: Winter,", "title: {eng: Winter,", 10, "Did you mean 'en'?"),
    (P, "authors:", "id: other\nauthors:", 7, "'id' stands twice, first on line 1"),
    (P, "personas: [sacajawea]", "personas: &all [sacajawea]", 5, "uses the anchor '&all'"),
    (P, "personas: [sacajawea]", "personas: *all", 5, "alias"),
    (P, "licence: CC-BY-4.0", "licence: !!str CC-BY-4.0", 6, "uses the tag"),
    (P, "[sacajawea]", "[" * 25 + "]" * 25, 5, "nests deeper than 20 levels"),
    (C, "id: interpreters", "id: Interpreters", 1, "which is no id. Use lower-case letters"),
    (C, "- id: interpreters", "id: interpreters", 2, "not readable as YAML"),
    (C, "words: {en: [interpreter, translate], es: [intérprete, traducir]}",
     "words: [interpreter]", 3, "needs a group of fields for 'words', not a list"),
    (Q, "depth: cause", "depth: cuase", 4, "not fact, cause, perspective or argument. Did you"),
    (Q, "depth: cause", "difficulty: 9", 4, "has 9 for 'difficulty', above 4"),
    (Q, "depth: cause", "difficulty: hard", 4, "needs a number for 'difficulty', not 'hard'"),
    (Q, "      hint:", "      hnit:", 15, "expectation 'spoke-shoshone', has the field 'hnit'"),
    (Q, "accepted: {en: [cuz she knew the shoshone language]", "accepted: {en: [null]", 13,
     "needs text for 'accepted.en (entry 1)', not nothing"),
    (EN, "kind: journal", "kind: jurnal", 4, "Did you mean 'journal'?"),
    (EN, "when: 1804-11-04", "when: 4 November 1804", 7, "which is no date. Write for example"),
    (EN, "concepts: [interpreters]\n", "", 1, "passage 'mandan.hired' has no 'concepts'"),
    (EN, "concepts: [interpreters]", "concepts: []", 3, "has 0 of 'concepts', not 1 or more"),
    (EN, "work: {en: journal, es: diario}, ", "", 6, "has no 'work'"),
    (EN, "## standard", "## standart", 22, "Did you mean 'standard'?"),
    (EN, "### cause", "## cause", 18, "Write '### cause'."),
    (EN, "## standard", "## simple", 22, "has 'simple' twice, first on line 14"),
    (EN, "## simple", "Hello.\n\n## simple", 14, "text that belongs to no level"),
    (EN, "---\ntitle", "title", 1, "has no front matter"),
    (EN, "---\n\n## simple", "\n\n## simple", 1, "front matter without an end"),
    (EN, "kind: journal", "id: other\nkind: journal", 4, "has the id 'other'"),
    (ES, "asks:", "kind: letter\nasks:", 3, "has another 'kind' than mandan.hired.en.md has"),
    (ES, "title: Contratada en el Fuerte Mandan\n", "", 1, "has no 'title'"),
]  # fmt: skip

NOT_BLOCKING = [
    (P, "id: tiny", "id: other", 1, "warning: the pack's id 'other' is not its folder's name"),
    (P, "source: mandan.hired", "source: mandan.hird", 11, "Did you mean 'mandan.hired'?"),
    (P, "[why-hired]", "[why-hird]", 12, "lesson 'mandan' names question 'why-hird'"),
    (P, "[sacajawea]", "[sacajawa]", 5, "names persona 'sacajawa', which does not exist. Did"),
    (P, "licence:", "media: [fort.png]\nlicence:", 6, "'fort.png', which is not in its folder"),
    (P, "A tiny pack", "A <b>tiny</b> pack", 2, "has HTML in 'title'"),
    (P, "title: {en: Winter, es: Invierno}", "title: {en: Winter}", 10, "no Spanish for 'title'"),
    (C, "  words:", "  prerequisites: [interpreters]\n  words:", 3,
     "requires itself: interpreters → interpreters"),
    (C, "- id: interpreters\n", "- id: baby\n  title: {en: Baby, es: Bebé}\n- id: interpreters\n",
     1, "warning: concept 'baby' has no question"),
    (Q, "concept: interpreters", "concept: interpretrs", 2, "Did you mean 'interpreters'?"),
    (Q, "support: [mandan.hired]\n  misc", "support: [mandan.hire]\n  misc", 18,
     "expectation 'spoke-shoshone' names passage 'mandan.hire'"),
    (Q, "en: [cuz she knew the shoshone language], ", "", 13,
     "error: expectation 'spoke-shoshone' has no accepted sample in English"),
    (Q, "      rejected: {en: [she spoke english], es: [hablaba inglés]}\n", "", 8,
     "error: expectation 'spoke-shoshone' has no rejected sample in Spanish"),
    (Q, "She knew Shoshone., ", "", 10, "warning: expectation 'spoke-shoshone' says its idea in 2"),
    (Q, "      hint: {en: Think of languages., es: Piensa en las lenguas.}\n", "", 8,
     "warning: expectation 'spoke-shoshone' has no hint"),
    (Q, "Think of languages.", "'See [this](https://x.org)'", 15, "has a link in 'hint'"),
    (Q, "Think of languages.", "See www.example.org", 15, "has a web address in 'hint'"),
    (EN, "when: 1804-11-04", "when: 1804-11-31", 7, "'1804-11-31', which does not exist"),
    (EN, "when: 1804-11-04", "when: 1806/1804", 7, "which ends before it begins"),
    (EN, "concepts: [interpreters]", "concepts: [interpreter]", 3, "names concept 'interpreter'"),
    (EN, "teller: sacajawea", "teller: sacajawa", 8, "names persona 'sacajawa'"),
    (EN, "teller: sacajawea", "known_to: [sacajawea, clarke]", 8, "names persona 'clarke'"),
    (EN, "teller: sacajawea\n", "", 15, "warning: passage 'mandan.hired' has braces but no"),
    (EN, "kind: journal", "kind: dramatization", 1, "is a dramatization in the figure's voice"),
    (EN, 'engau him to go on with us."\n\n', 'hired him."\n\n', 25, "is not in its 'quotes'"),
    (EN, 'us."\n\n', "us.\n\n", 25, "a quotation mark without its partner"),
    (EN, "{her|my} husband.\n\n##", "{her|my husband.\n\n##", 16, "broken braces at '{her|my"),
    (EN, "{She|I} lived", "{{She|I} x|I} lived", 16, "broken braces"),
    (EN, "{She|I} lived", "{She|I|me} lived", 16, "broken braces at '{She|I|me}'"),
    (EN, "{She|I} lived", "{clrk:Clark|I} lived", 16, "names persona 'clrk' in braces"),
    (EN, "near Fort Mandan in November 1804. Cap", "near Fort Mandan. Cap", 14,
     "warning: passage 'mandan.hired' lacks November, 1804 in 'simple' (en)"),
    (ES, "title: Con", "title: Una ![foto](x.png) con", 2, "has a picture in 'title'"),
    (WEN, "five months. The men had", "six months. The men had", 11, "lacks 5 in 'simple' (en)"),
    (WES, "helado durante cinco meses. Los hombres salían", "helado. Los hombres salían", 10,
     "warning: passage 'mandan.winter' lacks 5 in 'standard' (es), unlike 'simple' (en)"),
    (WEN, "## advanced", "### cause", 1, "warning: passage 'mandan.winter' has no 'advanced'"),
    (WEN, "It was a cold winter.", "Exceptionally disagreeable circumstances " * 6 + "continued.",
     11, "warning: passage 'mandan.winter' reads at grade"),
]  # fmt: skip


def problems_of(folder: Path) -> list[str]:
    personas = folder.parent / "personas"
    personas.mkdir(exist_ok=True)
    (personas / "sacajawea.yaml").touch()
    return [str(problem) for problem in read_pack(folder, personas)[1]]


def assert_reported(folder: Path, name: str, line: int, part: str) -> None:
    found = problems_of(folder)
    expected = f"{folder / name}:{line}: "
    assert any(text.startswith(expected) and part in text for text in found), "\n".join(found)


def test_the_tiny_pack_has_no_problem(tiny: Path) -> None:
    assert problems_of(tiny) == []


@pytest.mark.parametrize(("name", "old", "new", "line", "part"), BLOCKING)
def test_a_fault_of_form_is_reported_at_its_line_and_blocks(
    tiny: Path, *, name: str, old: str, new: str, line: int, part: str
) -> None:
    replace(tiny, name, old, new)
    assert_reported(tiny, name, line, part)
    with pytest.raises(InvalidPackError):
        load_pack(tiny)


@pytest.mark.parametrize(("name", "old", "new", "line", "part"), NOT_BLOCKING)
def test_a_fault_of_content_is_reported_at_its_line_and_lets_the_pack_load(
    tiny: Path, *, name: str, old: str, new: str, line: int, part: str
) -> None:
    replace(tiny, name, old, new)
    assert_reported(tiny, name, line, part)
    assert load_pack(tiny).id


def test_every_problem_is_reported_at_once(tiny: Path) -> None:
    replace(tiny, P, "licence:", "license:")
    replace(tiny, C, "id: interpreters", "id: Interpreters")
    replace(tiny, Q, "depth: cause", "depth: cuase")
    replace(tiny, EN, "kind: journal", "kind: jurnal")
    replace(tiny, WEN, "concepts: [interpreters]", "concepts: [rivers]")
    with pytest.raises(InvalidPackError) as caught:
        load_pack(tiny)
    files = {Path(problem.path).name for problem in caught.value.problems}
    assert {"pack.yaml", "concepts.yaml", "mandan.yaml"} <= files
    assert {"mandan.hired.en.md", "mandan.winter.en.md"} <= files


def test_a_broken_item_is_not_reported_as_missing(tiny: Path) -> None:
    replace(tiny, EN, "kind: journal", "kind: jurnal")
    assert not [text for text in problems_of(tiny) if "does not have" in text]


def test_blocking_problems_are_told_from_those_a_pack_can_be_used_with(tiny: Path) -> None:
    replace(tiny, Q, "depth: cause", "depth: cuase")
    replace(tiny, WEN, "concepts: [interpreters]", "concepts: [rivers]")
    reading = examine_pack(tiny)
    assert [problem.line for problem in reading.blocking] == [4]
    assert any("rivers" in problem.message for problem in reading.found)


def test_an_id_used_twice_names_both_places(tiny: Path) -> None:
    (tiny / "questions/again.yaml").write_text((tiny / Q).read_text("utf-8"), "utf-8")
    found = problems_of(tiny)
    assert any("mandan.yaml:1: error: question 'why-hired' stands also at" in f for f in found)
    assert any("misconception 'she-was-the-guide'" in text for text in found)


def test_a_folder_without_a_manifest_says_so(tmp_path: Path) -> None:
    pack, problems = read_pack(tmp_path)
    assert pack is None
    assert any("pack.yaml:1: error: is missing" in str(problem) for problem in problems)


def test_a_folder_that_does_not_exist_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(InvalidPackError, match="cannot be listed"):
        load_pack(tmp_path / "nowhere")
