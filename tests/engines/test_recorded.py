"""A model that answers from the record alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models import ScriptedModel
from tutor.core.digests import digest
from tutor.engines.answer import as_request
from tutor.engines.recorded import RecordedCall, RecordedModel, find_renaming, record_call, rename
from tutor.model import Call, Limits, Message, ModelError

ASKED = (
    Message("system", "Never write K3f9a."),
    Message("user", "FACTS\nbc3* FIGURE: I ate.\nsab"),
)
SAID = "FIGURE [bc3]: I ate salmon.\n"


def recorded(**changes: object) -> RecordedCall:
    fields: dict[str, object] = {"requests": 1, "total_ms": 3.0}
    call = Call("made:up", as_request(ASKED, {"max_tokens": 9}), SAID, **(fields | changes))  # type: ignore[arg-type]
    kept, raw = record_call(call)
    return RecordedCall(kept, raw[kept.request], raw[kept.response])


def under(names: dict[str, str]) -> tuple[Message, ...]:
    return tuple(Message(m.role, rename(m.text, names)) for m in ASKED)


def test_what_is_kept_of_a_call_names_its_texts() -> None:
    kept, raw = record_call(ScriptedModel().call("request", "response"))
    assert raw == {digest("request"): "request", digest("response"): "response"}
    assert (raw[kept.request], raw[kept.response]) == ("request", "response")


def test_the_same_request_has_the_same_answer() -> None:
    model = RecordedModel("made:up", [recorded()])
    assert "".join(model.stream(ASKED, Limits())) == SAID
    assert (model.missed, model.unused) == (0, 0)


def test_ids_drawn_anew_come_back_in_the_answer() -> None:
    model = RecordedModel("made:up", [recorded()])
    asked = under({"bc3": "xw7", "K3f9a": "K00aa", "sab": "s1f"})
    assert "".join(model.stream(asked, Limits())) == "FIGURE [xw7]: I ate salmon.\n"


@pytest.mark.parametrize(
    "asked",
    [
        (*ASKED, Message("user", "more")),
        (Message("user", "bc3"),),
        under({"FIGURE": "9"}),
        under({"bc3": "sab"}),
        under({"ate": "42"}),
        under({".": "!"}),
        (),
    ],
)
def test_another_request_is_not_on_record(asked: tuple[Message, ...]) -> None:
    model = RecordedModel("made:up", [recorded()])
    with pytest.raises(ModelError, match="on record"):
        list(model.stream(asked, Limits()))
    assert (model.missed, model.unused) == (1, 1)


def test_a_call_is_answered_once() -> None:
    model = RecordedModel("made:up", [recorded()])
    list(model.stream(ASKED, Limits()))
    with pytest.raises(ModelError):
        list(model.stream(ASKED, Limits()))


def test_an_answer_breaks_off_where_it_broke_off() -> None:
    stream = RecordedModel("made:up", [recorded(failure="cut")]).stream(ASKED, Limits())
    pieces = []
    with pytest.raises(ModelError) as caught:
        pieces.extend(stream)
    assert caught.value.failure == "cut"
    assert (stream.call.failure, stream.call.requests) == ("cut", 1)


def test_thoughts_are_left_out_as_they_were() -> None:
    call = recorded()
    thinking = RecordedCall(call.kept, call.request, f"<think>hm</think>{SAID}")
    assert "".join(RecordedModel("made:up", [thinking]).stream(ASKED, Limits())) == SAID


def test_a_record_that_is_lost_answers_nothing() -> None:
    kept = recorded().kept
    model = RecordedModel("made:up", [RecordedCall(kept, "", "")])
    assert model.fill(ASKED, {}, Limits()).failure == "unreachable"


def test_a_form_is_filled_as_it_was() -> None:
    call = RecordedModel("made:up", [recorded(rung="text")]).fill(ASKED, {}, Limits())
    assert (call.response, call.rung, call.failure) == (SAID, "text", None)


@given(st.text())
def test_any_text_is_its_own_renaming(text: str) -> None:
    assert find_renaming((text,), (text,)) == {}
    assert rename(text, {}) == text
