"""How often the right passage comes first, beside plain recipes, in both languages.

    python -m tests.benchmarks.retrieval_quality [SET.yaml ...] [--distract N]

Reads the sets named (see `tests.benchmarks.encyclopedia`), or the one in `data` and the shipped
pack's questions. Each question is asked as written, with children's slips and spelt by ear. Prints
the right passage first / among five in %, MRR@10 and CPU ms a question; then how many words each
speller mends. `--distract` puts that many more passages of made text between the set's.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

import bm25s
import numpy as np
from symspellpy import SymSpell, Verbosity

from tests.benchmarks.encyclopedia import DATA, make_pack, misspell, read_encyclopedia, spell_by_ear
from tests.benchmarks.made_text import make_entries
from tests.retrieval.packs import bird_woman
from tests.retrieval.questions import read_judged, read_questions
from tutor.core.lesson import LessonPack
from tutor.core.terms import LANGUAGES, Language
from tutor.ports import Query
from tutor.retrieval import HashedEmbedder, LexicalIndex
from tutor.retrieval import slice as slices
from tutor.retrieval.chroma import average_nearest
from tutor.retrieval.documents import list_documents, list_owners
from tutor.retrieval.hybrid import fuse
from tutor.retrieval.postings import find_nearest
from tutor.retrieval.spelling import Speller
from tutor.retrieval.words import Words, fold_words, tokenize, words_of

Search = Callable[[str], Sequence[str]]
SEED = 7


class Asked(NamedTuple):
    """A question and the passages that answer it."""

    text: str
    right: frozenset[str]


class Plain:
    """The usual recipe: BM25 with its defaults over stems of title and text, each passage once."""

    def __init__(self, pack: LessonPack, language: Language, *, symspell: bool) -> None:
        self._words = words_of(language)
        texts: dict[str, list[str]] = {owner: [] for owner in list_owners(pack)}
        for document in list_documents(pack, language):
            texts[document.owner] += fold_words(document.text)
        self._owners = list(texts)
        self._index = bm25s.BM25(method="lucene")
        self._index.index([self._stems(t) for t in texts.values()], show_progress=False)
        counts = Counter(word for found in texts.values() for word in found)
        self._symspell = make_symspell(counts, self._words) if symspell else None

    def search(self, text: str) -> Sequence[str]:
        """Give passage ids, best first."""
        words = fold_words(text)
        if self._symspell is not None:
            words = [mend(word, self._symspell, self._words) for word in words]
        known = [stem for stem in self._stems(words) if stem in self._index.vocab_dict]
        if not known:
            return ()
        scores = self._index.get_scores(known).astype(np.float64)
        return [self._owners[i] for i in find_nearest(scores, 10).tolist()]

    def _stems(self, words: Sequence[str]) -> list[str]:
        return self._words.stems(word for word in words if not self._words.is_stop(word))


def make_symspell(counts: Counter[str], words: Words) -> SymSpell:
    """Make a symmetric-delete dictionary of a pack's words and the everyday ones."""
    found = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
    for word in words.common(4.3):
        found.create_dictionary_entry(word, 1)
    for word, count in counts.items():
        found.create_dictionary_entry(word, 1 + count)
    return found


def mend(word: str, symspell: SymSpell, words: Words) -> str:
    """Correct a word of four letters or more that is not known."""
    if len(word) < 4 or not word.isalpha() or words.is_stop(word) or words.zipf(word):
        return word
    found = symspell.lookup(word, Verbosity.TOP, max_edit_distance=2)
    return str(found[0].term) if found else word


def candidates(pack: LessonPack, language: Language) -> dict[str, Search]:
    """Make everything that is compared."""
    ours = LexicalIndex(pack)
    weight, slices.LETTERS_WEIGHT = slices.LETTERS_WEIGHT, 0.0
    try:
        unlettered = LexicalIndex(pack)
    finally:
        slices.LETTERS_WEIGHT = weight

    def stems_alone(text: str) -> Sequence[str]:
        kept, slices.LETTERS_WEIGHT = slices.LETTERS_WEIGHT, 0.0
        try:
            return _ids(unlettered, text, language)
        finally:
            slices.LETTERS_WEIGHT = kept

    return {
        "bm25s, stems": Plain(pack, language, symspell=False).search,
        "bm25s, stems, symspell": Plain(pack, language, symspell=True).search,
        "ours without letters": stems_alone,
        "ours": lambda text: _ids(ours, text, language),
        "ours and hashed vectors": _with_vectors(ours, pack, language),
    }


def _ids(index: LexicalIndex, text: str, language: Language) -> Sequence[str]:
    return [hit.id for hit in index.find(Query(text, language, limit=10)).hits]


def _with_vectors(index: LexicalIndex, pack: LessonPack, language: Language) -> Search:
    embedder = HashedEmbedder()
    documents = [d for d in list_documents(pack, language) if d.text.strip()]
    vectors = embedder.embed([d.text for d in documents])

    def search(text: str) -> Sequence[str]:
        ranking = index.rank(Query(text, language))
        alike = (vectors @ embedder.embed([ranking.corrected])[0]).astype(np.float64)
        nearest = find_nearest(alike, 96).tolist()
        owners = [documents[i].owner for i in nearest]
        near = average_nearest(owners, [float(alike[i]) for i in nearest])
        fused = fuse(ranking, near, embedder.weight)
        return [ranking.owners[i] for i in find_nearest(fused, 10).tolist()]

    return search


