"""`tutor lessons report`: what a pack holds, covers and how hard it reads, as tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click

from tutor.content import Report, find_pack, load_pack, report_pack
from tutor.content.report import QUESTIONS_PER_CONCEPT, Outside, Share
from tutor.settings import Settings

_LANGUAGES = {"en": "English", "es": "Spanish"}
_BAR = 20


@click.command(name="report")
@click.argument("pack")
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
def command(*, pack: str, as_json: bool) -> None:
    """Count what a PACK holds and covers, and measure how hard it reads."""
    found = report_pack(load_pack(find_pack(pack, Settings.from_environment().lessons_dir)))
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(found)))


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.pack}, version {report.version}"
    yield from _titled("What it holds", _table(_counted(report)))
    yield from _titled("What it covers", _coverage(report))
    yield from _titled("How it reads", _reading(report.reading))
    if report.outside:
        count = len(report.outside)
        yield from _titled(f"Outside their band ({count})", _outside(report.outside))


def _titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"\n{title}"
    for line in lines:
        yield f"  {line}"


def _counted(report: Report) -> Iterator[tuple[str, ...]]:
    for name, count in report.counts.items():
        kinds = ", ".join(f"{n} {kind}" for kind, n in report.passages_by_kind.items())
        yield name, str(count), kinds.replace("_", " ") if name == "passages" else ""


def _coverage(report: Report) -> Iterator[str]:
    concepts, questions = report.coverage.concepts, report.coverage.questions
    if not concepts:
        yield f"Every concept is met by {QUESTIONS_PER_CONCEPT} questions or more."
    for concept, count in concepts.items():
        yield f"concept '{concept}' is met by {count or 'no'} question{'' if count == 1 else 's'}."
    if not questions:
        yield "Every question has enough expectations, paraphrases, samples, hints and prompts."
    for question, lacking in questions.items():
        yield f"question '{question}' has {'; '.join(lacking)}."


def _reading(shares: Sequence[Share]) -> Iterator[str]:
    rows = [("language", "level", "grade", "in its band", "", "in its very grades")]
    for share in shares:
        part = share.inside / share.sections
        bar = "█" * round(part * _BAR)
        inside = f"{share.inside}/{share.sections} {part:4.0%}"
        exact = f"{share.exact / share.sections:4.0%}"
        language = _LANGUAGES[share.language]
        rows.append((language, share.level, f"{share.grade:.1f}", inside, bar, exact))
    yield from _table(rows)
    count, held = sum(share.sections for share in shares), sum(share.inside for share in shares)
    if count:
        yield f"All: {held}/{count} {held / count:.1%}"


def _outside(sections: Sequence[Outside]) -> Iterator[str]:
    rows = [("passage", "level", "LIX", "grade", "band", "why", "rarest words")]
    for section in sections:
        low, high = section.band
        rows.append(
            (
                section.passage,
                f"{section.level} {section.language}",
                f"{section.lix:.1f}",
                f"{section.grade:.1f}",
                f"{low:g}-{high:g}",
                "too hard" if section.grade > high else "too easy",
                ", ".join(section.rarest),
            )
        )
    yield from _table(rows)


def _table(rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Set rows in columns, numbers to the right."""
    held = list(rows)
    widths = [max(len(row[at]) for row in held) for at in range(len(held[0]))]
    for row in held:
        cells = (
            cell.rjust(width) if at and cell.strip()[:1].isdigit() else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
