"""One server and one headless Chromium for all tests of what a person sees and does."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.entries import AUGUST, write_entries
from tutor.content import import_entries

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
PACE_MS = 800
"""Slow enough that a test can do something in the middle of an answer."""
_FLAGS = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
_START = """
import sys
from pathlib import Path
from tutor.cli.serve import serve
serve("127.0.0.1", 0, Path(sys.argv[1]), open_browser=False)
"""

Visitor = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason=f"there is no {CHROMIUM}"))


class Server:
    """`tutor serve` in a process of its own, run from another folder."""

    def __init__(
        self,
        data_dir: Path,
        cwd: Path,
        *,
        pace_ms: int = PACE_MS,
        index: str = "lexical",
        ready: str = "readyz",
    ) -> None:
        self._ready_path = ready
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
            "TUTOR_PACE_MS": str(pace_ms), "TUTOR_INDEX": index
        }  # fmt: skip
        self.output = cwd / "server.txt"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", _START, str(data_dir)],
                env=environment, stdout=output, stderr=output, cwd=cwd,
            )  # fmt: skip
        self.address = self._await_address()

    def _await_address(self, timeout_s: float = 180.0) -> str:
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            found = re.search(r"http://127\.0\.0\.1:\d+", self.output.read_text())
            if found and self._ready(found[0]):
                return found[0]
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.process.kill()
        self.process.wait()
        raise AssertionError(f"no server within {timeout_s} s: {self.output.read_text()}")

    def _ready(self, address: str) -> bool:
        try:
            with urllib.request.urlopen(f"{address}/{self._ready_path}", timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(15)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("elsewhere"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS.split())
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server_with_journals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose lessons have a small source pack beside them."""
    lessons = tmp_path_factory.mktemp("with-journals") / "lessons"
    shutil.copytree(ROOT / "lessons", lessons)
    file = write_entries(lessons.parent / "entries.jsonl", AUGUST)
    import_entries(file, lessons / "journals", "An edition", replace=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUTOR_LESSONS_DIR", str(lessons))
        running = Server(tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("elsewhere"))
    yield running
    running.stop()


@pytest.fixture
def visit_with_journals(server_with_journals: Server, browser: Browser) -> Iterator[Visitor]:
    yield from _visiting(server_with_journals, browser)


@pytest.fixture
def visit(server: Server, browser: Browser) -> Iterator[Visitor]:
    yield from _visiting(server, browser)


def _visiting(server: Server, browser: Browser) -> Iterator[Visitor]:
    """Open the page; fails at the end if anything was asked of another host."""
    contexts: list[BrowserContext] = []
    foreign: list[str] = []

    def note(url: str) -> None:
        if not url.startswith(
            (server.address, server.address.replace("http", "ws"), "data:", "blob:")
        ):
            foreign.append(url)

    def open_page(path: str = "/", *, width: int = 1280, height: int = 900,
                  scheme: str = "light", locale: str = "en-US") -> Page:  # fmt: skip
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(90_000)
        page.on("request", lambda request: note(request.url))
        page.on("websocket", lambda socket: note(socket.url))
        page.goto(server.address + path)
        page.wait_for_selector("textarea", timeout=90_000)
        page.wait_for_selector("[data-testid='stButtonGroup'], [class*='st-key-said-']")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []
