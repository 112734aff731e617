"""The page inside a frame of another site, where the browser keeps no cookie."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page

from tests.browser.conftest import Server
from tutor.app import Tutor
from tutor.core.people import OPERATOR, Role
from tutor.settings import Settings

FRAME = "<!doctype html><title>Course</title><iframe width=900 height=800 src='{}'></iframe>"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """Give the folder and port of a learning platform; `localhost` is another site than its IP."""
    folder = tmp_path_factory.mktemp("platform")
    serving = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield folder, serving.server_address[1]
    serving.shutdown()
    serving.server_close()


@pytest.fixture(scope="module")
def school(
    tmp_path_factory: pytest.TempPathFactory, platform: tuple[Path, int]
) -> Iterator[tuple[Server, Tutor, str]]:
    data = tmp_path_factory.mktemp("framed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUTOR_FRAME_ANCESTORS", f"http://localhost:{platform[1]}")
        server = Server(data, tmp_path_factory.mktemp("elsewhere"), ready="healthz")
    tutor = Tutor(Settings(data_dir=data, index="lexical"))
    vega = tutor.classroom.add_account(OPERATOR, "Vega", Role.TEACHER).account
    room = tutor.classroom.add_class(OPERATOR, "5B", "bird-woman", teacher=vega.id)
    yield server, tutor, room.id
    tutor.close()
    server.stop()


def framed(page: Page, platform: tuple[Path, int], address: str, host: str = "localhost") -> Frame:
    """Open the platform's page around an address; gives what stands in the frame."""
    (platform[0] / "course.html").write_text(FRAME.format(address))
    page.goto(f"http://{host}:{platform[1]}/course.html")
    return page.frames[-1]


def test_a_ticket_opens_a_talk_in_a_foreign_frame_and_a_reload_finds_it_again(
    school: tuple[Server, Tutor, str], platform: tuple[Path, int], browser: Browser
) -> None:
    server, tutor, room = school
    ticket = tutor.classroom.ticket(OPERATOR, room, "Ana").token
    context = browser.new_context(locale="en-US")
    context.set_default_timeout(90_000)
    page = context.new_page()
    frame = framed(page, platform, f"{server.address}/?embed=true&ticket={ticket}")
    frame.locator("textarea").fill("How did you find your brother?")
    frame.locator("textarea").press("Enter")
    frame.get_by_text("Cameahwait").first.wait_for()
    frame.wait_for_function("given => !location.href.includes(given)", arg=ticket)
    assert [c for c in context.cookies() if c["name"] == "tutor_seat"] == []
    frame.evaluate("location.reload()")
    page.wait_for_timeout(1000)
    page.frames[-1].get_by_text("Cameahwait").first.wait_for()
    again = framed(page, platform, f"{server.address}/?embed=true&ticket={ticket}")
    again.get_by_text("was used or has ended").wait_for()
    assert again.locator("textarea").count() == 0
    context.close()


def test_a_site_that_is_not_named_cannot_frame_the_page(
    school: tuple[Server, Tutor, str], platform: tuple[Path, int], browser: Browser
) -> None:
    server, tutor, room = school
    ticket = tutor.classroom.ticket(OPERATOR, room, "Ben").token
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    address = f"{server.address}/?embed=true&ticket={ticket}"
    frame = framed(page, platform, address, host="127.0.0.1")
    page.wait_for_timeout(3000)
    assert frame.locator("textarea").count() == 0
    assert tutor.classroom.tickets.open(ticket), "nothing has used it up"
    context.close()
