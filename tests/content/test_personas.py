from __future__ import annotations

from pathlib import Path

import pytest

from tutor.content import load_persona, read_persona
from tutor.errors import InvalidPackError

YORK = """\
id: york
name: York
role: {en: A member of the expedition, es: Miembro de la expedición}
horizon: {until: 1806}
voice: {en: Plain and warm., es: Sencilla y cálida.}
restricted:
  - id: prices
    asks: {en: [what did you cost], es: [cuánto costaste]}
    says: {en: Ask the guide., es: Pregunta al guía.}
greeting:
  first: {en: I am a program., es: Soy un programa.}
  third: {en: This is a program., es: Esto es un programa.}
"""


@pytest.fixture
def york(tmp_path: Path) -> Path:
    path = tmp_path / "york.yaml"
    path.write_text(YORK, encoding="utf-8")
    return path


def test_a_persona_loads_and_its_version_is_its_content(york: Path) -> None:
    assert read_persona(york)[1] == ()
    persona = load_persona(york)
    york.write_text("# comment\n" + YORK.replace("id: york\n", "") + "id: york\n", encoding="utf-8")
    assert load_persona(york).version == persona.version
    york.write_text(YORK.replace("Plain", "Very plain"), encoding="utf-8")
    assert load_persona(york).version != persona.version


@pytest.mark.parametrize(
    ("old", "new", "line", "part", "loads"),
    [
        ("horizon: {until: 1806}", "horizon: {until: soon}", 4, "which is no date", False),
        ("horizon:", "horizn:", 4, "Did you mean 'horizon'?", False),
        ("role: {en: A member of the expedition, es:", "role: {es:", 3, "no English", True),
        ("id: york", "id: clark", 1, "is not its file's name 'york'", True),
        ("Ask the guide.", "Ask <i>him</i>", 9, "has HTML in 'says'", True),
        ("until: 1806", "until: 1806-13", 4, "which does not exist", True),
    ],
)
def test_a_fault_of_a_persona_is_reported_at_its_line(
    york: Path, old: str, new: str, line: int, part: str, *, loads: bool
) -> None:
    york.write_text(YORK.replace(old, new), encoding="utf-8")
    persona, problems = read_persona(york)
    assert any(p.line == line and part in str(p) for p in problems), problems
    assert (persona is not None) == loads
    if not loads:
        with pytest.raises(InvalidPackError):
            load_persona(york)
