"""`tutor lessons search`: the passages of a lesson pack, or the entries of a source pack."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tutor.content import find_pack, is_source_pack, load_pack, load_source_pack
from tutor.core.language import read_language
from tutor.core.lesson import LessonPack
from tutor.core.terms import Language
from tutor.ports import Found, Query
from tutor.retrieval import EntryIndex, LexicalIndex
from tutor.settings import Settings


@click.command(name="search")
@click.argument("pack")
@click.option("--json", "as_json", is_flag=True, help="Print an object for each question.")
@click.option("--limit", default=10, show_default=True, help="Passages for each question.")
@click.option(
    "--language",
    type=click.Choice(["auto", "en", "es"]),
    default="auto",
    help="The questions' language; read from each question by default.",
)
@click.option("--author", help="Of a source pack: whose entries only.")
@click.option("--date", help="Of a source pack: of a day, month or year only (1805-05-14).")
def command(
    *, pack: str, as_json: bool, limit: int, language: str, author: str | None, date: str | None
) -> None:
    """Read one question a line, and print the passages found with their scores.

    PACK is an id or any folder. Mere texts are enough for a search: a folder with pack.yaml (id and
    title) and a file passages/ID.en.md for each passage, and ID.es.md where there is a translation.

    In a source pack, print the entries found with the part that fits best. An empty line lists
    the entries of an author or a date.
    """
    folder = find_pack(pack, Settings.from_environment().lessons_dir)
    if is_source_pack(folder):
        _search_entries(folder, author, date, limit, as_json=as_json)
    elif author or date:
        raise click.UsageError(f"{folder} is no source pack: it has no entries of a date.")
    else:
        _search_passages(folder, limit, language, as_json=as_json)


def _questions() -> Iterator[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").strip()
        sys.stdout.flush()


def _search_passages(folder: Path, limit: int, language: str, *, as_json: bool) -> None:
    pack = load_pack(folder, bare=True)
    index = LexicalIndex(pack)
    for text in _questions():
        query = Query(text, _read_language(text, language, pack), limit=limit)
        found = index.find(query)
        if as_json:
            click.echo(json.dumps(_as_results(query, found), ensure_ascii=False))
        else:
            click.echo(f"{found.answerable:.2f} {text}")
            for hit in found.hits:
                click.echo(f"      {hit.score:>8.4f}  {hit.id}")


def _read_language(text: str, language: str, pack: LessonPack) -> Language:
    if language == "auto":
        return read_language(text, pack.manifest.languages[0]).language
    return "es" if language == "es" else "en"


def _as_results(query: Query, found: Found) -> dict[str, object]:
    """Give what was found; `results` are the ids and scores of `hits` alone."""
    hits = [
        {"id": hit.id, "score": round(hit.score, 4), "coverage": round(hit.coverage, 4)}
        for hit in found.hits
    ]
    return {
        "question": query.text,
        "language": query.language,
        "answerable": round(found.answerable, 4),
        "corrected": found.corrected,
        "results": [{"id": hit["id"], "score": hit["score"]} for hit in hits],
        "hits": hits,
    }


def _search_entries(
    folder: Path, author: str | None, date: str | None, limit: int, *, as_json: bool
) -> None:
    index = EntryIndex(load_source_pack(folder).entries)
    for text in _questions():
        hits = [
            {
                "id": hit.entry.id,
                "author": hit.entry.author,
                "date": hit.entry.date,
                "score": hit.score,
                "excerpt": hit.excerpt,
            }
            for hit in index.find(text, author=author, when=date, limit=limit)
        ]
        if as_json:
            click.echo(json.dumps({"question": text, "hits": hits}, ensure_ascii=False))
        else:
            click.echo(text)
            for hit in hits:
                click.echo(f"  {hit['score']:>8}  {hit['id']}: {hit['excerpt']}")
