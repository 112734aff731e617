"""The page Class, in process: every action of a teacher, and what others see of it."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Open
from tests.ui.teaching.conftest import EN, PASSWORD, Come, Desk, click, read, told
from tutor.core.alerts import Alert, AlertState, Severity
from tutor.core.classes import Policy, show_code
from tutor.core.people import OPERATOR, Actor, Role
from tutor.errors import StorageError
from tutor.ui.sharing import shared_tutor
from tutor.ui.strings import words

WRONG = "She showed them *all* of the way"
ASKED = ("Ask me about the horses", "She was the guide of the whole trip", "I do not know")


def alert(desk: Desk, student: str, exchange: str | None = None) -> Alert:
    made = Alert(f"a-{student}", student, shared_tutor().clock(), Severity.CRISIS, "self_harm",
                 "I want to *vanish*", desk.room.id, exchange)  # fmt: skip
    shared_tutor().classroom._stores.alerts.add(made)  # noqa: SLF001 - what the screen does
    return made


def labels(page) -> list[str]:
    return [button.label for button in page.button]


@pytest.mark.parametrize("locale", ["en-US", "es-MX"])
def test_a_teacher_lands_on_the_class_and_reads_it_in_their_language(desk: Desk, locale) -> None:
    say = words(locale[:2])
    page = desk.open(locale)
    assert page.title[0].value == "5B"
    assert say("needs.none") in read(page)
    assert page.metric[0].label == say("metrics.joined")


def test_a_teacher_without_a_class_makes_one_and_is_shown_its_code(desk: Desk) -> None:
    desk.classroom.remove_class(OPERATOR, desk.room.id)
    page = desk.open()
    assert EN("teach.none") in read(page)
    page.text_input(key="teach-name").set_value("6A")
    next(b for b in page.button if b.label == EN("teach.add_go")).click()
    page.run()
    assert not page.exception
    assert page.title[0].value == "6A"
    assert EN("teach.added") in told(page)
    (code,) = page.session_state["teach_codes"].values()
    assert any(f"/join?code={show_code(code)}" in block.value for block in page.code)
    assert desk.classroom.doors.join(code, "Ana", "192.0.2.7").actor.role is Role.STUDENT


@pytest.mark.parametrize("name", ["", "\u202eevil", "x" * 61])
def test_a_name_that_cannot_be_used_is_told_in_a_sentence(desk: Desk, name: str) -> None:
    page = desk.open()
    page.text_input(key="teach-name").set_value(name[:60])
    next(b for b in page.button if b.label == EN("teach.add_go")).click()
    page.run()
    assert not page.exception
    if len(name) < 60:
        assert told(page) in {EN("door.fault.empty"), EN("door.fault.hidden")}
        assert len(desk.classroom.classes(Actor(desk.account.id, Role.TEACHER))) == 1


def test_a_new_code_replaces_the_old_and_a_pause_keeps_newcomers_out(desk: Desk) -> None:
    page = click(desk.open(), "code-new")
    assert EN("join.thrown") in told(page)
    assert page.session_state["teach_codes"][desk.room.id] != desk.code.code
    page = click(page, "code-pause")
    assert EN("join.is_paused") in read(page)
    assert desk.classroom.find_class(OPERATOR, desk.room.id).paused
    page = click(page, "code-pause")
    assert not desk.classroom.find_class(OPERATOR, desk.room.id).paused


def test_every_field_of_the_policy_is_settled_from_the_page(desk: Desk) -> None:
    page = desk.open()
    page.radio(key="policy-person").set_value("third")
    page.multiselect(key="policy-languages").set_value(["es"])
    page.slider(key="policy-levels").set_value((3.0, 6.0))
    page.radio(key="policy-help").set_value("hint")
    page.checkbox(key="policy-model").set_value(True)
    page.radio(key="policy-read").set_value("summaries")
    page.number_input(key="policy-days").set_value(30)
    next(b for b in page.button if b.label == EN("policy.go")).click()
    page.run()
    assert not page.exception
    assert desk.classroom.find_class(OPERATOR, desk.room.id).policy == Policy(
        person="third", languages=("es",), level_min=3.0, level_max=6.0, help_limit="hint",
        outside_model=True, transcripts="summaries", retention_days=30,
    )  # fmt: skip
    assert len(Policy.model_fields) == 8


def test_a_policy_without_a_language_is_not_settled(desk: Desk) -> None:
    page = desk.open()
    page.multiselect(key="policy-languages").set_value([])
    next(b for b in page.button if b.label == EN("policy.go")).click()
    page.run()
    assert EN("policy.ask.languages_none") in page.warning[0].value.replace("\\", "")
    assert desk.classroom.find_class(OPERATOR, desk.room.id).policy == Policy()


def test_a_class_is_renamed_and_deleted_only_when_one_is_sure(desk: Desk) -> None:
    entry = desk.join("Ana")
    page = desk.open()
    page.text_input(key="rename").set_value("6B")
    next(b for b in page.button if b.label == EN("teach.rename")).click()
    page.run()
    assert page.title[0].value == "6B"
    assert page.button(key="end").disabled
    page.checkbox(key=f"end-sure-{desk.room.id}").check()
    page.run()
    page = click(page, "end")
    assert EN("teach.none") in read(page)
    assert shared_tutor().classroom.doors.who_is(entry.token) is None


def test_what_students_say_is_counted_mapped_and_listed(desk: Desk) -> None:
    ana, _ = desk.join("Ana"), desk.join("Ben")
    desk.say(ana, *ASKED)
    page = desk.open()
    assert [m.value for m in page.metric][:2] == ["2", "1"]
    assert "Ana" in read(page)
    assert EN("grid.ideas") in read(page)
    assert f"{EN('band.new')}: Ben" in read(page)
    assert "**Ana**" in labels(page)


def test_three_with_one_mistake_are_a_cluster_and_their_words_are_noted(desk: Desk) -> None:
    entries = [desk.join(name) for name in ("Ana", "Ben", "Eva")]
    for entry in entries:
        desk.hold(entry, WRONG)
    page = desk.open()
    view = desk.classroom.desk.overview(
        Actor(desk.account.id, Role.TEACHER), desk.room.id, shared_tutor().pack("bird-woman")
    )
    assert len(view.clusters) == 1
    assert WRONG not in read(page)
    page.toggle(key=f"words-{view.clusters[0].misconception}").set_value(True)
    page.run()
    assert WRONG in read(page)
    for entry in entries:
        reads = desk.classroom.readings(entry.actor, entry.actor.id)
        assert [(r.person, r.what) for r in reads] == [(desk.account.id, "words")]


def test_a_talk_is_read_only_on_demand_and_the_student_sees_that(desk: Desk) -> None:
    ana = desk.join("Ana")
    desk.say(ana, "How did you *find* your brother?")
    page = click(desk.open(), f"pupil-{ana.actor.id}")
    assert page.title[0].value == "Ana"
    assert "brother" not in read(page)
    assert [r.what for r in desk.classroom.readings(ana.actor, ana.actor.id)] == []
    page.toggle(key=f"read-{ana.actor.id}").set_value(True)
    page.run()
    assert "How did you *find* your brother?" in read(page)
    page.run()
    reads = desk.classroom.readings(ana.actor, ana.actor.id)
    assert [read.what for read in reads] == ["talk"]
    desk.come(ana.token)
    mine = desk.open_page()
    mine.button(key="goal-open").click()
    mine.run()
    assert EN("reads.what.talk") in read(mine)
    assert EN("reads.teacher") in read(mine)


def test_where_summaries_are_promised_no_word_is_shown(desk: Desk) -> None:
    ana = desk.join("Ana")
    desk.say(ana, *ASKED)
    desk.classroom.set_policy(OPERATOR, desk.room.id, Policy(transcripts="summaries"))
    page = click(desk.open(), f"pupil-{ana.actor.id}")
    assert EN("pupil.summaries") in read(page)
    assert not page.toggle
    for message in ASKED:
        assert message not in read(page)
    assert desk.classroom.readings(ana.actor, ana.actor.id) == ()


def test_a_long_talk_is_read_backwards_page_by_page(desk: Desk) -> None:
    ana = desk.join("Ana")
    desk.say(ana, *(f"What is stop number {n}?" for n in range(23)))
    page = click(desk.open(), f"pupil-{ana.actor.id}")
    page.toggle(key=f"read-{ana.actor.id}").set_value(True)
    page.run()
    assert "stop number 22?" in read(page)
    assert "stop number 0?" not in read(page)
    page = click(page, f"transcript-{ana.actor.id}-more")
    assert "stop number 0?" in read(page)
    assert "stop number 22?" in read(page)


def test_an_alert_goes_from_new_to_seen_to_closed_and_is_kept(desk: Desk) -> None:
    ana = desk.join("Ana")
    desk.say(ana, "one", "two", "three")
    exchange = list(shared_tutor().log.exchanges(ana.actor.id))[2]
    made = alert(desk, ana.actor.id, exchange.id)
    page = desk.open()
    assert EN("needs.crisis") in read(page)
    assert "I want to *vanish*" in read(page)
    page.toggle(key=f"around-{made.id}").set_value(True)
    page.run()
    assert all(said in read(page) for said in ("one", "two", "three"))
    assert [r.what for r in desk.classroom.readings(ana.actor, ana.actor.id)] == ["alert"]
    page = click(page, f"move-{made.id}-seen")
    page = click(page, f"move-{made.id}-closed")
    assert EN("needs.none") in read(page)
    assert "I want to *vanish*" in read(page)
    (kept,) = desk.classroom.alarms.of_class(OPERATOR, desk.room.id)
    assert (kept.state, kept.closed_by) == (AlertState.CLOSED, desk.account.id)
    click(page, f"move-{made.id}-seen")
    (kept,) = desk.classroom.alarms.of_class(OPERATOR, desk.room.id)
    assert kept.state is AlertState.SEEN


def test_a_student_gets_a_key_a_copy_and_is_forgotten(desk: Desk) -> None:
    ana = desk.join("Ana")
    desk.say(ana, "hello")
    page = click(desk.open(), f"pupil-{ana.actor.id}")
    page = click(page, "new-key")
    key = page.session_state[f"key-{ana.actor.id}"]
    assert any(show_code(key) == block.value for block in page.code)
    back = desk.classroom.doors.come_back(desk.code.code, "Ana", key, "192.0.2.7")
    assert back.actor.id == ana.actor.id
    page = click(page, "takeout-make")
    assert '"hello"' in page.session_state[f"copy-{ana.actor.id}"]
    assert page.button(key="forget").disabled
    page.checkbox(key=f"sure-{ana.actor.id}").check()
    page.run()
    page = click(page, "forget")
    assert page.title[0].value == "5B"
    assert desk.classroom.roster(OPERATOR, desk.room.id) == ()
    assert f"copy-{ana.actor.id}" not in page.session_state


def test_another_teachers_class_is_neither_listed_nor_opened(desk: Desk) -> None:
    other = desk.classroom.add_account(OPERATOR, f"Other {desk.account.id[:5]}", Role.TEACHER)
    foreign = desk.classroom.add_class(OPERATOR, "7C", "bird-woman", teacher=other.account.id)
    code = desk.classroom.new_code(OPERATOR, foreign.id)
    ben = desk.classroom.doors.join(code.code, "Ben", "192.0.2.7")
    page = desk.open()
    page.session_state["teach_class"] = foreign.id
    page.session_state["teach_student"] = ben.actor.id
    page.run()
    assert not page.exception
    assert "Ben" not in read(page)
    assert EN("teach.gone") in page.warning[0].value.replace("\\", "")


def test_a_class_deleted_in_mid_session_is_met_by_a_sentence(desk: Desk) -> None:
    ana = desk.join("Ana")
    page = click(desk.open(), f"pupil-{ana.actor.id}")
    desk.classroom.remove_class(OPERATOR, desk.room.id, with_students=True)
    page = click(page, "new-key")
    assert EN("teach.none") in read(page)


def test_a_role_changed_in_mid_session_is_told_and_the_page_is_gone(desk: Desk) -> None:
    ana = desk.join("Ana")
    page = desk.open()
    desk.classroom.change_role(OPERATOR, desk.account.id, Role.RESEARCHER)
    page.button(key=f"pupil-{ana.actor.id}").click()
    page.run()
    assert not page.exception
    assert EN("role.changed") in told(page)
    assert "Ana" not in read(page)


def test_an_account_shut_in_mid_session_sees_nothing_more(desk: Desk) -> None:
    desk.join("Ana")
    page = desk.open()
    desk.classroom.shut_account(OPERATOR, desk.account.id)
    page.run()
    assert not page.exception
    assert EN("seat.gone") in told(page)
    assert "Ana" not in read(page)


def test_an_administrator_sees_the_class_without_talks_and_beliefs(desk: Desk, come: Come) -> None:
    ana = desk.join("Ana")
    desk.say(ana, *ASKED)
    alert(desk, ana.actor.id)
    room = desk.classroom
    boss = room.add_account(OPERATOR, f"Boss {desk.account.id[:5]}", Role.ADMINISTRATOR)
    come(room.doors.choose_password(boss.link, "", PASSWORD).token)
    page = desk.open_page()
    page.session_state["teach_class"] = desk.room.id
    page.run()
    assert not page.exception
    assert "I want to *vanish*" in read(page)
    assert EN("grid.ideas") not in read(page)
    assert EN("clusters.title") not in read(page)
    assert len(page.metric) == 3
    page = click(page, f"pupil-{ana.actor.id}")
    assert EN("pupil.model") not in read(page)
    for message in ASKED:
        assert message not in read(page)


def test_a_student_has_no_such_page(desk: Desk, come: Come, open_page: Open) -> None:
    come(desk.join("Ana").token)
    page = open_page()
    assert page.title[0].value == "Sacajawea"
    assert EN("needs.title") not in read(page)


def test_trouble_is_told_without_a_path(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise StorageError("/secret/tutor.sqlite3: unreadable")

    monkeypatch.setattr(type(desk.classroom.desk), "overview", fail)
    page = desk.open()
    assert EN("trouble.start") in page.warning[0].value.replace("\\", "")
    assert "secret" not in read(page)
