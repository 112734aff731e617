"""Text made safe for Streamlit's Markdown: what a student or a pack wrote is shown as written."""

from __future__ import annotations

import re

_JOINER = "\N{WORD JOINER}"
"""Invisible and without width. Streamlit rewrites links, emoji codes and arrows after Markdown has
been parsed, where a backslash no longer helps."""

_REWRITTEN = re.compile(
    r":(?=\S)|(?<=\bwww)(?=\.)|@(?=\w)|(?<=-)(?=>)|(?<=<)(?=-)|(?<=[-<>~])(?=[-=])", re.IGNORECASE
)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_NUMBERED = re.compile(r"^(\d+)(?=[.)])", re.MULTILINE)
_BREAK = re.compile(r"\n(?=.)")


def plain(text: str) -> str:
    """Take out control characters and marks that turn the direction of the text."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escape_markdown(text: str) -> str:
    """Escape a text so that Markdown shows it word for word, line breaks included."""
    joined = _REWRITTEN.sub(lambda found: found[0] + _JOINER, plain(text))
    flush = _INDENT.sub("", joined)
    return _BREAK.sub("  \n", _PUNCTUATION.sub(r"\\\1", flush))


def escape_label(text: str) -> str:
    """Escape a text for one line: a button, a heading, a tab."""
    return escape_markdown(" ".join(text.split()))


def mark_sentences(text: str, cited: tuple[str, ...]) -> str:
    """Escape a passage and mark the sentences cited: an arrowhead, bold and a coloured ground."""
    spans = _spans(text, cited)
    parts: list[str] = []
    end = 0
    for start, stop in spans:
        parts.append(_between(text[end:start]))
        parts.append(f":orange-background[**▸ {escape_label(text[start:stop])}**]")
        end = stop
    parts.append(_between(text[end:]))
    return "".join(parts)


def _between(text: str) -> str:
    """Escape what stands between marks, its outer spaces kept."""
    core = text.strip()
    if not core:
        return "\n\n" if "\n\n" in text else text and " "
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    return f"{before}{escape_markdown(core)}{after}"


def _spans(text: str, cited: tuple[str, ...]) -> list[tuple[int, int]]:
    """Find the sentences in the text, in order and without overlap."""
    found: list[tuple[int, int]] = []
    for sentence in cited:
        start = text.find(sentence.strip()) if sentence.strip() else -1
        if start >= 0:
            found.append((start, start + len(sentence.strip())))
    kept: list[tuple[int, int]] = []
    for start, stop in sorted(found):
        if not kept or start >= kept[-1][1]:
            kept.append((start, stop))
    return kept
