"""Whose "you" it is decides between the asks of different figures, and only between those."""

from __future__ import annotations

import pytest

from tests.retrieval.packs import bird_woman
from tutor.core.addressing import speaks_to_figure
from tutor.core.lesson import Passage
from tutor.core.terms import LANGUAGES, Language
from tutor.ports import Query
from tutor.retrieval import LexicalIndex

ASK: dict[Language, str] = {"en": "what did you juggle", "es": "qué malabares hiciste"}
NAMED: dict[Language, str] = {"en": "what did she juggle", "es": "qué malabares hizo"}


def _asking(passage: Passage, teller: str) -> Passage:
    variants = {
        language: variant.model_copy(update={"asks": (ASK[language],)})
        for language, variant in passage.variants.items()
    }
    return passage.model_copy(update={"teller": teller, "variants": variants})


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    """Index a pack in which two figures are asked the very same thing."""
    pack = bird_woman()
    own, other, *rest = pack.passages
    asked = (_asking(own, "sacajawea"), _asking(other, "clark"))
    return LexicalIndex(pack.model_copy(update={"passages": (*asked, *rest)}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_you_is_the_figure_talked_with(index: LexicalIndex, language: Language) -> None:
    pack = bird_woman()
    for listener, passage in (("sacajawea", pack.passages[0]), ("clark", pack.passages[1])):
        hits = index.find(Query(ASK[language], language, listener=listener)).hits
        assert hits[0].id == passage.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_talked_with_says_nothing_of_others(index: LexicalIndex, language: Language) -> None:
    plain = index.find(Query(NAMED[language], language))
    assert index.find(Query(NAMED[language], language, listener="clark")) == plain


@pytest.mark.parametrize(
    ("text", "language", "spoken"),
    [
        ("were u scared", "en", True),
        ("what did york do", "en", False),
        ("the young elk", "en", False),
        ("¿Tuviste miedo?", "es", True),
        ("de dónde eras", "es", True),
        ("qué hizo York", "es", False),
    ],
)
def test_you_is_heard_in_both_languages(text: str, language: Language, *, spoken: bool) -> None:
    assert speaks_to_figure(text, language) is spoken


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_passage_answers_its_own_ask_word_for_word(language: Language) -> None:
    index = LexicalIndex(bird_woman())
    for passage in bird_woman().passages[::7]:
        for ask in passage.variant(language).asks[::5]:
            hits = index.find(Query(ask, language, listener=passage.teller, limit=3)).hits
            same = {p.id for p in bird_woman().passages if ask in p.variant(language).asks}
            assert hits[0].id in same
