"""Lesson packs and personas from folders: every problem at once, with file, line and remedy.

load_pack, read_pack, examine_pack    a folder as a pack; its problems; both with their places
check_citations                       what a file of journal entries does not bear out
read_entries                          such a file
load_source_pack, read_source_pack    a folder of entries as a source pack; its problems
import_entries                        a new source pack of a file of entries
load_persona, read_persona            a file as a persona; its problems
find_pack, find_persona               ids as folders and files
report_pack                           what a pack holds, covers and how hard it reads
PackGuard                             the checks of packs, asked of a model's drafts
write_pack                            a pack back into its folder
schemas                               JSON schemas of the files
split_sentences                       sentences as packs count them
"""

from __future__ import annotations

from tutor.content.citations import CitationReading, check_citations
from tutor.content.drafted import PackGuard
from tutor.content.entries import EntriesReading, read_entries
from tutor.content.finding import find_pack, find_persona
from tutor.content.personas import load_persona, read_persona
from tutor.content.reading import PackReading, examine_pack, load_pack, read_pack
from tutor.content.report import Report, report_pack
from tutor.content.schemas import pack_schema, passage_schema, persona_schema, schemas
from tutor.content.sentences import split_sentences
from tutor.content.source_packs import (
    import_entries,
    is_source_pack,
    load_source_pack,
    read_source_pack,
)
from tutor.content.writing import write_pack

__all__ = [
    "CitationReading",
    "EntriesReading",
    "PackGuard",
    "PackReading",
    "Report",
    "check_citations",
    "examine_pack",
    "find_pack",
    "find_persona",
    "import_entries",
    "is_source_pack",
    "load_pack",
    "load_persona",
    "load_source_pack",
    "pack_schema",
    "passage_schema",
    "persona_schema",
    "read_entries",
    "read_pack",
    "read_persona",
    "read_source_pack",
    "report_pack",
    "schemas",
    "split_sentences",
    "write_pack",
]
