"""How many alterations of a pack's own facts pass the checks of wording, by kind.

    python -m tests.benchmarks.altered [--language en|es] [--kind KIND] [--show]

Each fact, as its voice says it, is altered in one thing by rule (`altering`) and checked against
itself. A rule knows no meaning: some of what it makes says the same as the fact, or is no
grammatical sentence, so that a count is to be compared with an earlier one, not with nought.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from tests.benchmarks.altering import KINDS
from tests.benchmarks.wording import shipped_pack
from tests.builders import make_plan
from tutor.content import load_persona
from tutor.core.grounding import Frame, SentenceCheck
from tutor.core.lesson import Passage, render_person
from tutor.core.material import voice_for
from tutor.core.persona import Persona
from tutor.core.statements import CLAIMS, Statement
from tutor.core.terms import LANGUAGES, Language
from tutor.core.wire_lines import Sentence

MOST = 3
"""Alterations of one kind of one fact."""


def main() -> None:
    """Print what passes, by language and kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--show", action="store_true", help="print every alteration that passes")
    given = parser.parse_args()
    kinds = [given.kind] if given.kind else list(KINDS)
    for language in [given.language] if given.language else LANGUAGES:
        count, passed = measure(language, kinds, show=given.show)
        print(f"{language}:")
        for kind in ("as it is", *kinds):
            print(f"   {kind}: passed {passed[kind]} of {count[kind]}")
        print(f"   altered, together: passed {passed.total() - passed['as it is']}"
              f" of {count.total() - count['as it is']}")  # fmt: skip


def measure(
    language: Language, kinds: list[str], *, show: bool
) -> tuple[Counter[str], Counter[str]]:
    """Count the alterations made and those that pass, by kind."""
    count: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for persona, fact in facts(language):
        check = SentenceCheck({"f1": fact}, frame(persona, language))
        whole = not check(Sentence(fact.text, fact.voice, ("f1",)))
        count["as it is"] += 1
        passed["as it is"] += whole
        for kind in kinds if whole else ():
            made = dict.fromkeys(KINDS[kind](fact.text, language))
            for text in islice(made, MOST):
                reasons = check(Sentence(text, fact.voice, ("f1",)))
                count[kind] += 1
                passed[kind] += not reasons
                if show and not reasons:
                    print(f"  {kind}: {fact.text}\n      {text}")
    return count, passed


def facts(language: Language) -> Iterator[tuple[Persona, Statement]]:
    """Give the facts of the pack, as a figure or the guide says them, each once."""
    seen: set[str] = set()
    for passage in shipped_pack().passages:
        if passage.segment_kind not in CLAIMS:
            continue
        persona = persona_of(passage.teller or "sacajawea")
        for fact in _facts_of(passage, persona, language):
            if fact.text not in seen:
                seen.add(fact.text)
                yield persona, fact


def _facts_of(passage: Passage, persona: Persona, language: Language) -> Iterator[Statement]:
    for paragraph in passage.paragraphs(language, "standard"):
        voice = voice_for(passage, paragraph.depth, persona)
        speaker = persona.id if voice == "figure" else None
        for sentence in paragraph.sentences:
            text = render_person(sentence, speaker, passage.teller)
            yield Statement(text, voice, (passage.id,), passage.segment_kind)


@cache
def persona_of(name: str) -> Persona:
    """Load a figure."""
    return load_persona(Path(f"personas/{name}.yaml"))


@cache
def frame(persona: Persona, language: Language) -> Frame:
    """Prepare what facts are checked with."""
    plan = make_plan(language=language, level="standard", reading_level=9.0)
    return Frame(plan, shipped_pack(), persona, ("K0123456789", "sabcd"))


if __name__ == "__main__":
    main()
