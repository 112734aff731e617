"""Turns made again from the log."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.talking import call
from tests.models import ScriptedModel
from tests.packs import write_tiny_pack
from tutor.app import Tutor
from tutor.conversation import Conversation
from tutor.core.events import Exchange
from tutor.errors import NotFoundError
from tutor.model import Message
from tutor.settings import Settings

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SAID = (
    "Why did they hire you?", "ask me a question", "because she spoke the shoshone language",
    "¿hacía frío en el invierno?", "idk", "i want to kill myself", "",
    "I am Zacharias, zach.p@mail.example. Why did they hire you?",
)  # fmt: skip


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_pack(tmp_path_factory.mktemp("packs") / "tiny")


FACT = re.compile(r"^(\w+)\*? (FIGURE|GUIDE): (.+)$", re.MULTILINE)


def reword(messages: Sequence[Message]) -> Sequence[str]:
    """Tell the facts asked for, a few letters at a time; the first as nobody may say it."""
    found = FACT.findall(messages[-1].text)
    lines = [f"{voice} [{fact}]: {text}\n" for fact, voice, text in found]
    if lines and "could not be used" not in messages[-1].text:
        lines[0] = lines[0].replace(".", " because of the aliens of 1999.")
    text = "<think>hm</think>" + "".join(lines)
    return [text[at : at + 5] for at in range(0, len(text), 5)]


@pytest.fixture
def tutor(tmp_path: Path) -> Iterator[Tutor]:
    settings = Settings(data_dir=tmp_path, index="lexical")
    made = Tutor(settings, clock=lambda: NOON, chat_model=ScriptedModel(writes=reword))
    yield made
    made.close()


def talk_over(tutor: Tutor, tiny: Path) -> Conversation:
    talk = tutor.open(student="ana", pack=str(tiny), persona="sacajawea")
    talk.greet()
    for message in SAID:
        talk.reply(message)
    tutor.settle()
    return talk


def exchanges(tutor: Tutor, talk: Conversation) -> list[Exchange]:
    return list(tutor.log.exchanges(talk.session.student))


def test_every_turn_comes_out_the_same_from_its_record(tutor: Tutor, tiny: Path) -> None:
    talk = talk_over(tutor, tiny)
    made = exchanges(tutor, talk)
    assert sum(exchange.wording is not None for exchange in made) >= 2
    for exchange in made:
        replayed = tutor.replay(exchange.id)
        assert replayed.differing == (), (exchange.message, replayed.differing)
        assert replayed.same
        assert replayed.changed == ()
    wordings = [exchange.wording for exchange in made if exchange.wording]
    assert {"worded", "mixed"} & {wording.outcome for wording in wordings}
    assert any(len(wording.calls) > 1 for wording in wordings)


def test_a_talk_in_one_language_comes_out_the_same(tutor: Tutor, tiny: Path) -> None:
    talk = tutor.open(student="ben", pack=str(tiny), persona="sacajawea", language="es",
                      declared_grade=4.0)  # fmt: skip
    talk.greet()
    talk.reply("why did they hire you?")
    talk.reply("was it cold in the winter?")
    assert [tutor.replay(e.id).differing for e in exchanges(tutor, talk)] == [(), (), ()]


def test_a_record_that_was_tampered_with_does_not_come_out_the_same(
    tutor: Tutor, tiny: Path
) -> None:
    talk = talk_over(tutor, tiny)
    told = next(e for e in exchanges(tutor, talk) if e.message == SAID[0])
    assert told.wording is not None
    with tutor.log.engine.begin() as connection:  # type: ignore[attr-defined]
        connection.exec_driver_sql(
            f"DELETE FROM raw_texts WHERE hash = '{told.wording.calls[0].response}'"  # noqa: S608
        )
    replayed = tutor.replay(told.id)
    assert "segments" in replayed.differing
    assert not replayed.same


def test_a_turn_is_made_again_from_the_pack_as_it_was(tutor: Tutor, tiny: Path) -> None:
    talk = talk_over(tutor, tiny)
    path = tiny / "passages" / "mandan.hired.en.md"
    before = path.read_text()
    try:
        path.write_text(before.replace("November", "October"))
        tutor.library._packs.clear()  # noqa: SLF001 - as a new start would
        assert tutor.pack(str(tiny)).version != talk.pack.version
        told = next(e for e in exchanges(tutor, talk) if e.message == SAID[0])
        assert tutor.replay(told.id).same
    finally:
        path.write_text(before)


def test_what_is_not_on_record_cannot_be_made_again(tutor: Tutor, tiny: Path) -> None:
    talk = talk_over(tutor, tiny)
    with pytest.raises(NotFoundError, match="no exchange 'none'"):
        tutor.replay("none")
    with tutor.log.engine.begin() as connection:  # type: ignore[attr-defined]
        connection.exec_driver_sql("DELETE FROM pack_versions")
    with pytest.raises(NotFoundError, match="holds no pack 'tiny'"):
        tutor.replay(exchanges(tutor, talk)[1].id)


def test_the_command_line_makes_a_turn_again(tmp_path: Path, tiny: Path) -> None:
    with_embedded = Tutor(Settings(data_dir=tmp_path, index="lexical"))
    talk = with_embedded.open(student="ana", pack=str(tiny), persona="sacajawea")
    talk.greet()
    talk.reply(SAID[0])
    *_, last = exchanges(with_embedded, talk)
    with_embedded.close()
    done = call("research", "replay", "--exchange", last.id, "--data-dir", tmp_path)
    assert (done.code, done.output.splitlines()[-1]) == (0, b"the same, byte for byte")
    assert call("research", "replay", "--exchange", "none", "--data-dir", tmp_path).code == 1
