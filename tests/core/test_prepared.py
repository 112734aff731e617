from __future__ import annotations

from tutor.core.prepared import PreparedLesson, prepare_lesson


def test_the_words_of_the_material_are_known_in_both_languages(lesson: PreparedLesson) -> None:
    for word in ("interpreter", "shoshone", "shoshones", "nieve", "interprete"):
        assert lesson.knows_word(word)
    assert not lesson.knows_word("spaceship")


def test_a_slip_of_the_pen_is_no_unknown_word(lesson: PreparedLesson) -> None:
    assert lesson.knows_word("interpeter")


def test_a_topic_is_found_by_its_kind_and_id(lesson: PreparedLesson) -> None:
    topic = lesson.topic("restricted:ceremony")
    assert topic is not None
    assert topic.id == "ceremony"
    for key in ("restricted:nothing", "dispute:her-death", "", "ceremony"):
        assert lesson.topic(key) is None


def test_every_question_has_its_grader(lesson: PreparedLesson) -> None:
    assert set(lesson.graders) == set(lesson.pack.question_by_id)


def test_preparing_twice_prepares_the_same(lesson: PreparedLesson) -> None:
    again = prepare_lesson(lesson.pack, lesson.persona)
    assert again.vocabulary == lesson.vocabulary
    asked = "why did they hire you"
    assert again.concept_words.rank(asked, "en") == lesson.concept_words.rank(asked, "en")
