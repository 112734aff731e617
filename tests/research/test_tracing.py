from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.research.logs import in_order, logs, make_attempt
from tutor.core.mastery import DEFAULT_PARAMETERS, Difficulty, Tally, expected_by_elo, move_tally
from tutor.research.attempts import Attempts
from tutor.research.evaluation import predict_stream
from tutor.research.tracing import Tracer, answers, trace

law = settings(deadline=None, max_examples=60)


@law
@given(logs(), st.data())
def test_no_prediction_sees_its_own_answer_or_a_later_one(
    log: Attempts, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(log.rows) - 1))
    changed = log.rows[place]
    rows = list(log.rows)
    rows[place] = replace(changed, correct=1.0 - changed.correct)
    before, after = predict_stream(Tracer(), log.rows), predict_stream(Tracer(), rows)
    answer = (changed.order, changed.user)
    last = max(n for n, row in enumerate(rows) if (row.order, row.user) == answer)
    assert before[: last + 1].tolist() == after[: last + 1].tolist()


def test_a_later_prediction_does_see_the_answer() -> None:
    right = [make_attempt(1), make_attempt(2)]
    wrong = [make_attempt(1, correct=0.0), make_attempt(2)]
    assert predict_stream(Tracer(), right)[1] > predict_stream(Tracer(), wrong)[1]


def test_rows_of_one_order_and_student_are_one_answer() -> None:
    rows = [
        make_attempt(1),
        make_attempt(1, concept="angles"),
        make_attempt(1, "ben"),
        make_attempt(2),
    ]
    assert [len(answer) for answer in answers(in_order(rows).rows)] == [2, 1, 1]


def test_an_answer_on_two_concepts_counts_once_for_the_student_and_once_for_each_concept() -> None:
    tracer = Tracer()
    for _ in trace(
        tracer, [make_attempt(1, item="q"), make_attempt(1, concept="angles", item="q")]
    ):
        pass
    student = tracer.students["ana"]
    assert student.overall.weight == 1.0
    assert [tally.weight for tally, _ in student.concepts.values()] == [1.0, 1.0]
    assert tracer.questions["q"].weight == 1.0


@law
@given(st.lists(st.sampled_from((0.0, 0.5, 1.0)), max_size=20))
def test_a_tracer_moves_the_tallies_of_the_learner_model(correct: list[float]) -> None:
    tracer = Tracer(DEFAULT_PARAMETERS.model_copy(update={"difficulty_step": 0.0}))
    overall = concept = Tally()
    for order, outcome in enumerate(correct):
        tracer.learn(make_attempt(order, correct=outcome))
        surprise = outcome - expected_by_elo(overall, concept, 0.0)
        overall, concept = (
            move_tally(tally, surprise, outcome, 1.0, decay, DEFAULT_PARAMETERS)
            for tally, decay in ((overall, 0.8), (concept, 0.7))
        )
    if correct:
        assert tracer.students["ana"].overall == overall
        assert tracer.students["ana"].concepts["fractions"][0] == concept


def test_what_others_fail_is_harder_for_a_new_student() -> None:
    tracer = Tracer()
    for number in range(20):
        tracer.learn(make_attempt(number, f"s{number}", concept="hard", item="h", correct=0.0))
        tracer.learn(make_attempt(number, f"s{number}", concept="easy", item="e"))
    hard, easy = (
        tracer.terms(make_attempt(99, "new", concept=concept, item=item))
        for concept, item in (("hard", "h"), ("easy", "e"))
    )
    assert hard.concept_difficulty > 0.0 > easy.concept_difficulty
    assert hard.question_difficulty > 0.0 > easy.question_difficulty
    assert tracer.concepts["hard"] == Difficulty(hard.concept_difficulty, 20.0)


def test_unknown_times_and_times_set_back_count_as_no_time() -> None:
    tracer = Tracer()
    tracer.learn(make_attempt(1, hours=100.0))
    assert tracer.terms(make_attempt(2, hours=150.0)).lag > 0.0
    assert tracer.terms(make_attempt(2, hours=50.0)).lag == 0.0
    assert tracer.terms(make_attempt(2)).lag == 0.0


@law
@given(logs(students=1, longest=60))
def test_a_students_state_does_not_grow_with_the_history(log: Attempts) -> None:
    tracer = Tracer()
    for _ in trace(tracer, log.rows):
        pass
    assert tracer.students["s0"].size() < 500
