"""The page Administration in headless Chromium, on a desk and on a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Server
from tests.browser.test_page_in_browser import findings, sideways
from tutor.app import Tutor
from tutor.core.people import OPERATOR, Role
from tutor.settings import Settings

PASSWORD = "horses on the plains"  # noqa: S105 - of a test


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str, str]]:
    """Give a server with a class, and links for an administrator and a teacher."""
    data = tmp_path_factory.mktemp("office")
    server = Server(data, tmp_path_factory.mktemp("elsewhere"), ready="healthz")
    tutor = Tutor(Settings(data_dir=data, index="lexical"))
    rosa = tutor.classroom.add_account(OPERATOR, "Rosa", Role.ADMINISTRATOR)
    vega = tutor.classroom.add_account(OPERATOR, "Señora Vega", Role.TEACHER)
    tutor.classroom.add_class(OPERATOR, "5B", "bird-woman", teacher=vega.account.id)
    tutor.close()
    yield server, rosa.link, vega.link
    server.stop()


def sign_in(page: Page, server: Server, link: str) -> None:
    page.goto(f"{server.address}/welcome?link={link}")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.wait_for_selector("[data-testid='stSidebar'], textarea", state="attached")


def test_an_administrator_finds_the_page_and_makes_an_account(
    school: tuple[Server, str, str], browser: Browser
) -> None:
    server, link, _ = school
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    context.set_default_timeout(90_000)
    page = context.new_page()
    sign_in(page, server, link)
    page.get_by_role("link", name="Administration").click()
    page.get_by_role("heading", name="State of the program").wait_for()
    page.get_by_text("Add an account").click()
    page.get_by_label("Name").fill("Herr Weiss")
    page.get_by_role("button", name="Add and make a link").click()
    made = page.get_by_test_id("stCode").inner_text()
    assert re.match(rf"{server.address}/welcome\?link=\w{{32}}", made)
    assert findings(page) == []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 740})
        page.wait_for_timeout(500)
        assert not sideways(page)
    context.close()


def test_a_teacher_finds_no_such_page(school: tuple[Server, str, str], browser: Browser) -> None:
    server, _, link = school
    context = browser.new_context(locale="en-US")
    context.set_default_timeout(90_000)
    page = context.new_page()
    sign_in(page, server, link)
    assert page.get_by_role("link", name="Administration").count() == 0
    page.goto(f"{server.address}/admin")
    page.get_by_text("Page not found").wait_for()
    assert page.get_by_role("heading", name="State of the program").count() == 0
    context.close()
