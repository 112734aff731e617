"""Authored text is plain: no HTML, links, pictures or invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.content.checks.texts import Part, field_name
from tutor.content.source_map import SourceMap
from tutor.errors import Problem

_ADDRESSES_ALLOWED = frozenset({"locator", "licence"})
_SUSPECT = re.compile(r"[<\[*`\x00-\x1f\x7f\u200b\u2028-\u202e\u2060-\u2069\ufeff]|://|www\.")
_ADDRESS = re.compile(r"\bhttps?://|\bwww\.\w", re.IGNORECASE)
_FAULTS = (
    (re.compile(r"!\[[^\]]*\]\s*[(\[]"), "a picture", "Put the picture into 'media'."),
    (re.compile(r"\]\([^)]*\)|\]\[[^\]]*\]"), "a link", "Write the words without the link."),
    (re.compile(r"</?[a-zA-Z][^<>]*>|<!--"), "HTML", "Write plain text."),
    (
        re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u2028-\u202e\u2060-\u2069\ufeff]"),
        "an invisible character",
        "Type the text again.",
    ),
)
_MARKS = re.compile(r"\*\*|__\w|`")


def check_plain_text(part: Part, sources: SourceMap) -> Iterator[Problem]:
    """Report marks that a student would see as marks, or not at all."""
    if not isinstance(part.value, str):
        return
    if not part.value and not isinstance(part.place[-1], str):
        message = f"{part.owner} has an empty text in '{field_name(part.place)}'."
        yield sources.error(part.kind, part.id, part.place, message, "Write it or remove it.")
    if not _SUSPECT.search(part.value):
        return
    faults = [(what, remedy) for sign, what, remedy in _FAULTS if sign.search(part.value)]
    if _ADDRESS.search(part.value) and field_name(part.place) not in _ADDRESSES_ALLOWED:
        faults.append(("a web address", "Name the source in words, its address in 'locator'."))
    for what, remedy in faults:
        message = f"{part.owner} has {what} in '{field_name(part.place)}'."
        yield sources.error(part.kind, part.id, part.place, message, remedy)
    if _MARKS.search(part.value):
        message = f"{part.owner} has formatting marks in '{field_name(part.place)}'."
        remedy = "Remove them: they are shown as they stand."
        yield sources.warning(part.kind, part.id, part.place, message, remedy)
