"""Text as it streams in: thoughts taken out, loops noticed."""

from __future__ import annotations

import re

_OPEN = re.compile(r"<(think|thinking|thought|reasoning)>", re.IGNORECASE)
_CLOSE = re.compile(r"</(think|thinking|thought|reasoning)>", re.IGNORECASE)
_LONGEST_TAG = len("</reasoning>")
_PROBE = 24
_TIMES = 4
_LEAST = 160
_STEP = 80


class Thoughts:
    """Takes `<think>…</think>` out of text that comes in pieces, however they are cut."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self.stray = False
        """A thought ended that never began: what was given before it was the thought."""

    def take(self, piece: str) -> str:
        """Give what of the text so far can be shown and was not given yet."""
        self._held += piece
        shown = []
        while found := (_CLOSE if self._thinking else _OPEN).search(self._held):
            if not self._thinking:
                shown.append(self._held[: found.start()])
            self._held = self._held[found.end() :]
            self._thinking = not self._thinking
        self.stray = self.stray or bool(_CLOSE.search(self._held))
        safe = self._safe_length()
        if not self._thinking:
            shown.append(self._held[:safe])
        self._held = self._held[safe:]
        return "".join(shown)

    def end(self) -> str:
        """Give what was held back as a tag that never came whole."""
        held, self._held = self._held, ""
        return "" if self._thinking else held

    def _safe_length(self) -> int:
        """Give how much cannot be the beginning of a tag any more."""
        start = self._held.rfind("<", -_LONGEST_TAG)
        if start < 0 or ">" in self._held[start:]:
            return len(self._held)
        begins = any(tag.startswith(self._held[start:].lower()) for tag in _TAGS)
        return start if begins else len(self._held)


_NAMES = ("think", "thinking", "thought", "reasoning")
_TAGS = tuple(f"<{slash}{name}>" for name in _NAMES for slash in ("", "/"))


class Loops:
    """Notices that a text does nothing but repeat itself any more."""

    def __init__(self) -> None:
        self._text = ""
        self._seen = 0

    def take(self, piece: str) -> bool:
        """Say whether the end of the text is one unit said four times or more."""
        self._text += piece
        if len(self._text) - self._seen < _STEP:
            return False
        self._seen = len(self._text)
        return _loops(self._text)


def _loops(text: str) -> bool:
    before = text.rfind(text[-_PROBE:], 0, len(text) - 1)
    unit = len(text) - _PROBE - before
    if before < 0:
        return False
    times = max(_TIMES, -(-_LEAST // unit))
    return len(text) >= times * unit and text.endswith(text[-unit:] * times)
