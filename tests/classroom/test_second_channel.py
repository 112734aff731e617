"""The second channel over real servers: told once, told soon, and told at last."""

from __future__ import annotations

import email
import email.policy
import json
import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

from tests.classroom.school import School
from tests.classroom.servers import Post, free_port, serving
from tutor.classroom.background import SEND_EVERY_S
from tutor.classroom.journal import JOURNAL
from tutor.classroom.mail import Mail
from tutor.classroom.second_channel import (
    CLAIMED,
    DEADLINE_S,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    TOGETHER,
    SecondChannel,
    Sender,
    SendError,
    Sending,
    pause_after,
)
from tutor.classroom.webhook import SIGNATURE, SIGNED_AT, Webhook, sign
from tutor.core.alerts import Alert, AlertState, Severity
from tutor.core.notices import Notice, write_notice
from tutor.storage import open_log

WORDS = "i want to die and my name is Zacharias"
KEY = "shared with the receiver"


@dataclass
class Scene:
    """A school with a student, and a second channel over it."""

    school: School
    room: str
    student: str
    count: int = 0
    given: list[Alert] = field(default_factory=list)

    def alert(self, severity: Severity = Severity.CRISIS, student: str | None = None) -> Alert:
        self.count += 1
        made = Alert(
            f"a{self.count}", student or self.student, self.school.now, severity, "self_harm",
            WORDS, self.room,
        )  # fmt: skip
        self.school.stores.alerts.add(made)
        return made

    def channel(self, *senders: Sender, **sending: object) -> SecondChannel:
        stores = self.school.stores
        usual = Sending(senders, deadline_s=1.0)
        return SecondChannel(
            stores.alerts, stores.classes, lambda: self.school.now, replace(usual, **sending)
        )  # type: ignore[arg-type]

    def stored(self, alert: Alert) -> Alert:
        found = self.school.stores.alerts.alert(alert.id)
        assert found is not None
        return found


@pytest.fixture
def scene(school: School) -> Scene:
    room, code = school.room("5B", school.person("Vega"))
    return Scene(school, room.id, school.join(code, "Zacharias").actor.id)


@pytest.fixture
def box() -> Iterator[Post]:
    with serving("mail", Post()) as post:
        yield post


@pytest.fixture
def hook() -> Iterator[Post]:
    with serving("hook", Post()) as post:
        yield post


def mail_to(post: Post) -> Mail:
    to = ("vega@school.test", "office@school.test")
    return Mail(to, "tutor@school.test", "127.0.0.1", post.port, "none")


def hook_at(post: Post, scene: Scene, key: str = KEY) -> Webhook:
    return Webhook(f"http://127.0.0.1:{post.port}/alerts", lambda: scene.school.now, key)


class Told:
    """A sender that keeps what it is given, or fails."""

    def __init__(self, name: str = "told", *, fails: bool = False) -> None:
        self.name, self.fails = name, fails
        self.notices: list[Notice] = []

    def send(self, notice: Notice) -> None:
        if self.fails:
            raise SendError("told to")
        self.notices.append(notice)


def test_a_mail_names_class_urgency_time_and_page_and_never_the_childs_words(
    scene: Scene, box: Post
) -> None:
    alert = scene.alert()
    channel = scene.channel(mail_to(box), page="https://tutor.school.test")
    assert channel.send_due() == 1
    (raw,) = box.mails
    mail = email.message_from_string(raw, policy=email.policy.default)
    said = mail.get_content()
    assert mail["To"] == "vega@school.test, office@school.test"
    assert "5B" in mail["Subject"]
    for part in ("5B", "crisis", "2026-03-02T09:00:00Z", "https://tutor.school.test", "peligro"):
        assert part in said
    for private in ("Zacharias", "want to die", scene.student):
        assert private not in raw
        assert private not in said
    assert scene.stored(alert).delivered == scene.school.now
    assert channel.send_due() == 0
    assert len(box.recipients) == 2


