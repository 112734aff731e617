"""Reading a model's lines, `FIGURE [id, id]: sentence`, sentence by sentence as they come.

Forgiving in the form (bullets, bold, other case, Spanish names, several sentences a line), never in
the substance: a sentence without ids has none, and the checks turn it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.core.terms import Voice

LONGEST = 700
"""Characters of a line without an end after which it is given up."""

_BULLET = r"^\s*(?:[-*•–>#]+\s+|\(?\d{1,2}[.)]\s+)*"
_HEADER = re.compile(
    rf"{_BULLET}[*_`\s]*(?P<voice>figure|figura|guide|gu[ií]a)?[*_`\s]*[\[(](?P<ids>[^\])\n]{{1,80}})"
    r"[\])][*_`\s]*[:–—-]?[*_`\s]*(?=[^\s*_`:–—-])",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"{_BULLET}[*_`\s]*(?P<voice>figure|figura|guide|gu[ií]a)[*_`\s]*[:][*_`\s]*", re.IGNORECASE
)
_TRAILING = re.compile(r"\s*[\[(](?P<ids>[^\])\n]{1,80})[\])]\s*(?P<end>[.!?…]?)\s*$")
_END = re.compile(r"[.!?…]+[\"”»'’)\]]*(?=\s|$)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Capt|Lt|Sgt|Sr|Sra|Dra|No|vs|etc|approx|ca|ft|lb|mi|D|Ud|EE|UU)"
    r"|\b[A-ZÁÉÍÓÚÑ]|\bp\.\s?ej|\d)\.$"
)
_VOICES: dict[str, Voice] = {"figure": "figure", "figura": "figure", "guide": "guide"}
_ID = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a model's answer as it was written."""

    text: str
    voice: Voice | None
    """None where it names none."""
    ids: tuple[str, ...]


class LineReader:
    """Reads pieces of text of any size; keeps what is not whole yet."""

    def __init__(self) -> None:
        self._text = ""
        self._head: tuple[Voice | None, tuple[str, ...]] | None = None
        """Of the line whose first sentences were given."""

    def feed(self, piece: str) -> Iterator[Sentence]:
        """Take the next piece; give the sentences that it ends."""
        self._text += piece
        while "\n" in self._text:
            line, _, self._text = self._text.partition("\n")
            yield from self._end_line(line)
        yield from self._take_ended()
        if len(self._text) > LONGEST:
            line, self._text = self._text, ""
            yield from self._end_line(line)

    def finish(self) -> Iterator[Sentence]:
        """Give what is left at the end of the answer."""
        line, self._text = self._text, ""
        yield from self._end_line(line)

    def _take_ended(self) -> Iterator[Sentence]:
        """Give the sentences of the line in the making whose end mark has come."""
        if self._head is None:
            found = _HEADER.match(self._text)
            if found is None:
                return
            self._head = (_voice(found["voice"]), _ids(found["ids"]))
            self._text = self._text[found.end() :]
        while (end := _first_end(self._text)) is not None:
            said, self._text = self._text[:end], self._text[end:].lstrip(" ")
            yield from _sentence(said, self._head)

    def _end_line(self, line: str) -> Iterator[Sentence]:
        head, self._head = self._head, None
        if head is None:
            head, line = _read_header(line)
        while (end := _first_end(line)) is not None:
            yield from _sentence(line[:end], head)
            line = line[end:]
        yield from _sentence(line, head)


def _read_header(line: str) -> tuple[tuple[Voice | None, tuple[str, ...]], str]:
    """Read who says a line and from which facts, at its head or, in brackets, at its end."""
    found = _HEADER.match(line)
    if found is not None:
        return (_voice(found["voice"]), _ids(found["ids"])), line[found.end() :]
    bare = _BARE.match(line)
    voice, rest = (_voice(bare["voice"]), line[bare.end() :]) if bare else (None, line)
    behind = _TRAILING.search(rest)
    if behind is not None:
        return (voice, _ids(behind["ids"])), rest[: behind.start()] + behind["end"]
    return (voice, ()), rest


def _voice(name: str | None) -> Voice | None:
    return None if name is None else _VOICES.get(name.lower(), "guide")


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.lower() for found in _ID.findall(text)))


def _first_end(text: str) -> int | None:
    """Give the place behind the first sentence of a text, None where none has ended.

    A mark at the very end counts only where no more of it can follow: no open quotation, no number.
    """
    for found in _END.finditer(text):
        said = text[: found.end()]
        following = text[found.end() :].lstrip()
        if _ABBREVIATED.search(said.rstrip("\"”»'’)]")) and not _is_last_digit(said, following):
            continue
        if _is_open(said) or following[:1].islower():
            continue
        return found.end()
    return None


def _is_last_digit(said: str, following: str) -> bool:
    """Tell whether a full stop behind a number ends a sentence: more text follows, no digit."""
    return bool(re.search(r"\d\.$", said)) and following[:1].isupper()


def _is_open(said: str) -> bool:
    straight = said.count('"') % 2 == 1
    return straight or said.count("“") > said.count("”") or said.count("«") > said.count("»")


def _sentence(said: str, head: tuple[Voice | None, tuple[str, ...]]) -> Iterator[Sentence]:
    text = " ".join(said.replace("**", "").replace("__", "").strip("*_` \t\r").split())
    if any(character.isalnum() for character in text):
        yield Sentence(text, *head)
