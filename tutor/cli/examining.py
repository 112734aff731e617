"""What `tutor doctor` looks at: the folder, the database, the material, the index and the model."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import tutor
from tutor.content import is_source_pack, load_pack, load_persona, load_source_pack
from tutor.engines.endpoint import parse_endpoint
from tutor.engines.opening import open_model, set_limits
from tutor.engines.probing import Finding, State, try_embeddings, try_model
from tutor.errors import TutorError
from tutor.settings import Settings
from tutor.storage import open_log

Told = tuple[State, str]


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything, one finding after the other."""
    yield Finding("version", "none", tutor.__version__)
    yield Finding("data folder", *_folder(settings.data_dir))
    yield Finding("database", *_checked(lambda: _database(settings)))
    yield Finding("lessons", *_material(settings.lessons_dir.glob("*/pack.yaml"), _load_pack))
    yield Finding("personas", *_material(settings.personas_dir.glob("*.yaml"), _load_persona))
    yield from _index(settings)
    yield from _model(settings)


def _folder(folder: Path) -> Told:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return "fails", f"{folder}: nothing can be written there. Set TUTOR_DATA_DIR."
    return "works", f"{folder}{'' if there == folder else ' (not there yet)'}"


def _checked(look: Callable[[], Told]) -> Told:
    try:
        return look()
    except TutorError as error:
        return "fails", str(error)


def _database(settings: Settings) -> Told:
    if settings.database_url is None and not (settings.data_dir / "tutor.sqlite3").exists():
        return "none", "none yet; the first talk makes it."
    log = open_log(settings.database)
    try:
        count = sum(1 for _ in log.students())
    finally:
        log.close()
    return "works", f"{count} student{'' if count == 1 else 's'} on record."


def _material(paths: Iterator[Path], load: Callable[[Path], str]) -> Told:
    """Load files; gives what they are called, or what is wrong with the first that is broken."""
    names = []
    for path in sorted(paths):
        try:
            names.append(load(path))
        except TutorError as error:
            return "fails", str(error)
    if not names:
        return "fails", "none are there."
    return "works", f"{len(names)}: {', '.join(names)}."


def _load_pack(path: Path) -> str:
    folder = path.parent
    return load_source_pack(folder).manifest.id if is_source_pack(folder) else load_pack(folder).id


def _load_persona(path: Path) -> str:
    return load_persona(path).id


def _index(settings: Settings) -> Iterator[Finding]:
    if settings.index == "lexical" or settings.embedding == "none":
        yield Finding("index", "works", "by words; vectors need TUTOR_EMBEDDING.")
        return
    yield Finding("index", "works", f"by words and vectors ({settings.embedding}).")
    if settings.embedding.startswith("openai:"):
        found = try_embeddings(
            parse_endpoint(settings.embedding, settings.embedding_base_url, settings.embedding_key)
        )
        yield Finding(
            "vectors",
            "works" if found.state == "works" else "fails",
            f"{settings.embedding}: {found.said}",
        )


def _model(settings: Settings) -> Iterator[Finding]:
    try:
        model = open_model(settings, lambda: datetime.now(UTC).date())
    except TutorError as error:
        yield Finding("model", "fails", str(error))
        return
    if model is None:
        yield Finding(
            "model", "none", "none: the embedded engine answers. Set TUTOR_MODEL for one."
        )
        return
    key = "with a key" if model.endpoint.key else "without a key"
    yield Finding("model", "none", f"{model.name} at {model.endpoint.base_url}, {key}.")
    yield from try_model(model, set_limits(settings).first_s)
    yield Finding("budget", "none", _budget(settings, model.budget.spent()))


def _budget(settings: Settings, spent: int) -> str:
    def told(limit: int) -> str:
        return f"{limit:,} a day" if limit else "no limit"

    whole, own = told(settings.model_budget), told(settings.model_class_budget)
    return f"{spent:,} tokens spent today; {whole} for all, {own} for a class."
