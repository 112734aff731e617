"""The embedded engine says the scripted wording and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import make_plan
from tests.packs import write_tiny_pack
from tutor.content import load_pack, load_persona
from tutor.core.events import Segment
from tutor.engines.embedded import EmbeddedEngine
from tutor.ports import Brief


@pytest.mark.parametrize("count", [0, 1, 3])
def test_it_says_the_script_in_its_order(tmp_path: Path, count: int) -> None:
    script = tuple(Segment(voice="guide", text=f"Sentence {n}.") for n in range(count))
    pack = load_pack(write_tiny_pack(tmp_path / "tiny"))
    persona = load_persona(Path("personas/sacajawea.yaml"))
    brief = Brief(make_plan(), script, persona, pack)
    assert tuple(EmbeddedEngine().compose(brief)) == script
    assert tuple(EmbeddedEngine().compose(brief)) == script
