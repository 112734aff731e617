from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.packs import FILES, write_tiny_pack
from tutor.content import read_pack, write_pack

SLIPS = [
    "{",
    "}",
    "|",
    '"',
    "“",
    "- ",
    "---\n",
    "## ",
    "\n",
    ": ",
    "[",
    "]",
    "null",
    "\0",
    "\t",
    "",
]


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(sorted(FILES)),
    at=st.integers(0, 1500),
    length=st.integers(0, 12),
    slip=st.sampled_from(SLIPS),
)
def test_no_slip_makes_reading_fail_and_what_loads_can_be_written(
    name: str, at: int, length: int, slip: str
) -> None:
    with TemporaryDirectory() as name_of_folder:
        folder = write_tiny_pack(Path(name_of_folder) / "tiny")
        text = FILES[name]
        at %= len(text)
        slipped = text[:at] + slip + text[at + length :]
        (folder / name).write_text(slipped, encoding="utf-8")
        pack, problems = read_pack(folder)
        assert pack is not None or any(problem.severity == "error" for problem in problems)
        if pack is not None:
            write_pack(pack, folder)
            again, _ = read_pack(folder)
            assert again == pack
