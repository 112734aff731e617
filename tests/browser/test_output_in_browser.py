"""Nothing that a model, a pack, a student or a teacher wrote is more than text in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Server
from tests.browser.exfiltration import TEXTS
from tests.builders import START, make_exchange
from tutor.app import Tutor
from tutor.core.classes import Class
from tutor.core.events import Citation, Segment
from tutor.core.learner import update
from tutor.core.people import OPERATOR, Role
from tutor.ports import SessionRecord
from tutor.settings import Settings

CLASS = "<img src=https://evil.example/c.png onerror=x()>"
NICKNAME = "<b>[x](//evil.ex)"
EACH = 8
"""Texts to a turn, so that all forty stand on one page."""
LIVE = """() => [...document.querySelectorAll(
    'a[href], img, iframe, object, embed, video, audio, base, form, [onerror], [onload]'
  )].map(element => element.outerHTML)
    .filter(html => html.includes('evil') || html.includes('__owned') || html.startsWith('<ifr'))"""
"""What of a page is live and came out of a text."""


@dataclass
class Watched:
    """A page, and what it asked of other hosts."""

    page: Page
    foreign: list[str]

    def is_harmless(self) -> None:
        """Nothing ran, nothing was loaded from elsewhere, nothing leads there."""
        assert self.page.evaluate(LIVE) == []
        assert self.page.evaluate("window.__owned") is None
        assert self.foreign == []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    data = tmp_path_factory.mktemp("hostile")
    running = Server(data, tmp_path_factory.mktemp("elsewhere"), ready="healthz")
    yield running, data
    running.stop()


@pytest.fixture(scope="module")
def talk(server: tuple[Server, Path]) -> tuple[str, str, str]:
    """Give the code of a class, and tickets for the student whose talk holds every text."""
    tutor = Tutor(Settings(data_dir=server[1], index="lexical"))
    vega = tutor.classroom.add_account(OPERATOR, "Vega", Role.TEACHER)
    room = tutor.classroom.add_class(OPERATOR, CLASS, "bird-woman", teacher=vega.account.id)
    tickets = [tutor.classroom.ticket(OPERATOR, room.id, NICKNAME).token for _ in range(2)]
    _speak(tutor, room)
    code = tutor.classroom.new_code(OPERATOR, room.id).code
    tutor.close()
    return (code, *tickets)  # type: ignore[return-value]


def _speak(tutor: Tutor, room: Class) -> None:
    """Write what no part of the tutor would let pass straight into the log."""
    (member,) = tutor.classroom.roster(OPERATOR, room.id)
    talk = SessionRecord("talk-of-hostile-texts", member.student, "bird-woman", "sacajawea", START)
    tutor.log.start_session(talk)
    for turn in range(len(TEXTS) // EACH):
        texts = TEXTS[turn * EACH : (turn + 1) * EACH]
        model = tutor.log.learner(member.student)
        made = make_exchange(
            student=member.student, session=talk.id, ordinal=model.ordinal,
            message="\n".join(texts),
            segments=tuple(
                Segment(voice=("figure", "guide")[at % 2], text=text, support=(f"p.{turn}{at}",),
                        kind="documented")
                for at, text in enumerate(texts)
            ),
            citations=tuple(
                Citation(id=f"p.{turn}{at}", title=text, source=text, text=f"{text}\n\n{text}",
                         cited=(text,))
                for at, text in enumerate(texts)
            ),
        )  # fmt: skip
        tutor.log.append(made, update(model, made))


@pytest.fixture
def watched(server: tuple[Server, Path], browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    context.set_default_timeout(90_000)
    page = context.new_page()
    foreign: list[str] = []

    def note(url: str) -> None:
        if not url.startswith((server[0].address, "data:", "blob:")):
            foreign.append(url)

    page.on("request", lambda request: note(request.url))
    yield Watched(page, foreign)
    context.close()


def test_a_talk_full_of_hostile_texts_is_only_text(
    server: tuple[Server, Path], talk: tuple[str, str, str], watched: Watched
) -> None:
    page = watched.page
    page.goto(f"{server[0].address}/?ticket={talk[1]}")
    page.get_by_text("window.__owned=1").first.wait_for()
    page.get_by_text("rtl.png").first.wait_for()
    shown = page.locator("body").inner_text().replace("\N{WORD JOINER}", "")
    for text in TEXTS:
        first = text.replace("\u202e", "").splitlines()[0][:24]
        assert first in shown, first
    assert "evil.ex" in shown
    watched.is_harmless()
    sources = page.get_by_role("button").filter(has_text="[1]")
    for number in range(sources.count()):
        sources.nth(number).click()
        page.get_by_role("dialog").wait_for()
        watched.is_harmless()
        page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
        page.get_by_role("dialog").wait_for(state="detached")


def test_what_a_student_types_is_only_text_while_it_is_answered(
    server: tuple[Server, Path], talk: tuple[str, str, str], watched: Watched
) -> None:
    page = watched.page
    page.goto(f"{server[0].address}/?ticket={talk[2]}")
    page.wait_for_selector("textarea")
    page.fill("textarea", " ".join(TEXTS)[:1900].replace("\n", " "))
    page.press("textarea", "Enter")
    page.locator("[class*='st-key-tail-'] [data-testid='stFeedback']").last.wait_for()
    page.wait_for_timeout(1000)
    watched.is_harmless()


def test_the_door_shows_a_class_of_hostile_name_as_text(
    server: tuple[Server, Path], talk: tuple[str, str, str], watched: Watched
) -> None:
    page = watched.page
    page.goto(f"{server[0].address}/join")
    page.get_by_label("Class code").first.fill(talk[0])
    page.get_by_label("nickname").first.fill("<img src=//evil.ex>")
    page.get_by_role("button", name="Start").click()
    page.locator(".key").wait_for()
    assert CLASS in page.locator("body").inner_text()
    watched.is_harmless()
