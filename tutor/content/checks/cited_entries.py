"""Each journal entry that a pack cites stands in a file of entries, and its quotes within it."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.content.checks.texts import name_item
from tutor.content.source_map import Kind, Place, SourceMap
from tutor.core.cited import find_cited, is_entry
from tutor.core.entries import Entries, Entry, people_of
from tutor.core.lesson import LessonPack, Passage, Quote, Source
from tutor.core.verbatim import holds_words, plain
from tutor.errors import Problem

_SHOWN = 3


def check_cited_entries(
    pack: LessonPack, sources: SourceMap, entries: Entries
) -> Iterator[Problem]:
    """Report cited entries that the file does not have; note those accepted in another's place."""
    for kind, item_id, place, source, quotes in _citations(pack):
        if not is_entry(source, entries) or source.date is None:
            continue
        cited = find_cited(source.author, source.date, quotes, entries)
        owner = f"{name_item(kind, item_id)} cites {source.author}, {source.date}"
        if not cited.entries:
            message = f"{owner}, which the file of entries does not have."
            remedy = _nearest(source.author, source.date, entries)
            yield sources.error(kind, item_id, place, message, remedy)
        elif cited.how:
            yield sources.note(kind, item_id, place, f"{owner}: accepted, since {cited.how}.")


def check_quotes(pack: LessonPack, sources: SourceMap, entries: Entries) -> Iterator[Problem]:
    """Report quotes that do not stand letter for letter in the entry they are from."""
    for passage in pack.passages:
        for at, quote in enumerate(passage.quotes):
            if quote.date is None or not entries.knows(quote.author):
                continue
            own = entries.on(quote.author, quote.date)
            near = (*own, *entries.near(quote.date))
            if any(holds_words(plain(entry.text), quote.text) for entry in near):
                continue
            message = f"passage '{passage.id}' quotes '{quote.text}', which does not stand so in "
            message += f"{quote.author}, {quote.date}."
            place = ("quotes", at)
            remedy = _where_it_stands(quote, entries)
            yield sources.error("passage", passage.id, place, message, remedy)


def list_elsewhere(pack: LessonPack, entries: Entries) -> tuple[str, ...]:
    """List the sources that are no entries of the file, each once, with how often it is cited."""
    counts: dict[str, int] = {}
    for _, _, _, source, _ in _citations(pack):
        if not is_entry(source, entries):
            named = (source.author, source.work.en or source.work.es, source.date)
            name = ", ".join(part for part in named if part)
            counts[name] = counts.get(name, 0) + 1
    return tuple(f"{name} ({count})" for name, count in sorted(counts.items()))


def _citations(
    pack: LessonPack,
) -> Iterator[tuple[Kind, str, Place, Source, tuple[Quote, ...]]]:
    for passage in pack.passages:
        for at, source in enumerate(passage.sources):
            yield "passage", passage.id, ("sources", at), source, passage.quotes
    for dispute in pack.disputes:
        for number, account in enumerate(dispute.accounts):
            for at, source in enumerate(account.sources):
                place = ("accounts", number, "sources", at)
                yield "dispute", dispute.id, place, source, ()


def entries_of(passage: Passage, entries: Entries) -> tuple[Entry, ...] | None:
    """Give all entries that a passage cites; None where it cites anything else as well."""
    found: dict[str, Entry] = {}
    for source in passage.sources:
        if source.date is None or not is_entry(source, entries):
            return None
        cited = find_cited(source.author, source.date, passage.quotes, entries)
        beside = entries.near(source.date) if cited.how else ()
        found |= {entry.id: entry for entry in (*cited.entries, *beside)}
    return tuple(found.values())


def _nearest(author: str, when: str, entries: Entries) -> str:
    """Name the author's entries nearest to a day."""
    hands = people_of(author)
    own = sorted({e.date for e in entries.all if people_of(e.author) & hands})
    first, _, _ = when.partition("/")
    before = [day for day in own if day < first][-1:]
    after = [day for day in own if day > first][:1]
    nearest = " and ".join((*before, *after))
    return f"Correct the author or the date; the nearest of {author} are {nearest}."


def _where_it_stands(quote: Quote, entries: Entries) -> str:
    found = [e.id for e in entries.all if holds_words(plain(e.text), quote.text)][:_SHOWN]
    if found:
        return f"It stands in {', '.join(found)}: correct the date or the author."
    return "Copy the words letter for letter, in their own spelling."
