"""What a person sees and does, in headless Chromium."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Server, Visitor
from tests.browser.steps import (
    LONG,
    QUESTION,
    answers,
    ask,
    await_answers,
    await_first_piece,
    figures,
    say,
)
from tests.ui.hostile import HOSTILE

SIZES = [(1280, 900), (320, 740)]


def findings(page: Page) -> list[str]:
    """What axe calls serious or critical, once animations are over."""
    page.wait_for_timeout(600)
    violations = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:120]}"
        for v in violations
        if v["impact"] in ("serious", "critical")
    ]


def sideways(page: Page) -> bool:
    """Whether anything can be scrolled sideways."""
    return bool(
        page.evaluate(
            "[document.documentElement, document.querySelector('.stMain')]"
            ".some(node => node.scrollWidth > node.clientWidth + 1)"
        )
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_first_answer_comes_with_sources_and_is_announced(visit: Visitor, language):
    page = visit(locale="es-MX" if language == "es" else "en-US")
    ask(page, QUESTION[language])
    assert "Cameahwait" in figures(page)[-1]
    assert page.evaluate("document.documentElement.lang") == language
    region = page.locator("#tutor-says")
    page.wait_for_function("document.getElementById('tutor-says').textContent.length > 0")
    assert region.get_attribute("aria-live") == "polite"
    assert region.get_attribute("role") == "status"
    assert "Cameahwait" in region.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(
    visit: Visitor, width, height, scheme
):
    page = visit(width=width, height=height, scheme=scheme)
    assert findings(page) == []
    ask(page, QUESTION["en"])
    ask(page, LONG)
    assert findings(page) == []
    assert not sideways(page)
    page.locator("[class*='st-key-source-'] button").last.click()
    page.get_by_role("dialog").wait_for()
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.get_by_role("button", name="Why this answer?").click()
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="See what I know").click()
    page.get_by_role("heading", name="How I speak to you").wait_for()
    assert findings(page) == []
    assert not sideways(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_map_and_timeline_fit_every_page_and_are_named(visit: Visitor, width, height, scheme):
    page = visit(width=width, height=height, scheme=scheme)
    ask(page, QUESTION["en"])
    page.get_by_text("Where and when").click()
    pictures = page.get_by_test_id("stExpander").locator("img")
    pictures.nth(1).wait_for()
    for picture in pictures.all():
        assert "17 August 1805" in (picture.get_attribute("alt") or "")
        assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
        assert 200 < picture.evaluate("image => image.getBoundingClientRect().width") < width
    assert findings(page) == []
    assert not sideways(page)


@pytest.mark.parametrize(
    ("locale", "read", "before", "back"),
    [
        ("en-US", "Read the journal", "Before", "Back to the source"),
        ("es", "Leer la entrada", "Antes", "Volver a la fuente"),
    ],
)
def test_a_cited_entry_is_read_beside_the_talk(
    visit_with_journals: Visitor, locale, read, before, back
):
    page = visit_with_journals(locale=locale, width=320, height=740)
    ask(page, QUESTION[locale[:2]])
    page.locator("[class*='st-key-source-'] button").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button").filter(has_text=read).first.click()
    entry = dialog.locator(".entry")
    entry.wait_for()
    assert entry.get_attribute("lang") == "en"
    first = entry.inner_text()
    assert "<b>" in first
    assert findings(page) == []
    dialog.get_by_role("button").filter(has_text=before).click()
    page.wait_for_function(
        "first => document.querySelector('.entry')?.innerText !== first", arg=first
    )
    dialog.get_by_role("button").filter(has_text=back).click()
    dialog.get_by_role("button").filter(has_text=read).first.wait_for()


def test_figure_and_guide_are_told_apart_by_name_and_not_by_colour_alone(visit: Visitor):
    page = visit()
    ask(page, QUESTION["en"])
    ask(page, LONG)
    for voice in ("Sacajawea", "Guide · the historian"):
        assert page.get_by_role("group", name=voice).count() >= 1
        assert page.get_by_role("group", name=voice).first.get_by_text(voice).count() >= 1
    styles = page.evaluate(
        "['figure', 'guide'].map(v => getComputedStyle(document.querySelector("
        "`[class*='st-key-${v}-']`)).borderLeftStyle)"
    )
    assert styles == ["solid", "double"]


def test_the_keyboard_alone_asks_and_opens_a_source(visit: Visitor):
    page = visit()
    for _ in range(16):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type(QUESTION["en"])
    page.keyboard.press("Enter")
    await_answers(page, 1)
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        if re.search(r"\[1\]", page.evaluate("document.activeElement.innerText") or ""):
            break
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    assert "▸" in page.get_by_role("dialog").inner_text()


def test_a_click_in_mid_answer_loses_nothing(visit: Visitor):
    page = visit()
    say(page, LONG)
    await_first_piece(page)
    page.get_by_role("button", name="Help").click()
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    await_answers(page, 1)
    assert len(figures(page)) > 1
    assert LONG in page.locator("[class*='st-key-said-']").first.inner_text()


def test_a_second_question_in_mid_answer_waits_and_both_are_answered(visit: Visitor):
    page = visit()
    say(page, LONG)
    await_first_piece(page)
    say(page, QUESTION["en"])
    page.get_by_text("Your message is waiting").wait_for()
    await_answers(page, 2)
    said = page.locator("[class*='st-key-said-']").all_inner_texts()
    assert [LONG in said[0], QUESTION["en"] in said[1]] == [True, True]
    assert "Cameahwait" in figures(page)[-1]


def test_a_reload_in_mid_answer_loses_nothing(visit: Visitor):
    page = visit()
    say(page, LONG)
    await_first_piece(page)
    page.reload()
    await_answers(page, 1)
    assert LONG in page.locator("[class*='st-key-said-']").first.inner_text()
    assert answers(page).count() == 1


def test_three_seconds_without_a_network_lose_nothing(visit: Visitor):
    page = visit()
    say(page, LONG)
    await_first_piece(page)
    page.context.set_offline(True)
    page.wait_for_timeout(3000)
    page.context.set_offline(False)
    await_answers(page, 1)
    ask(page, QUESTION["en"])
    assert "Cameahwait" in figures(page)[-1]


def test_a_change_of_language_in_mid_answer_loses_nothing(visit: Visitor):
    page = visit()
    say(page, LONG)
    await_first_piece(page)
    page.get_by_role("combobox", name="Language").click()
    page.get_by_role("option", name="Español").click()
    await_answers(page, 1)
    page.wait_for_function("document.documentElement.lang === 'es'")
    assert LONG in page.locator("[class*='st-key-said-']").first.inner_text()


def test_stop_keeps_what_was_shown_and_the_rest_can_be_seen(visit: Visitor):
    page = visit()
    say(page, LONG)
    await_first_piece(page)
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("You stopped this answer here.").wait_for()
    kept = "".join(figures(page))
    page.wait_for_timeout(1500)
    assert "".join(figures(page)) == kept
    page.get_by_role("button", name="Show the rest").click()
    await_answers(page, 1)
    assert len("".join(figures(page))) > len(kept)


def test_nothing_of_an_answer_in_the_making_is_left_behind(visit: Visitor):
    page = visit()
    ask(page, LONG)
    ask(page, "Did you have a phone?")
    page.wait_for_timeout(500)
    assert page.get_by_role("button", name="Stop").count() == 0
    assert page.get_by_text("Looking in the sources").count() == 0


@pytest.mark.parametrize("place", range(0, len(HOSTILE), 9))
def test_hostile_texts_are_shown_as_written(visit: Visitor, place):
    page = visit()
    for number, text in enumerate(HOSTILE[place : place + 9], start=1):
        page.fill("textarea", text)
        page.press("textarea", "Enter")
        page.locator("[class*='st-key-said-']").nth(number - 1).wait_for()
        said = page.locator("[class*='st-key-said-']").nth(number - 1)
        body = said.locator("[data-testid='stMarkdownContainer']").nth(1)
        shown = body.inner_text().replace("\N{WORD JOINER}", "").split()
        wanted = re.sub("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", text).split()
        if "\x00" not in text:
            assert shown == wanted
        assert said.locator("a, script, style, table, ul, ol, h1, code, .katex").count() == 0
        assert said.locator("p img, p [role=img]").count() == 0


def test_the_server_answers_health_checks_and_guards_its_headers(server: Server, visit: Visitor):
    page = visit()
    for path, status in (("/healthz", "ok"), ("/readyz", "ready")):
        answer = page.request.get(server.address + path)
        assert answer.json()["status"] == status
    headers = page.request.get(server.address).headers
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors" in headers["content-security-policy"]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_cleanly(tmp_path: Path, how):
    server = Server(tmp_path / "data", tmp_path)
    assert server.stop(how) == 0
    assert "Traceback" not in server.output.read_text()
