from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.editing import replace
from tutor.content import find_pack, find_persona, load_pack, read_pack, schemas, write_pack
from tutor.errors import NotFoundError

EN, ES = "passages/mandan.hired.en.md", "passages/mandan.hired.es.md"


def test_a_pack_holds_what_its_files_say(tiny: Path) -> None:
    pack = load_pack(tiny)
    passage = pack.passage_by_id["mandan.hired"]
    assert passage.when == "1804-11-04"
    assert passage.variants["es"].title == "Contratada en el Fuerte Mandan"
    assert [p.depth for p in passage.paragraphs("es", "simple")] == ["fact", "cause"]
    assert passage.paragraphs("en", "simple")[0].sentences == (
        "{She|I} lived near Fort Mandan in November 1804.",
        "Captain Clark hired {her|my} husband.",
    )


def test_the_version_is_the_content_and_not_the_form(tiny: Path) -> None:
    version = load_pack(tiny).version
    assert len(version) == 16
    replace(tiny, "pack.yaml", "id: tiny\n", "# a comment\n")
    replace(tiny, "pack.yaml", "licence:", "id: 'tiny'\nlicence:")
    (tiny / "questions/mandan.yaml").rename(tiny / "questions/renamed.yaml")
    replace(tiny, EN, "1804. Captain", "1804.\n  Captain")
    replace(tiny, EN, "kind: journal", "kind: journal\ncertainty: documented")
    assert load_pack(tiny).version == version
    replace(tiny, EN, "husband", "spouse")
    assert load_pack(tiny).version != version


def test_a_second_language_may_repeat_the_metadata_as_it_is(tiny: Path) -> None:
    version = load_pack(tiny).version
    replace(tiny, ES, "asks:", "kind: journal\nasks:")
    assert load_pack(tiny).version == version


def test_a_written_pack_reads_as_the_same_version(tiny: Path, tmp_path: Path) -> None:
    pack = load_pack(tiny)
    write_pack(pack, tmp_path / "copy" / "tiny")
    again, problems = read_pack(tmp_path / "copy" / "tiny")
    assert again == pack
    assert [p for p in problems if "is empty" not in p.message] == []


def test_writing_into_the_same_folder_leaves_no_old_file(tiny: Path) -> None:
    pack = load_pack(tiny)
    fewer = pack.model_copy(update={"passages": pack.passages[:1]})
    write_pack(fewer, tiny)
    assert load_pack(tiny).passages == fewer.passages
    assert sorted(path.name for path in (tiny / "questions").iterdir()) == ["001-interpreters.yaml"]


def test_a_pack_in_one_language_with_bare_questions_loads(tiny: Path) -> None:
    for path in (tiny / "passages").glob("*.es.md"):
        path.unlink()
    replace(tiny, "pack.yaml", "languages: [en, es]", "languages: [en]")
    (tiny / "questions/mandan.yaml").write_text(
        "- id: why-hired\n  concept: interpreters\n  main: {en: Why?}\n  expectations:\n"
        "    - {id: x, concept: interpreters, says: {en: [She spoke Shoshone.]}}\n",
        encoding="utf-8",
    )
    pack, problems = read_pack(tiny)
    assert pack is not None
    errors = {problem.message for problem in problems if problem.severity == "error"}
    assert errors == {
        "expectation 'x' has no accepted sample in English.",
        "expectation 'x' has no rejected sample in English.",
    }


def test_a_pack_without_questions_loads_with_warnings_only(tiny: Path) -> None:
    (tiny / "questions/mandan.yaml").unlink()
    replace(tiny, "pack.yaml", "    questions: [why-hired]\n", "")
    pack, problems = read_pack(tiny)
    assert pack is not None
    assert {problem.severity for problem in problems} == {"warning"}


def test_a_pack_is_found_by_its_id_or_its_folder(tiny: Path) -> None:
    assert find_pack("tiny", tiny.parent) == tiny
    assert find_pack(str(tiny), tiny / "nowhere") == tiny
    replace(tiny, "pack.yaml", "id: tiny", "id: other")
    assert find_pack("other", tiny.parent) == tiny


def test_a_pack_that_is_not_there_brings_up_its_neighbours(tiny: Path) -> None:
    with pytest.raises(NotFoundError, match="Did you mean 'tiny'"):
        find_pack("tyny", tiny.parent)
    with pytest.raises(NotFoundError, match="There is tiny"):
        find_pack("zzz", tiny.parent)
    with pytest.raises(NotFoundError, match=r"holds no pack\.yaml"):
        find_pack(str(tiny.parent), tiny.parent)


def test_a_persona_is_found_by_its_id_alone(tmp_path: Path) -> None:
    (tmp_path / "york.yaml").touch()
    assert find_persona("york", tmp_path) == tmp_path / "york.yaml"
    with pytest.raises(NotFoundError, match="Did you mean 'york'"):
        find_persona("yrok", tmp_path)
    with pytest.raises(NotFoundError):
        find_persona("../york", tmp_path)


def test_every_authored_file_has_a_schema() -> None:
    found = schemas()
    assert {"pack.yaml", "questions.yaml", "passage.yaml", "persona.yaml"} <= found.keys()
    front = found["passage.yaml"]["properties"]
    assert isinstance(front, dict)
    assert {"title", "asks", "kind", "sources"} <= front.keys()
    assert not {"id", "variants", "sections"} & front.keys()