def test_the_words_are_told_where_the_operator_wants_them(scene: Scene, box: Post) -> None:
    scene.alert()
    assert scene.channel(mail_to(box), words=True).send_due() == 1
    mail = email.message_from_string(box.mails[0], policy=email.policy.default)
    assert WORDS in mail.get_content()


def test_a_webhook_is_signed_over_time_and_body(scene: Scene, hook: Post) -> None:
    scene.alert()
    assert scene.channel(hook_at(hook, scene)).send_due() == 1
    (body,), (headers,) = hook.bodies, hook.headers
    at = headers[SIGNED_AT]
    assert headers[SIGNATURE] == f"sha256={sign(KEY, at, body)}"
    assert sign(KEY, at, body) != sign(KEY, at, body + b" ") != sign("other", at, body)
    assert int(at) == int(scene.school.now.timestamp())
    said = json.loads(body)
    assert (said["class"], said["severity"], said["words"]) == ("5B", "crisis", [])
    assert b"Zacharias" not in body


def test_a_redirection_is_not_followed(scene: Scene, hook: Post) -> None:
    hook.manner = "refuses"
    with pytest.raises(SendError, match="HTTP 307"):
        hook_at(hook, scene).send(write_notice([scene.alert()], "5B", page="", words=False))
    assert hook.connections == 1


@pytest.mark.parametrize("kind", ["mail", "hook"])
def test_nobody_who_listens_is_told_as_a_failure(scene: Scene, kind: str) -> None:
    post = Post(port=free_port())
    sender = mail_to(post) if kind == "mail" else hook_at(post, scene)
    with pytest.raises(SendError, match="ConnectionRefusedError"):
        sender.send(write_notice([scene.alert()], None, page="", words=False))


@pytest.mark.parametrize("manner", ["refuses", "hangs up"])
def test_a_server_that_fails_is_tried_again_later_and_later(
    scene: Scene, box: Post, manner: str
) -> None:
    box.manner = manner  # type: ignore[assignment]
    alert, channel = scene.alert(), scene.channel(mail_to(box))
    for attempt in range(4):
        assert channel.send_due() == 0
        stored = scene.stored(alert)
        assert stored.attempts == attempt + 1
        assert stored.next_attempt == scene.school.now + pause_after(attempt)
        assert channel.send_due() == 0, "not before its time"
        assert scene.stored(alert).attempts == attempt + 1
        assert stored.next_attempt is not None
        scene.school.now = stored.next_attempt
    box.manner = "good"
    assert channel.send_due() == 1
    assert len(box.mails) == 1


def test_pauses_double_up_to_a_quarter_of_an_hour() -> None:
    pauses = [pause_after(attempts) for attempts in range(40)]
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert pauses == sorted(pauses)
    assert set(pauses[10:]) == {LONGEST_PAUSE}


def test_an_alert_is_told_within_a_minute_though_the_first_tries_fail(scene: Scene) -> None:
    """Of the clock: rounds as far apart as those of `tutor serve`, two failures, every way slow."""
    told = Told(fails=True)
    alert, channel = scene.alert(), scene.channel(told)
    for round_ in range(12):
        scene.school.later(seconds=SEND_EVERY_S)
        told.fails = round_ < 3
        channel.send_due()
    delivered = scene.stored(alert).delivered
    assert delivered is not None
    assert delivered - alert.at <= timedelta(seconds=60)
    assert CLAIMED.total_seconds() > 2 * DEADLINE_S, "no claim ends while two ways are tried"


@pytest.mark.parametrize("manner", ["hangs", "talks slowly"])
def test_a_server_that_hangs_holds_nobody_up_and_the_other_way_is_taken(
    scene: Scene, hook: Post, manner: str
) -> None:
    hook.manner = manner  # type: ignore[assignment]
    told = Told()
    alert = scene.alert()
    channel = scene.channel(hook_at(hook, scene), told, deadline_s=0.3)
    began = monotonic()
    assert channel.send_due() == 1
    assert monotonic() - began < 5
    assert len(told.notices) == 1
    assert scene.stored(alert).delivered is not None


