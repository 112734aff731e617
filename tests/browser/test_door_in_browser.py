"""The door in headless Chromium: from the code on the board to a talk that is found again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Server
from tests.browser.steps import QUESTION, ask, figures
from tests.browser.test_page_in_browser import findings, sideways
from tutor.app import Tutor
from tutor.core.people import OPERATOR, Role
from tutor.settings import Settings

PASSWORD = "horses on the plains"  # noqa: S105 - of a test


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """Give a server with one class, and its code."""
    data = tmp_path_factory.mktemp("school")
    server = Server(data, tmp_path_factory.mktemp("elsewhere"))
    tutor = Tutor(Settings(data_dir=data, index="lexical"))
    invited = tutor.classroom.add_account(OPERATOR, "Vega", Role.TEACHER)
    room = tutor.classroom.add_class(OPERATOR, "5B", "bird-woman", teacher=invited.account.id)
    code = tutor.classroom.new_code(OPERATOR, room.id).code
    tutor.close()
    yield server, code
    server.stop()


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 320, "height": 740}, locale="en-US")
    context.set_default_timeout(90_000)
    yield context
    context.close()


def come_in(page: Page, server: Server, code: str, nickname: str) -> str:
    """Join, and give the return key."""
    page.goto(server.address)
    assert page.url == f"{server.address}/join"
    page.get_by_label("Class code").first.fill(code.lower())
    page.get_by_label("nickname").first.fill(nickname)
    page.get_by_role("button", name="Start").click()
    key = page.locator(".key").inner_text()
    page.get_by_role("link", name="Start").click()
    page.wait_for_selector("textarea")
    return key


def test_a_student_joins_talks_and_is_found_again_here_and_elsewhere(
    school: tuple[Server, str], window: BrowserContext, browser: Browser
) -> None:
    server, code = school
    page = window.new_page()
    key = come_in(page, server, code, "Ana")
    ask(page, QUESTION["en"])
    assert "Cameahwait" in figures(page)[-1]
    assert "me=" not in page.url
    page.goto(server.address)
    page.wait_for_selector("textarea")
    page.get_by_text("Cameahwait").first.wait_for()
    (cookie,) = [c for c in window.cookies() if c["name"] == "tutor_seat"]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert "tutor_seat" not in page.evaluate("document.cookie")

    other = browser.new_context(locale="es-MX")
    elsewhere = other.new_page()
    elsewhere.goto(server.address)
    elsewhere.locator("#back-code").fill(code)
    elsewhere.locator("#back-nickname").fill("ANA")
    elsewhere.locator("#back-key").fill(key)
    elsewhere.get_by_role("button", name="Seguir").click()
    elsewhere.wait_for_selector("textarea", timeout=90_000)
    elsewhere.get_by_text("Cameahwait").first.wait_for(timeout=90_000)
    other.close()


def test_a_student_signs_out_and_an_open_tab_shows_nothing_more(
    school: tuple[Server, str], window: BrowserContext
) -> None:
    server, code = school
    page = window.new_page()
    come_in(page, server, code, "Ben")
    ask(page, QUESTION["en"])
    second = window.new_page()
    second.goto(f"{server.address}/signout")
    second.get_by_role("button", name="Sign out now").click()
    assert second.url.startswith(f"{server.address}/join")
    page.locator("textarea").fill("Were you the guide?")
    page.locator("textarea").press("Enter")
    page.get_by_text("You are signed out").wait_for()
    page.reload()
    assert "/join" in page.url


@pytest.mark.parametrize("path", ["/join", "/join?lang=es", "/signin", "/signout"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_door_can_be_used_by_everyone(
    school: tuple[Server, str], browser: Browser, path: str, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    page.goto(school[0].address + path)
    assert findings(page) == []
    assert not page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
    )
    context.close()


def test_the_door_works_without_a_script_and_with_the_keyboard_alone(
    school: tuple[Server, str], browser: Browser
) -> None:
    server, code = school
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}/join")
    page.locator("#new-code").focus()
    page.keyboard.type(code)
    page.keyboard.press("Tab")
    page.keyboard.type("Eva")
    page.keyboard.press("Enter")
    page.locator(".key").wait_for()
    page.go_back()
    page.locator("#new-nickname").fill("EVA")
    page.locator("#new-code").fill(code)
    page.get_by_role("button", name="Start").click()
    assert "already has this name" in page.get_by_role("alert").inner_text()
    context.close()


def test_who_only_tries_it_out_needs_no_class_and_has_no_key_in_the_address(
    school: tuple[Server, str], window: BrowserContext
) -> None:
    page = window.new_page()
    page.goto(f"{school[0].address}/join")
    page.get_by_role("link", name="Just try it").click()
    page.wait_for_selector("textarea")
    ask(page, QUESTION["en"])
    assert "me=" not in page.url
    assert not sideways(page)


def test_the_first_start_prints_the_link_that_makes_the_first_administrator(
    school: tuple[Server, str], window: BrowserContext
) -> None:
    printed = school[0].output.read_text()
    (link,) = re.findall(r"http://127\.0\.0\.1:\d+/welcome\?link=\w{32}", printed)
    page = window.new_page()
    page.goto(link)
    assert findings(page) == []
    page.get_by_label("Name").fill("Rosa")
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Class").wait_for(state="attached")
    page.goto(link)
    assert page.locator("form").count() == 0
    page.goto(f"{school[0].address}/signin")
    page.get_by_label("Name").fill("rosa")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Class").wait_for(state="attached")
    page.get_by_text("Signed in with an account").wait_for(state="attached")
