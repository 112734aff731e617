"""The page Class in headless Chromium: a teacher and a student, each in a window of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.steps import QUESTION, ask
from tests.browser.test_door_in_browser import PASSWORD, come_in
from tests.browser.test_page_in_browser import SIZES, findings, sideways
from tutor.app import Tutor
from tutor.core.people import OPERATOR, Role
from tutor.settings import Settings

LONG_S = 60_000


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server with a teacher who has no class yet."""
    data = tmp_path_factory.mktemp("school")
    server = Server(data, tmp_path_factory.mktemp("elsewhere"), pace_ms=0, ready="healthz")
    tutor = Tutor(Settings(data_dir=data, index="lexical"))
    invited = tutor.classroom.add_account(OPERATOR, "Vega", Role.TEACHER)
    tutor.classroom.doors.choose_password(invited.link, "", PASSWORD)
    tutor.close()
    yield server
    server.stop()


@pytest.fixture
def windows(browser: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


def sign_in(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/signin")
    page.get_by_label("Name").fill("Vega")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Class").wait_for(state="attached")


def window(browser: Browser, windows: list[BrowserContext], **changes: object) -> Page:
    context = browser.new_context(locale="en-US", **changes)  # type: ignore[arg-type]
    context.set_default_timeout(90_000)
    windows.append(context)
    return context.new_page()


def make_class(page: Page, name: str) -> str:
    """Make a class on the page, and give the code that is shown."""
    folded = page.locator("details", has_text="Make a new class")
    folded.wait_for()
    if folded.get_attribute("open") is None:
        folded.locator("summary").click()
    folded.get_by_label("Name of the class").fill(name)
    page.get_by_role("button", name="Make the class").click()
    page.get_by_role("heading", name=name, exact=True).wait_for()
    return page.locator(".join-code").inner_text()


def await_rest(page: Page) -> None:
    """Wait until nothing of the run before is left, faded, on the page."""
    expect(page.locator("[data-stale='true']")).to_have_count(0, timeout=LONG_S)


def test_a_teacher_sees_a_student_come_and_reads_and_the_student_sees_that(
    school: Server, browser: Browser, windows: list[BrowserContext]
) -> None:
    teacher = window(browser, windows, viewport={"width": 1280, "height": 900})
    sign_in(teacher, school)
    code = make_class(teacher, "5B")
    expect(teacher.get_by_alt_text("QR code")).to_be_visible()
    link = f"{school.address}/join?code={code}"
    expect(teacher.get_by_text(link)).to_be_visible()
    teacher.evaluate("window.notReloaded = true")

    student = window(browser, windows, viewport={"width": 320, "height": 740})
    come_in(student, school, code, "Ana")
    ask(student, QUESTION["en"])

    here = teacher.locator("p", has_text="1 is here now:")
    expect(here).to_contain_text("Ana", timeout=LONG_S)
    teacher.get_by_role("button", name="There is something new").click()
    teacher.get_by_role("button", name="Ana").click()
    expect(teacher.get_by_role("heading", name="Ana")).to_be_visible()
    assert QUESTION["en"] not in teacher.locator(".stMain").inner_text()
    teacher.get_by_text("Read the talks").click()
    expect(teacher.get_by_text(QUESTION["en"])).to_be_visible()
    assert teacher.evaluate("window.notReloaded")
    await_rest(teacher)
    assert findings(teacher) == []

    student.get_by_role("button", name="See what I know").click()
    expect(student.get_by_text("your teacher · read the talks")).to_be_visible()
    assert findings(student) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_axe_finds_nothing_serious_on_the_class_page(
    school: Server, browser: Browser, windows: list[BrowserContext],
    width: int, height: int, scheme: str,
) -> None:  # fmt: skip
    page = window(
        browser, windows, viewport={"width": width, "height": height}, color_scheme=scheme
    )
    sign_in(page, school)
    make_class(page, f"{width} {scheme}")
    await_rest(page)
    assert findings(page) == []
    for summary in page.locator(".stExpander summary").all():
        if summary.locator("..").get_attribute("open") is None:
            summary.click()
    page.get_by_role("button", name="Settle it").wait_for()
    assert findings(page) == []
    assert not sideways(page)


def test_a_student_who_types_the_address_of_the_page_is_told_there_is_none(
    school: Server, browser: Browser, windows: list[BrowserContext]
) -> None:
    teacher = window(browser, windows)
    sign_in(teacher, school)
    code = make_class(teacher, "6A")
    student = window(browser, windows)
    come_in(student, school, code, "Ben")
    student.goto(f"{school.address}/class")
    expect(student.get_by_text("Page not found")).to_be_visible()
    assert "Who needs me now" not in student.locator("body").inner_text()