def test_a_restart_sends_what_a_dead_program_had_claimed(scene: Scene) -> None:
    alert = scene.alert()
    assert scene.school.stores.alerts.claim(alert, scene.school.now + CLAIMED)
    told = Told()
    channel = scene.channel(told)
    assert channel.send_due() == 0
    scene.school.later(seconds=CLAIMED.total_seconds())
    assert channel.send_due() == 1
    assert len(told.notices) == 1


def test_several_programs_never_send_one_alert_twice(tmp_path: Path) -> None:
    """Eight programs over one file, thirty students in need, all sending at once."""
    url = f"sqlite:///{tmp_path}/school.db"
    schools = [School(open_log(url)) for _ in range(8)]
    first = schools[0]
    room, code = first.room("5B", first.person("Vega"))
    for number in range(30):
        student = first.join(code, f"student {number:02}x").actor.id
        first.alert(student, room.id)
    told, together = Told(), threading.Barrier(len(schools))

    def work(school: School) -> int:
        stores = school.stores
        channel = SecondChannel(stores.alerts, stores.classes, lambda: school.now, Sending((told,)))
        together.wait()
        return sum(channel.send_due() for _ in range(3))

    with ThreadPoolExecutor(len(schools)) as threads:
        sent = list(threads.map(work, schools))
    assert sum(sent) == 30
    assert len(told.notices) == len({notice.id for notice in told.notices}) == 30
    for school in schools:
        school.log.close()


def test_cries_of_one_student_are_told_together_and_a_graver_one_at_once(scene: Scene) -> None:
    told = Told()
    channel = scene.channel(told, least=Severity.CONCERN)
    scene.alert(Severity.CONCERN)
    scene.alert(Severity.CONCERN)
    assert channel.send_due() == 2
    assert [notice.alerts for notice in told.notices] == [2]
    scene.school.later(seconds=10)
    scene.alert(Severity.CONCERN)
    assert channel.send_due() == 0
    scene.alert(Severity.CRISIS)
    assert channel.send_due() == 2
    assert [notice.severity for notice in told.notices] == [Severity.CONCERN, Severity.CRISIS]
    scene.alert(Severity.CRISIS)
    scene.school.later(seconds=TOGETHER.total_seconds() - 1)
    assert channel.send_due() == 0
    scene.school.later(seconds=1)
    assert channel.send_due() == 1


def test_only_what_is_urgent_enough_and_not_seen_yet_is_sent(scene: Scene) -> None:
    for severity in (Severity.CONCERN, Severity.NOTE):
        scene.alert(severity)
    seen = scene.alert()
    moved = replace(seen, state=AlertState.SEEN, seen_by="vega", seen_at=scene.school.now)
    assert scene.school.stores.alerts.move(moved, AlertState.NEW)
    told = Told()
    assert scene.channel(told).send_due() == 0
    assert scene.channel(told, least=Severity.NOTE).send_due() == 2
    assert scene.channel().send_due() == 0


def test_a_name_of_a_class_cannot_forge_a_header(scene: Scene, box: Post) -> None:
    notice = write_notice(
        [scene.alert()], "5B\r\nBcc: everybody@evil.test\u2028x", page="", words=False
    )
    mail_to(box).send(notice)
    mail = email.message_from_string(box.mails[0], policy=email.policy.default)
    assert mail["Bcc"] is None
    assert len(box.recipients) == 2


def test_a_servers_words_and_the_students_are_not_logged(
    scene: Scene, box: Post, caplog: pytest.LogCaptureFixture
) -> None:
    box.manner = "refuses"
    scene.alert()
    with caplog.at_level(logging.INFO, JOURNAL):
        scene.channel(mail_to(box)).send_due()
        box.manner = "good"
        scene.school.later(seconds=60)
        scene.channel(mail_to(box)).send_due()
    events = [json.loads(record.message) for record in caplog.records if record.name == JOURNAL]
    assert [one["event"] for one in events] == ["alert not sent", "alert sent"]
    assert events[0]["why"].startswith("SMTPRecipientsRefused")
    assert "words of a server" not in caplog.text
    assert "die" not in caplog.text
