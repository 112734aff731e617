"""Subtitles of a film as drafts of scene cards: lines grouped by the pauses between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from pysubs2 import SSAFile
from pysubs2.exceptions import Pysubs2Error
from pysubs2.time import ms_to_times

from tutor.content.films import CARDS_SUFFIX
from tutor.content.yaml_reader import Raw
from tutor.core.films import Film, SceneCard
from tutor.errors import ContentError

PAUSE_S = 4.0
"""Silence from which a new scene begins."""
_FORMATS = {".srt": "srt", ".vtt": "vtt"}
_MAX_BYTES = 5_000_000


class _Line(NamedTuple):
    start_ms: int
    end_ms: int
    text: str


def import_film(file: Path, pack_folder: Path, title: str, pause_s: float = PAUSE_S) -> Path:
    """Write drafts of scene cards into a pack's `media`, and give the file.

    Raises:
        ContentError: the file holds no subtitles, or the film has cards already.
    """
    name = _slug(title)
    if not name:
        raise ContentError(f"'{title}' has no letter or digit to name a file by. Give a title.")
    path = pack_folder / "media" / f"{name}{CARDS_SUFFIX}"
    if path.exists():
        raise ContentError(f"{path}: the film has cards already. Rename or remove them first.")
    film = Film(id=name, title=title, cards=tuple(_cards(_read_lines(file), name, pause_s)))
    path.parent.mkdir(exist_ok=True)
    path.write_text(_yaml(film, title), encoding="utf-8", newline="\n")
    return path


def _read_lines(file: Path) -> list[_Line]:
    """Read the spoken lines in order of time."""
    form = _FORMATS.get(file.suffix.lower())
    if form is None:
        raise ContentError(f"{file}: is no .srt or .vtt file. Save the subtitles as one of them.")
    try:
        events = SSAFile.from_string(_read_text(file), format_=form)
    except (Pysubs2Error, ValueError, OverflowError) as error:
        raise ContentError(
            f"{file}: is not readable as {form}: {error}. Open and save it anew."
        ) from error
    lines = sorted(
        _Line(event.start, event.end, text)
        for event in events
        if not event.is_comment and (text := " ".join(event.plaintext.split()))
    )
    if not lines:
        raise ContentError(f"{file}: holds no subtitle. Look into it with a text editor.")
    return lines


def _read_text(file: Path) -> str:
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise ContentError(f"{file}: is larger than {_MAX_BYTES // 1_000_000} MB. Split it.")
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ContentError(f"{file}: cannot be read: {reason}. See to its name.") from error
    except UnicodeDecodeError as error:
        raise ContentError(f"{file}: is not UTF-8 text. Save it as UTF-8.") from error


def _cards(lines: list[_Line], name: str, pause_s: float) -> Iterator[SceneCard]:
    for number, scene in enumerate(_scenes(lines, pause_s), start=1):
        yield SceneCard(
            id=f"{name}.{number:03}",
            start=_timecode(scene[0].start_ms),
            end=_timecode(max(line.end_ms for line in scene)),
            transcript=tuple(line.text for line in scene),
        )


def _scenes(lines: list[_Line], pause_s: float) -> Iterator[list[_Line]]:
    scene: list[_Line] = []
    spoken_to = 0
    for line in lines:
        if scene and line.start_ms - spoken_to >= pause_s * 1000:
            yield scene
            scene = []
        scene.append(line)
        spoken_to = max(spoken_to, line.end_ms)
    yield scene


def _timecode(milliseconds: int) -> str:
    hours, minutes, seconds, rest = ms_to_times(max(0, milliseconds))
    return f"{min(hours, 99):02}:{minutes:02}:{seconds:02}.{rest:03}"


def _slug(title: str) -> str:
    decomposed = unicodedata.normalize("NFKD", title.lower())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def _yaml(film: Film, title: str) -> str:
    """Write the drafts with empty places for what a teacher adds."""
    cards: list[Raw] = [
        {
            "id": card.id,
            "from": card.start,
            "to": card.end,
            "transcript": list(card.transcript),
            "description": {"en": None, "es": None},
            "departs_from": [],
        }
        for card in film.cards
    ]
    head = {"id": film.id, "title": title, "author": "", "kind": film.kind, "cards": cards}
    text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=100)
    return text.replace(": null\n", ":\n").replace("author: ''\n", "author:\n")
