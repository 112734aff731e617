"""How the pieces of an answer read as paragraphs with their sources."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tutor.core.events import Segment
from tutor.ui.citing import paragraphs


def piece(text: str, **changes: object) -> Segment:
    fields = {"voice": "figure", "text": text, "support": ("a.b",), "kind": "documented"}
    return Segment.model_validate(fields | changes)


ONE, TWO = piece("I met Clark."), piece("He had horses.")


def test_sentences_of_one_voice_and_kind_read_as_one_paragraph() -> None:
    assert paragraphs([ONE, TWO]) == [(ONE, TWO)]


def test_another_voice_or_kind_begins_a_paragraph() -> None:
    guide, guess = piece("He did.", voice="guide"), piece("Perhaps.", kind="inferred")
    assert paragraphs([ONE, guide, guess]) == [(ONE,), (guide,), (guess,)]


def test_paragraphs_that_an_author_wrote_stay_apart() -> None:
    long = piece("I met Clark. He had horses.")
    assert paragraphs([long, long]) == [(long,), (long,)]


def test_what_claims_nothing_stands_alone() -> None:
    ask = piece("Now a question for you.", kind="none", support=())
    assert paragraphs([ONE, ask, ask]) == [(ONE,), (ask,), (ask,)]


def test_a_source_is_named_once_behind_the_sentences_that_rest_on_it() -> None:
    def script() -> None:
        from tutor.core.events import Segment  # noqa: PLC0415  # a script of its own
        from tutor.ui.answers import Cast, Drawing  # noqa: PLC0415
        from tutor.ui.strings import words  # noqa: PLC0415

        drawing = Drawing("k", Cast("Sacajawea", None, words("en")))
        for text, source in (("I met Clark.", "a.b"), ("He came.", "a.b"), ("He left.", "c.d")):
            drawing.add(Segment(voice="figure", text=text, support=(source,), kind="documented"))

    page = AppTest.from_function(script, default_timeout=60).run()
    assert not page.exception
    shown = [element.value.replace("\\", "") for element in page.markdown]
    assert shown[-1] == "I met Clark. He came. **[1]** He left. **[2]**"
