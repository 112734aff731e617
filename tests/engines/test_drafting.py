"""Drafts of a model: kept, failed with their problems, or reported as not answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.models import Fill, ScriptedModel
from tests.packs import write_tiny_pack
from tutor.app import Tutor
from tutor.content import PackGuard, load_pack
from tutor.core.lesson import LessonPack, Passage
from tutor.engines.drafting import ModelDrafter
from tutor.model import Message
from tutor.ports import Drafter
from tutor.settings import Settings

SIMPLE = (
    "She lived near Fort Mandan in November 1804. Captain Clark hired her husband. The captains"
    " wanted to talk with the Shoshone. So they had to find a person who knew their words."
)
ADVANCED = (
    "She was living among the people near Fort Mandan in November 1804, when Captain Clark engaged"
    " her husband, because the captains wanted an interpreter who understood the Shoshone."
)


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> LessonPack:
    return load_pack(write_tiny_pack(tmp_path_factory.mktemp("packs") / "tiny"))


@pytest.fixture
def passage(pack: LessonPack) -> Passage:
    found = pack.passage_by_id["mandan.hired"]
    return found.model_copy(update={"variants": {"en": found.variants["en"]}})


def by_task(answers: dict[str, object]) -> Fill:
    """Answer by the first of these words that stands in the task."""

    def fill(messages: Sequence[Message], _schema: dict[str, object]) -> str:
        task = messages[-1].text.partition("The passage:")[0]
        found = next((answer for word, answer in answers.items() if word in task), "nothing")
        return found if isinstance(found, str) else json.dumps(found)

    return fill


def drafter(answers: dict[str, object]) -> ModelDrafter:
    return ModelDrafter(ScriptedModel(fills=by_task(answers)), PackGuard())


def test_a_drafter_is_one() -> None:
    port: Drafter = drafter({})
    assert port.name == "scripted:test"


def test_levels_are_kept_or_reported_and_name_their_model(passage: Passage) -> None:
    bad = ADVANCED.replace("1804", "1803")
    drafts = drafter({"grades 2": {"text": SIMPLE}, "grades 8": {"text": bad}}).draft_levels(
        passage, "en"
    )
    assert [(d.level, d.status, d.model) for d in drafts.kept] == [
        ("simple", "draft", "scripted:test")
    ]
    (failed,) = drafts.failed
    assert failed.level == "advanced"
    assert any("1803" in problem for problem in failed.problems)
    assert drafts.unanswered == ()


@pytest.mark.parametrize(
    ("said", "reported"),
    [("", "garbled"), ("[]", "garbled"), ('{"text": ""}', "no text"), ('{"text": 5}', "garbled"),
     ("{", "garbled")],
)  # fmt: skip
def test_what_is_not_answered_is_reported(passage: Passage, said: str, reported: str) -> None:
    drafts = drafter({"Rewrite": said}).draft_levels(passage, "en")
    assert drafts.unanswered == (f"simple (en): {reported}", f"advanced (en): {reported}")
    assert drafts.kept == drafts.failed == ()


def test_a_model_that_fails_is_reported_for_each_item(passage: Passage) -> None:
    model = ScriptedModel(failure="over_budget")
    drafts = ModelDrafter(model, PackGuard()).draft_translation(passage, "es")
    assert [line.rpartition(": ")[2] for line in drafts.unanswered] == ["over_budget"] * 3


def test_a_translation_is_drafted_level_by_level(passage: Passage) -> None:
    text = "Ella vivía cerca del Fuerte Mandan en noviembre de 1804. El capitán Clark contrató a su"
    answer = {"title": "Contratada", "text": f"{text} esposo."}
    drafts = drafter({"Translate": answer}).draft_translation(passage, "es")
    found = {d.level: d.problems for d in (*drafts.kept, *drafts.failed)}
    assert set(found) == {"simple", "standard", "advanced"}
    assert any("quotation" in problem for problem in found["standard"])
    assert all(d.language == "es" for d in (*drafts.kept, *drafts.failed))


def test_an_idea_must_rest_on_its_passage_and_its_wrong_answers_be_wrong(passage: Passage) -> None:
    good, odd = "Captain Clark hired her husband.", "The herds of buffalo vanished from the plains."
    drafts = drafter({
        f"The idea: {good}": {
            "ways": ["Clark engaged her husband as interpreter."],
            "right": ["he hired the husband"], "wrong": ["it was cold there"],
        },
        f"The idea: {odd}": {"ways": [odd], "right": [], "wrong": ["buffalo herds vanished"]},
        "Name up to": {"ideas": [good, odd]},
    }).draft_expectations(passage, "en")  # fmt: skip
    assert [draft.says[0] for draft in drafts.kept] == [good]
    (failed,) = drafts.failed
    reported = "; ".join(failed.problems)
    assert "does not say" in reported
    assert "the wrong answer 'buffalo herds vanished' holds the idea" in reported


def test_a_mistake_is_no_sentence_of_the_passage(passage: Passage) -> None:
    told = "Captain Clark hired her husband."
    drafts = drafter({
        "The wrong idea: She was": {
            "ways": ["She guided the captains."], "refutation": "Captain Clark hired her husband.",
        },
        "The wrong idea: Captain": {"ways": [told], "refutation": "Nobody hired anyone in 1700."},
        "Name up to": {"mistakes": ["She was the guide of the captains.", told]},
    }).draft_misconceptions(passage, "en")  # fmt: skip
    assert [draft.says[0] for draft in drafts.kept] == ["She was the guide of the captains."]
    reported = "; ".join(drafts.failed[0].problems)
    assert "is what the passage says" in reported
    assert "states 1700" in reported


def test_help_does_not_give_the_answer_away_before_the_assertion(
    pack: LessonPack, passage: Passage
) -> None:
    (question,) = pack.questions
    wise = {
        "hint": "Think of what the captains wanted to do.",
        "prompt": "They needed somebody who ...",
        "assertion": "She understood Shoshone.",
    }
    drafts = drafter({"The question": wise}).draft_hints(passage, question, "en")
    assert drafts.failed == ()
    (kept,) = drafts.kept
    assert kept.expectation == "spoke-shoshone"
    rash = {"hint": "She spoke Shoshone.", "prompt": "She spoke Shoshone.", "assertion": "Maybe."}
    (failed,) = drafter({"The question": rash}).draft_hints(passage, question, "en").failed
    reported = "; ".join(failed.problems)
    for fault in ("hint gives", "prompt gives", "has no gap", "assertion does not say"):
        assert fault in reported


def test_a_passage_is_data_between_marks_of_its_own(passage: Passage) -> None:
    model = ScriptedModel()
    ModelDrafter(model, PackGuard(), account="class-1").draft_levels(passage, "en")
    marks = []
    for asked in model.asked:
        *_, mark, text, last = asked.messages[-1].text.splitlines()
        assert mark == last
        assert "Fort Mandan" in text
        assert "{" not in text
        assert asked.account == "class-1"
        marks.append(mark)
    assert len(set(marks)) == len(marks) == 2


def test_a_tutor_drafts_only_with_a_chat_model(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, index="lexical")
    assert Tutor(settings).drafter() is None
    with_model = Tutor(settings, chat_model=ScriptedModel()).drafter()
    assert with_model is not None
    assert with_model.name == "scripted:test"
