"""`tutor lessons`: check, try, search and describe lesson packs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tutor.cli import importing, reporting, searching
from tutor.content import (
    EntriesReading,
    PackReading,
    check_citations,
    examine_pack,
    find_pack,
    is_source_pack,
    load_pack,
    read_entries,
    read_persona,
    read_source_pack,
    schemas,
)
from tutor.core.grading import Grade, PreparedQuestion, prepare_questions
from tutor.core.language import read_language
from tutor.core.lesson import LessonPack, Question
from tutor.core.terms import Language
from tutor.errors import NotFoundError, Problem
from tutor.settings import Settings


@click.group(name="lessons")
def command() -> None:
    """Check, try, search and describe lesson packs."""


command.add_command(importing.command)
command.add_command(reporting.command)
command.add_command(searching.command)


@command.command()
@click.argument("packs", nargs=-1)
@click.option("--sources", type=click.Path(path_type=Path), help="Compare citations with FILE.")
@click.option("--strict", is_flag=True, help="Warnings count as problems too.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check(*, packs: tuple[str, ...], sources: Path | None, strict: bool, as_json: bool) -> None:
    """Check packs and personas (all that are shipped, or the PACKS named).

    With --sources, a file of journal entries (JSON lines with id, author, date and text), each
    cited entry, quote, day and name is looked up in it too.
    """
    entries = read_entries(sources) if sources is not None else None
    problems = [problem for part in _read_all(packs, entries) for problem in part]
    if as_json:
        click.echo(json.dumps([_as_dict(problem) for problem in problems], ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = sum(problem.severity == "warning" for problem in problems)
    click.echo(f"{errors} error(s), {warnings} warning(s)", err=as_json)
    if errors or (strict and warnings):
        sys.exit(1)


def _read_all(
    packs: tuple[str, ...], entries: EntriesReading | None
) -> Iterator[tuple[Problem, ...]]:
    settings = Settings.from_environment()
    root = settings.lessons_dir
    names = packs or tuple(str(path.parent) for path in sorted(root.glob("*/pack.yaml")))
    for name in names:
        folder = find_pack(name, root)
        if is_source_pack(folder):
            yield read_source_pack(folder)[1]
            continue
        reading = examine_pack(folder)
        yield reading.problems
        if entries is not None:
            yield _compare(reading, entries)
        if reading.pack is not None:
            _print_cuts(reading.pack)
    if not packs:
        for path in sorted(settings.personas_dir.glob("*.yaml")):
            yield read_persona(path)[1]


def _compare(reading: PackReading, entries: EntriesReading) -> tuple[Problem, ...]:
    """Compare a pack with a file of entries; says on standard error what the file cannot tell."""
    compared = check_citations(reading, entries)
    if compared.not_in_file:
        click.echo("Not in the file, so not compared (times cited):", err=True)
    for source in compared.not_in_file:
        click.echo(f"  {source}", err=True)
    return compared.problems


def _print_cuts(pack: LessonPack) -> None:
    """Say where the pack's cut lies and how well it parts the samples, each left out in turn."""
    graders = prepare_questions(pack.questions, pack.people, _addressed(pack))
    click.echo(
        f"{pack.id} {pack.version}: {len(pack.passages)} passages, {len(graders)} questions",
        err=True,
    )
    if not graders:
        return
    cut = next(iter(graders.values())).cut
    for language in pack.manifest.languages:
        found = cut.separation(language)
        right, rights = found.accepted
        wrong, wrongs = found.rejected
        click.echo(
            f"  {language}: cut moved by {found.shift:+.2f}; samples on their side of it, each left"
            f" out of the key: accepted {right}/{rights}, rejected {wrong}/{wrongs};"
            f" AUC {found.area:.2f}",
            err=True,
        )


def _as_dict(problem: Problem) -> dict[str, str | int]:
    return {
        "path": problem.path,
        "line": problem.line,
        "severity": problem.severity,
        "message": problem.message,
        "remedy": problem.remedy,
    }


@command.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
def schema(folder: Path | None) -> None:
    """Print the JSON Schemas of pack and persona files, or write them into FOLDER."""
    if folder is None:
        click.echo(json.dumps(schemas(), ensure_ascii=False, indent=2))
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in schemas().items():
        path = folder / f"{name.removesuffix('.yaml').replace(' ', '-')}.schema.json"
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        click.echo(str(path))


@command.command(name="try")
@click.argument("pack")
@click.argument("question_id")
@click.option("--json", "as_json", is_flag=True, help="Print an object for each answer.")
def try_answers(*, pack: str, question_id: str, as_json: bool) -> None:
    """Read one student answer a line, and say how each is graded and what would follow.

    PACK may be a folder with as little as pack.yaml (id, title, languages) and questions/*.yaml
    (id, concept, main, and expectations with id, concept, says, accepted and rejected): concepts,
    passages and personas are not needed for trying. The samples of all its questions set the cut.
    """
    loaded = _load(pack)
    question = _question(loaded, question_id)
    grader = prepare_questions(loaded.questions, loaded.people, _addressed(loaded))[question_id]
    for line in sys.stdin.buffer:
        answer = line.decode("utf-8", errors="replace").rstrip("\r\n")
        tried = _try(answer, question, grader)
        if as_json:
            click.echo(json.dumps(tried, ensure_ascii=False))
        else:
            click.echo(
                f"{tried['outcome']:.2f}  {tried['move']:<7} {answer}\n      {tried['feedback']}"
            )
        sys.stdout.flush()


def _try(answer: str, question: Question, grader: PreparedQuestion) -> dict[str, object]:
    read = read_language(answer, "en")
    grade = grader.grade(answer, read.language)
    language = read.language if read.sure else grade.language
    return {
        "answer": answer,
        "outcome": grade.outcome,
        "expectations": grade.expectations,
        "misconceptions": grade.misconceptions,
        "move": _move(grade, question),
        "feedback": _feedback(grade, question, language),
    }


def _move(grade: Grade, question: Question) -> str:
    if grade.misconception:
        return "refute"
    if all(score >= 0.6 for score in grade.expectations.values()) and question.expectations:
        return "recap"
    if grade.zone == "hint":
        return "hint"
    return "pump"


def _feedback(grade: Grade, question: Question, language: Language) -> str:
    """Say what was heard and what would be said, in a line."""
    if grade.misconception:
        return question.misconception(grade.misconception).refutation.get(language)
    heard = [e for e in question.expectations if grade.expectations.get(e.id, 0.0) >= 0.6]
    missing = [e for e in question.expectations if e not in heard]
    said = " ".join(e.assertion.get(language) for e in heard)
    hint = missing[0].hint.get(language) if missing else ""
    why = f" ({', '.join(grade.reasons)})" if grade.reasons else ""
    return f"{said} {hint}".strip() + why


def _addressed(pack: LessonPack) -> str | None:
    """Name the figure whom students of this pack call "you"."""
    return next(iter(pack.manifest.personas), None)


def _load(name: str) -> LessonPack:
    return load_pack(_find(name))


def _find(name: str) -> Path:
    return find_pack(name, Settings.from_environment().lessons_dir)


def _question(pack: LessonPack, question_id: str) -> Question:
    try:
        return pack.question_by_id[question_id]
    except KeyError:
        known = ", ".join(f"'{key}'" for key in pack.question_by_id)
        raise NotFoundError(
            f"pack '{pack.id}' has no question '{question_id}'. It has {known or 'none'}."
        ) from None
