"""The chat engine: whatever a model does, one whole and right answer is shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Semaphore
from time import monotonic, sleep

import pytest

from tests.builders import make_plan
from tests.engines.fake_model import FakeModel, facts_of, repeat_facts
from tutor.content import load_pack, load_persona
from tutor.core.events import Segment
from tutor.core.lesson import LessonPack, render_person
from tutor.core.persona import Persona
from tutor.core.statements import part_script
from tutor.engines.chat import ChatEngine
from tutor.model import Failure, Limits, Message
from tutor.ports import Account, Brief

LEAD = Segment(voice="guide", text="And beside it, what the record says:")
ASK = Segment(voice="guide", text="Now a question for you. Why did the captains hire them?")
SUPPORT = ("fort-mandan.hired",)
PLAN = make_plan(reading_level=6.0)


@pytest.fixture(scope="module")
def pack() -> LessonPack:
    return load_pack(Path("lessons/bird-woman"))


@pytest.fixture(scope="module")
def persona() -> Persona:
    return load_persona(Path("personas/sacajawea.yaml"))


@pytest.fixture
def brief(pack: LessonPack, persona: Persona) -> Brief:
    told = Segment(voice="figure", text=" ".join(sentences(pack)), support=SUPPORT,
                   kind="documented")  # fmt: skip
    return Brief(PLAN, (LEAD, told, ASK), persona, pack, SUPPORT, message="how did you meet them")


def sentences(pack: LessonPack) -> list[str]:
    passage = pack.passage_by_id[SUPPORT[0]]
    slots = [s for p in passage.paragraphs("en", "standard")[:1] for s in p.sentences][:4]
    return [render_person(s, "sacajawea", passage.teller) for s in slots]


def word(
    brief: Brief, model: FakeModel, limits: Limits | None = None
) -> tuple[list[Segment], Account | None]:
    engine = ChatEngine(model, limits or Limits())
    shown: list[Segment] = []
    words = engine.compose(brief)
    while True:
        try:
            shown.append(next(words))
        except StopIteration as end:
            return shown, end.value


def run_of(shown: Sequence[Segment]) -> list[str]:
    return [segment.text for segment in shown[1:-1]]


def test_what_is_fixed_keeps_its_place_and_words(brief: Brief) -> None:
    shown, account = word(brief, FakeModel())
    assert (shown[0], shown[-1]) == (LEAD, ASK)
    assert account is not None
    assert account.wording.outcome == "worded"


def test_a_reply_without_claims_asks_nobody(brief: Brief, pack: LessonPack) -> None:
    model = FakeModel()
    shown, account = word(Brief(PLAN, (LEAD, ASK), brief.persona, pack), model)
    assert shown == [LEAD, ASK]
    assert account is None
    assert model.asked == []


def test_a_sentence_is_shown_when_it_ends_and_not_when_the_answer_does(brief: Brief) -> None:
    gate = Semaphore(20)
    model = FakeModel(wait=gate.acquire)
    words = ChatEngine(model).compose(brief)
    assert next(words) == LEAD
    first = next(words)
    assert first.text in repeat_facts(model.asked[0])
    assert len(model.streams[0].call.response) <= 21 * model.step
    words.close()
    gate.release(1000)


def test_a_segment_rests_on_the_passages_of_the_facts_it_cites(brief: Brief) -> None:
    shown, _ = word(brief, FakeModel())
    assert {segment.support for segment in shown[1:-1]} == {SUPPORT}
    assert {segment.kind for segment in shown[1:-1]} == {"documented"}
    assert {segment.voice for segment in shown[1:-1]} == {"figure"}


@pytest.mark.parametrize("failure", ["unreachable", "late", "busy", "refused", "open", "garbled"])
def test_without_a_word_of_the_model_the_script_is_said(brief: Brief, failure: Failure) -> None:
    shown, account = word(brief, FakeModel(failure=failure))
    assert shown == list(brief.scripted)
    assert account is not None
    assert account.wording.outcome == "embedded"
    assert account.wording.calls[0].failure == failure


@pytest.mark.parametrize("after", [0, 40, 130, 210, 300, 420, 520])
def test_a_break_in_mid_answer_repeats_nothing_and_loses_nothing(
    brief: Brief, pack: LessonPack, after: int
) -> None:
    shown, account = word(brief, FakeModel(failure="cut", after=after))
    said = " ".join(run_of(shown))
    assert all(said.count(sentence) == 1 for sentence in sentences(pack))
    assert account is not None
    assert len(account.wording.calls) == 1, "a broken call is not followed by another"


def test_what_fails_is_asked_for_once_more_and_takes_its_place(
    brief: Brief, pack: LessonPack
) -> None:
    def lies_at_first(messages: Sequence[Message]) -> str:
        told = repeat_facts(messages)
        return told if "could not be used" in messages[-1].text else told.replace("Hidatsa", "Crow")

    model = FakeModel(lies_at_first)
    shown, account = word(brief, model)
    assert run_of(shown)[:4] == sentences(pack)
    assert len(model.asked) == 2
    assert account is not None
    assert account.wording.outcome == "worded"
    assert "crow" in account.wording.rejected[0]


def test_what_fails_twice_is_said_as_the_author_wrote_it(brief: Brief, pack: LessonPack) -> None:
    model = FakeModel(lambda messages: repeat_facts(messages).replace("Hidatsa", "Crow"))
    shown, account = word(brief, model)
    assert run_of(shown)[:4] == sentences(pack)
    assert len(model.asked) == 2
    assert account is not None
    assert account.wording.outcome == "mixed"


def test_facts_that_the_model_leaves_out_are_added(brief: Brief, pack: LessonPack) -> None:
    model = FakeModel(lambda messages: repeat_facts(messages).splitlines()[0])
    shown, _ = word(brief, model)
    assert " ".join(run_of(shown)) == " ".join(sentences(pack))


def test_an_answer_that_goes_on_and_on_is_hung_up(brief: Brief) -> None:
    model = FakeModel(lambda messages: "\n".join([repeat_facts(messages)] * 400), step=200)
    shown, _ = word(brief, model)
    assert len(set(run_of(shown))) == len(run_of(shown))
    assert model.streams[0].closed


def test_a_reply_that_is_given_up_hangs_up(brief: Brief) -> None:
    model = FakeModel()
    words = ChatEngine(model).compose(brief)
    next(words)
    next(words)
    words.close()
    assert model.streams[0].closed


def test_the_script_stands_in_when_no_sentence_is_ready_in_time(brief: Brief) -> None:
    model = FakeModel(step=5, wait=lambda: sleep(0.2))
    started = monotonic()
    shown, account = word(brief, model, Limits(first_s=0.1, whole_s=5.0))
    assert shown == list(brief.scripted)
    assert monotonic() - started < 3.0
    assert account is not None
    assert account.wording.calls[0].failure == "late"
    assert model.streams[0].closed


def test_asking_again_needs_time(brief: Brief) -> None:
    model = FakeModel(
        lambda messages: repeat_facts(messages).replace("Hidatsa", "Crow"),
        step=20,
        wait=lambda: sleep(0.08),
    )
    word(brief, model, Limits(whole_s=0.1))
    assert len(model.asked) == 1


def test_the_wire_is_given_the_limits_of_the_settings(brief: Brief) -> None:
    model = FakeModel()
    word(brief, model, Limits(first_s=2.0, whole_s=3.0, characters=900))
    assert (model.limits[0].first_s, model.limits[0].whole_s) == (2.0, 3.0)
    assert model.limits[0].characters == 900


def test_request_and_answer_are_kept_by_their_hash(brief: Brief) -> None:
    model = FakeModel()
    _, account = word(brief, model)
    assert account is not None
    call = account.wording.calls[0]
    assert account.raw[call.response] == repeat_facts(model.asked[0])
    assert model.asked[0][0].text.splitlines()[0] in account.raw[call.request]


def test_no_word_of_the_prompt_ever_reaches_the_page(brief: Brief) -> None:
    def echo(messages: Sequence[Message]) -> str:
        facts = facts_of(messages)
        lines = messages[0].text.splitlines()
        return "\n".join(f"GUIDE [{facts[0][0]}]: {line}" for line in lines)

    shown, account = word(brief, FakeModel(echo))
    assert shown == list(brief.scripted)
    assert account is not None
    assert account.wording.outcome == "embedded"


def test_ids_are_new_for_every_request(brief: Brief) -> None:
    model = FakeModel()
    word(brief, model)
    word(brief, model)
    one, other = ({fact for fact, _, _ in facts_of(asked)} for asked in model.asked)
    assert one.isdisjoint(other)
    assert model.asked[0][0] != model.asked[1][0], "each engine has a canary of its own"


def test_every_scripted_reply_is_its_parts_again(brief: Brief, pack: LessonPack) -> None:
    script = part_script(brief.scripted, brief.plan, pack, brief.persona)
    assert script.before == (LEAD,)
    assert script.after == (ASK,)
    assert [statement.text for statement in script.run] == sentences(pack)
