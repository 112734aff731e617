"""The laws of every Retriever."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.retrieval.packs import bird_woman
from tutor.core.terms import Language, SourceKind
from tutor.ports import Query, Retriever
from tutor.retrieval import HashedEmbedder, HybridRetriever, LexicalIndex, open_retriever

LANGUAGE = st.sampled_from(["en", "es"])


@pytest.fixture(scope="module", params=["lexical", "hybrid"])
def retriever(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Retriever]:
    if request.param == "lexical":
        yield LexicalIndex(bird_woman())
        return
    data_dir = tmp_path_factory.mktemp("data")
    hybrid = open_retriever(bird_woman(), data_dir, HashedEmbedder())
    assert isinstance(hybrid, HybridRetriever)
    assert hybrid.wait(60)
    yield hybrid
    hybrid.close()


def test_the_route_says_which_parts_answered(retriever: Retriever) -> None:
    route = retriever.find(Query("the dog", "en")).route
    assert route == ("lexical" if isinstance(retriever, LexicalIndex) else "hybrid")
    assert retriever.version


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=300), context=st.text(max_size=50), language=LANGUAGE)
def test_any_text_is_answered_and_always_the_same(
    retriever: Retriever, text: str, context: str, language: Language
) -> None:
    query = Query(text, language, context=context)
    found = retriever.find(query)
    assert found == retriever.find(query)
    assert 0.0 <= found.answerable <= 1.0
    assert len(found.hits) <= query.limit
    assert all(0.0 <= hit.coverage <= 1.0 for hit in found.hits)
    assert [h.score for h in found.hits] == sorted((h.score for h in found.hits), reverse=True)


@pytest.mark.parametrize("text", ["", " ", "?", "\x00", "a" * 100_000, "perro " * 20_000, "你好"])
def test_odd_texts_are_answered(retriever: Retriever, text: str) -> None:
    assert retriever.find(Query(text, "es")).answerable < 0.5 or "perro" in text


def test_filters_hold(retriever: Retriever) -> None:
    pack = bird_woman()
    kinds: frozenset[SourceKind] = frozenset({"journal"})
    text = "charbonneau clark sacagawea york the baby and the river"
    for hit in retriever.find(Query(text, "en", limit=99, kinds=kinds)).hits:
        if not hit.id.startswith("dispute:"):
            assert pack.passage_by_id[hit.id].kind in kinds
    until = "1805-08"
    for hit in retriever.find(Query(text, "en", limit=99, until=until)).hits:
        when = None if hit.id.startswith("dispute:") else pack.passage_by_id[hit.id].when
        assert when is None or when[:7] <= until
    assert len(retriever.find(Query(text, "en", limit=3)).hits) == 3
    assert retriever.find(Query(text, "en", limit=0)).hits == ()


@pytest.mark.parametrize(
    ("text", "language", "passage"),
    [
        ("why did the captins hyre sharbono", "en", "fort-mandan.hired"),
        ("wer you hapy to see yor bruther", "en", "mountains.brother"),
        ("wat was teh dogs naem", "en", "corps.seaman"),
        ("cuentame de la vayena", "es", "ocean.whale"),
        ("como te capturaron los idatsas", "es", "early-life.capture"),
        ("quién era tu hermano", "es", "mountains.brother"),
    ],
)
def test_misspelt_questions_find_their_passage_in_both_languages(
    retriever: Retriever, text: str, language: Language, passage: str
) -> None:
    assert passage in [hit.id for hit in retriever.find(Query(text, language)).hits[:2]]


def test_a_question_about_something_else_is_not_answerable(retriever: Retriever) -> None:
    assert retriever.find(Query("who won the world cup", "en")).answerable < 0.5
    assert retriever.find(Query("how tall was charbonneau", "en")).answerable < 0.5
    assert retriever.find(Query("why did they hire you", "en")).answerable > 0.5
