"""The page with the real tutor over a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tutor.ui.sharing import shared_rooms, shared_tutor

SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"
Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The tutor of the process is made once: preparing a lesson takes seconds."""
    st.cache_resource.clear()
    yield tmp_path_factory.mktemp("page")
    shared_tutor().close()
    st.cache_resource.clear()


@pytest.fixture
def open_page(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setenv("TUTOR_DATA_DIR", str(data_dir))
    monkeypatch.setenv("TUTOR_PACE_MS", "0")
    monkeypatch.setenv("TUTOR_INDEX", "lexical")
    monkeypatch.setattr("tutor.ui.navigation.warm_once", lambda _tutor: None)

    def opened(locale: str = "en-US", **address: str) -> AppTest:
        page = AppTest.from_file(str(SCRIPT), default_timeout=60)
        page.context = {"locale": locale}
        for key, value in address.items():
            page.query_params[key] = value
        return page.run()

    yield opened
    shared_rooms().drain()
