"""The reading copy: everything said, nothing rendered, headings in the reader's language."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.talking import call
from tests.packs import write_tiny_pack
from tutor.core.reading_copy import write_copy

HOSTILE = "<script>alert(1)</script> & <img src=http://192.0.2.1/x> \"'"


class Tags(HTMLParser):
    """Keeps the tags, the attributes and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its signature
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def kept() -> str:
    """Give a takeout in which everything that a person has typed is hostile."""
    exchange = {
        "at": "2026-03-02T09:00:00+00:00", "session": "t", "message": HOSTILE, "rating": 1,
        "segments": [{"voice": "guide", "text": HOSTILE, "support": []}],
        "evidence": [{"concept": HOSTILE, "outcome": 0.5, "question": "q"}],
    }  # fmt: skip
    return json.dumps({
        "student": {"id": "1", "name": HOSTILE}, "exchanges": [exchange],
        "learner_model": {"concepts": {HOSTILE: {}}, "interests": {HOSTILE: 0.5}},
        "class": {"name": HOSTILE, "nickname": HOSTILE, "joined": "2026-03-02", "policy": {}},
        "alerts": [{"at": "now", "severity": "crisis", "state": "new", "quote": HOSTILE}],
        "read_by": [{"person": HOSTILE, "what": "talk", "at": "now"}],
    })  # fmt: skip


@pytest.mark.parametrize(("language", "heading"), [("en", "Talks"), ("es", "Conversaciones")])
def test_what_was_typed_is_shown_as_it_was_typed_and_never_as_markup(
    language: str, heading: str
) -> None:
    page = Tags(write_copy(kept(), language))  # type: ignore[arg-type]
    assert not page.tags & {"script", "img", "a", "iframe", "link"}
    assert page.text.count(HOSTILE) >= 7
    assert heading in page.text


def test_the_commands_write_it_with_every_word_of_a_talk(tmp_path: Path) -> None:
    pack = write_tiny_pack(tmp_path / "tiny")
    chat = ("chat", "--json", "--pack", pack, "--persona", "sacajawea", "--student", "Zacharias")
    folder = tmp_path / "data"
    said = call(*chat, "--data-dir", folder, lines="Why did they <b>hire</b> you?\n").objects
    for language, title in (("en", "keeps"), ("es", "guarda")):
        done = call("admin", "takeout", "Zacharias", "--copy", language, "--data-dir", folder)
        page = Tags(done.output.decode())
        assert title in page.text
        assert "Zacharias" in page.text
        assert "Why did they <b>hire</b> you?" in page.text
        for turn in said:
            for segment in turn["segments"]:
                assert segment["text"] in page.text
