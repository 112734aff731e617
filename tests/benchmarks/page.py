"""Measures the page: first word, requests to other hosts, memory.

`python -m tests.benchmarks.page [TALKS]`; TALKS is the number of talks a wave.
Starts `tutor serve` on a fresh data folder and drives it with headless Chromium.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import _FLAGS, CHROMIUM, Server
from tests.browser.steps import QUESTION, await_answers, say

WAVES = 5
TALKS = int(sys.argv[1]) if sys.argv[1:] else 50
"""Talks a wave, a multiple of AT_ONCE."""
AT_ONCE = 10
WARM = 15
_WATCH = """() => {
  const blocks = "[class*='st-key-figure-'] p, [class*='st-key-guide-'] p";
  const count = () => document.querySelectorAll(blocks).length;
  const before = count();
  window.firstWord = null;
  new MutationObserver((_, observer) => {
    if (count() > before + 1) { window.firstWord = performance.now(); observer.disconnect(); }
  }).observe(document.body, { childList: true, subtree: true });
  document.querySelector("textarea").addEventListener("keydown", (event) => {
    if (event.key === "Enter") window.pressed = performance.now();
  }, { once: true, capture: true });
}"""


def first_word(page: Page, text: str) -> float:
    """Ask, and give the seconds from Enter to the first piece of the answer."""
    page.evaluate(_WATCH)
    page.fill("textarea", text)
    page.press("textarea", "Enter")
    page.wait_for_function("window.firstWord !== null", timeout=60_000)
    return float(page.evaluate("(window.firstWord - window.pressed) / 1000"))


def memory(pid: int) -> float:
    """Give the resident memory of a process in MiB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def open_page(browser: Browser, address: str, foreign: list[str]) -> Page:
    """Open the page in a window of its own."""
    page = browser.new_context(locale="en-US").new_page()

    def note(url: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            foreign.append(url)

    page.on("request", lambda request: note(request.url))
    page.goto(address)
    page.wait_for_selector("[data-testid='stButtonGroup']", timeout=120_000)
    return page


def wave(browser: Browser, address: str, foreign: list[str]) -> None:
    """Hold a number of talks of two questions, some at once."""
    for _ in range(TALKS // AT_ONCE):
        pages = [open_page(browser, address, foreign) for _ in range(AT_ONCE)]
        for number, question in enumerate((QUESTION["en"], "Were you the guide?"), start=1):
            for page in pages:
                say(page, question)
            for page in pages:
                await_answers(page, number)
        for page in pages:
            page.context.close()


class _Table:
    """Prints each figure when it is known."""

    def append(self, row: tuple[str, str]) -> None:
        print(f"{row[0]:<36}{row[1]:>8}", flush=True)


def main() -> None:
    """Measure and print a table."""
    foreign: list[str] = []
    rows = _Table()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        (root / "elsewhere").mkdir()
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS.split())
        started = time.perf_counter()
        server = Server(
            root / "data", root / "elsewhere", pace_ms=120, index="hybrid", ready="healthz"
        )
        rows.append(("server answers, s", f"{time.perf_counter() - started:.2f}"))
        page = open_page(browser, server.address, foreign)
        rows.append(("first page of a cold server, s", f"{time.perf_counter() - started:.2f}"))
        rows.append(("first word, cold, s", f"{first_word(page, QUESTION['en']):.2f}"))
        page.wait_for_timeout(1000)
        warm = []
        for _ in range(WARM):
            page.get_by_role("button", name="New talk: Sacajawea").click()
            page.get_by_text("Some questions to begin with").wait_for()
            page.wait_for_timeout(500)
            warm.append(first_word(page, QUESTION["en"]))
            page.wait_for_timeout(1000)
        rows.append(("first word, warm, median s", f"{statistics.median(warm):.2f}"))
        rows.append(("first word, warm, slowest s", f"{max(warm):.2f}"))
        page.context.close()
        rows.append(("memory before the waves, MiB", f"{memory(server.process.pid):.0f}"))
        for number in range(1, WAVES + 1):
            wave(browser, server.address, foreign)
            used = memory(server.process.pid)
            rows.append((f"memory after {number * TALKS} talks, MiB", f"{used:.0f}"))
        rows.append(("requests to other hosts", str(len(foreign))))
        browser.close()
        rows.append(("exit code on SIGTERM", str(server.stop())))
    sys.exit(bool(foreign))


if __name__ == "__main__":
    main()
