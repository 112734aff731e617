"""What a visitor does and sees."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

QUESTION = {"en": "How did you find your brother?", "es": "¿Cómo encontraste a tu hermano?"}
LONG = "When and where did Sacagawea die?"
"""A question whose answer has several pieces."""


def say(page: Page, text: str) -> None:
    page.fill("textarea", text)
    page.press("textarea", "Enter")


def answers(page: Page) -> Locator:
    """The ends of finished answers."""
    return page.locator("[class*='st-key-tail-'] [data-testid='stFeedback']")


def await_answers(page: Page, count: int) -> None:
    answers(page).nth(count - 1).wait_for(timeout=90_000)
    page.wait_for_function(
        "count => document.querySelectorAll('[class*=\"st-key-tail-\"]').length >= count",
        arg=count,
    )


def ask(page: Page, text: str) -> None:
    done = answers(page).count()
    say(page, text)
    await_answers(page, done + 1)


def await_first_piece(page: Page) -> None:
    """Wait until an answer has begun and is not at its end."""
    page.get_by_role("button", name="Stop").wait_for(timeout=60_000)
    page.locator("[class*='st-key-said-']").last.wait_for()
    page.wait_for_timeout(150)


def figures(page: Page) -> list[str]:
    """The texts of all answers' blocks."""
    return page.locator("[class*='st-key-figure-'], [class*='st-key-guide-']").all_inner_texts()