def spellings(asked: Sequence[Asked], language: Language) -> dict[str, list[Asked]]:
    """Give the questions as written, with slips and spelt by ear."""
    dice = random.Random(SEED)
    return {
        "clean": list(asked),
        "slips": [a._replace(text=misspell(a.text, dice)) for a in asked],
        "by ear": [a._replace(text=spell_by_ear(a.text, language, dice)) for a in asked],
    }


def measure(search: Search, asked: Sequence[Asked]) -> str:
    """Ask every question; gives a cell of the table."""
    first = five = 0
    reciprocal = 0.0
    started = process_time()
    for question in asked:
        found = list(search(question.text))
        place = next((i for i, owner in enumerate(found) if owner in question.right), 10)
        first += place == 0
        five += place < 5
        reciprocal += 1.0 / (place + 1) if place < 10 else 0.0
    spent = 1000.0 * (process_time() - started) / len(asked)
    share = 100.0 / len(asked)
    return f"{share * first:5.1f} / {share * five:5.1f}  {share * reciprocal:5.1f} {spent:5.1f} ms"


def print_set(title: str, pack: LessonPack, asked: dict[Language, list[Asked]]) -> None:
    """Print the tables of one set, and of Spanish questions to English passages alone."""
    for language in LANGUAGES:
        written = spellings(asked[language], language)
        print(f"\n{title}, {language}: {len(pack.passages)} passages, {len(asked[language])} asked")
        print(f"{'':26}" + "".join(f"{name:<31}" for name in written))
        for name, search in candidates(pack, language).items():
            cells = (measure(search, questions) for questions in written.values())
            print(f"{name:<26}" + "   ".join(cells), flush=True)
    english = [
        p.model_copy(update={"variants": {"en": p.variants["en"]}})
        for p in pack.passages
        if "en" in p.variants
    ]
    alone = LexicalIndex(pack.model_copy(update={"passages": tuple(english), "disputes": ()}))
    cell = measure(lambda text: _ids(alone, text, "es"), asked["es"])
    print(f"{'es asked, en passages':<26}{cell}")


def print_spellers(pack: LessonPack, asked: dict[Language, list[Asked]]) -> None:
    """Print how many misspelt words of the questions each speller mends."""
    for language in LANGUAGES:
        words = words_of(language)
        texts = [d.text for d in list_documents(pack, language)]
        counts = Counter(word for text in texts for word in fold_words(text))
        ours, theirs = Speller(counts, words), make_symspell(counts, words)
        spellers: dict[str, Callable[[str], str]] = {
            "ours": lambda word, ours=ours: ours.correct(tokenize(word))[0],
            "symspell": lambda word, s=theirs, w=words: mend(word, s, w),
        }
        dice = random.Random(SEED)
        chosen = sorted({w for a in asked[language] for w in fold_words(a.text) if w in counts})
        long = [word for word in chosen if len(word) >= 5]
        kinds = {
            "slips": [(w, misspell(w, dice)) for w in long * 6],
            "by ear": [(w, spell_by_ear(w, language, dice)) for w in long * 2],
        }
        for kind, pairs in kinds.items():
            wrong = [(w, s) for w, s in pairs if w != s and s.isalpha()]
            for name, correct in spellers.items():
                started = process_time()
                right = sum(words.stems([correct(s)]) == words.stems([w]) for w, s in wrong)
                spent = 1000.0 * (process_time() - started) / len(wrong)
                print(
                    f"{language} {kind:<7} {name:<9} mends {100 * right / len(wrong):5.1f} %"
                    f" of {len(wrong)}, {spent:.2f} ms a word"
                )


def shipped() -> tuple[LessonPack, dict[Language, list[Asked]]]:
    """Give the shipped pack and what its tests ask of it."""
    pack = bird_woman()
    asked: dict[Language, list[Asked]] = {}
    for language in LANGUAGES:
        ranked = [Asked(a.question, a.right) for a in read_questions(language, pack)[0]]
        judged = [j for half in read_judged(language, pack) for j in half if j.kind == "yes"]
        asked[language] = ranked + [Asked(j.question, j.right) for j in judged]
    return pack, asked


def main() -> None:
    """Measure the sets named, or those that are here."""
    arguments = sys.argv[1:]
    distract = 0
    if "--distract" in arguments:
        at = arguments.index("--distract")
        distract = int(arguments[at + 1])
        del arguments[at : at + 2]
    for path in [Path(name) for name in arguments] or [DATA]:
        found = read_encyclopedia(path)
        asked = {
            x: [Asked(a.texts[x], frozenset({a.passage})) for a in found.asked] for x in LANGUAGES
        }
        more = make_pack(make_entries(distract, LANGUAGES, SEED)).passages
        pack = found.pack.model_copy(update={"passages": (*found.pack.passages, *more)})
        print_set(path.stem, pack, asked)
        print_spellers(pack, asked)
    if not arguments:
        print_set("shipped pack", *shipped())


if __name__ == "__main__":
    main()
