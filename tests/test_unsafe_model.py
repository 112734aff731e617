"""Whatever a model writes, nothing unsafe is shown or kept as shown: the whole tutor, no parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from tests.engines.fake_model import FakeModel, facts_of
from tests.unsafe_texts import UNSAFE
from tutor.app import Tutor
from tutor.core.text import fold
from tutor.model import Message
from tutor.settings import Settings

ASKED = {"en": "How did you find your brother?", "es": "¿Cómo encontraste a tu hermano?"}


class Rude(FakeModel):
    """Writes sentences of its own: behind a fact, on a line of their own, and without a fact."""

    def __init__(self) -> None:
        super().__init__(self._write)
        self.sentences: tuple[str, ...] = ()

    def _write(self, messages: Sequence[Message]) -> str:
        (fact, voice, text), *_ = facts_of(messages)
        first, second, third = self.sentences
        return f"{voice} [{fact}]: {text} {first}\n{voice} [{fact}]: {second}\nGUIDE []: {third}"


@pytest.fixture(scope="module")
def rude() -> Rude:
    return Rude()


@pytest.fixture(scope="module")
def tutor(tmp_path_factory: pytest.TempPathFactory, rude: Rude) -> Iterator[Tutor]:
    folder = tmp_path_factory.mktemp("rude")
    made = Tutor(Settings(data_dir=folder, index="lexical"), chat_model=rude)
    yield made
    made.close()


def test_there_are_sixty_of_them_in_two_languages() -> None:
    assert len(set(UNSAFE)) == 60
    assert {language for language, _ in UNSAFE} == {"en", "es"}


def threes() -> list[tuple[str, tuple[str, ...]]]:
    """Give the sentences of one language three at a time: more a reply does not listen to."""
    found = []
    for language in ASKED:
        said = [text for spoken, text in UNSAFE if spoken == language]
        found += [(language, tuple(said[at : at + 3])) for at in range(0, len(said), 3)]
    return [(language, (*group, *group, *group)[:3]) for language, group in found]


@pytest.mark.parametrize(("language", "sentences"), threes())
def test_no_unsafe_sentence_of_a_model_is_shown_or_kept_as_shown(
    tutor: Tutor, rude: Rude, language: str, sentences: tuple[str, ...]
) -> None:
    rude.sentences, before = sentences, len(rude.asked)
    talk = tutor.open(student="ana", pack="bird-woman", persona="sacajawea", language=language)
    talk.greet()
    shown: list[str] = []
    turn = talk.reply(ASKED[language], show=lambda segment: shown.append(segment.text))
    assert len(rude.asked) > before, "the model was not asked: nothing is tested"
    (*_, kept) = tutor.log.exchanges(talk.session.student)
    told = [*shown, *(s.text for s in turn.segments), *(s.text for s in kept.segments)]
    assert shown
    for sentence in sentences:
        assert not [text for text in told if fold(sentence.strip(".")) in fold(text)]
