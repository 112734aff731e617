"""The journal entries that a citation means."""

from __future__ import annotations

import re
from typing import NamedTuple

from tutor.core.entries import Entries, Entry, is_journal, people_of
from tutor.core.lesson import LessonPack, Quote, Source
from tutor.core.verbatim import holds_words, plain


class Cited(NamedTuple):
    """The entries that a citation means, and how they were found where not by name."""

    entries: tuple[Entry, ...]
    how: str = ""


def is_entry(source: Source, entries: Entries) -> bool:
    """Tell whether a source is a dated journal entry of somebody whose journal the file has."""
    dated = source.date is not None
    return dated and is_journal(source.work.en, source.work.es) and entries.knows(source.author)


def find_cited(author: str, when: str, quotes: tuple[Quote, ...], entries: Entries) -> Cited:
    """Find the entries that a citation means.

    An entry can go on with the next day's, and with another hand's, under one heading. So where
    the author has none of that day, one of any hand within a day of it is accepted that holds a
    quote of the passage, names the day, or speaks of the hand it is headed by as of another.
    """
    own = entries.on(author, when)
    if own:
        return Cited(own)
    texts = [(entry, plain(entry.text)) for entry in entries.near(when)]
    mine = [q.text for q in quotes if q.date == when and people_of(q.author) & people_of(author)]
    quoting = [e for e, text in texts if any(holds_words(text, words) for words in mine)]
    if quoting:
        return Cited((quoting[0],), f"'{quoting[0].id}' holds the quote")
    named = entries.continued(author, when)
    if named:
        return Cited((named[0],), f"'{named[0].id}' names that day")
    strange = [e for e, text in texts if e.date <= when and _in_another_hand(e, text)]
    if strange:
        how = f"'{strange[0].id}' goes on in another hand, which speaks of {strange[0].author}"
        return Cited((strange[0],), how)
    return Cited(())


def _in_another_hand(entry: Entry, text: str) -> bool:
    """Tell whether an entry speaks of the captain it is headed by as of somebody else."""
    names = "|".join(re.escape(name) for name in people_of(entry.author))
    return bool(re.search(rf"\bcapt(?:\.|ain)? (?:{names})", text, re.IGNORECASE))


def entries_cited(pack: LessonPack, citation_id: str, entries: Entries) -> tuple[Entry, ...]:
    """Give one entry for each journal that a passage, or an account of a dispute, cites."""
    passage = pack.passage_by_id.get(citation_id)
    quotes = passage.quotes if passage is not None else ()
    found: dict[str, Entry] = {}
    for source in _sources(pack, citation_id):
        if source.date is None or not is_entry(source, entries):
            continue
        cited = find_cited(source.author, source.date, quotes, entries).entries
        said = [q.text for q in quotes if q.date == source.date]
        texts = ((entry, plain(entry.text)) for entry in cited)
        quoted = (e for e, text in texts if any(holds_words(text, words) for words in said))
        first = next(quoted, cited[0] if cited else None)
        if first is not None:
            found[first.id] = first
    return tuple(found.values())


def _sources(pack: LessonPack, citation_id: str) -> tuple[Source, ...]:
    if citation_id in pack.passage_by_id:
        return pack.passage_by_id[citation_id].sources
    dispute_id, _, account_id = citation_id.rpartition(".")
    dispute = pack.dispute_by_id.get(dispute_id)
    accounts = dispute.accounts if dispute is not None else ()
    return next((a.sources for a in accounts if a.id == account_id), ())
