"""Derive `tutor/core/grounding/near.en.txt`, words that may stand for others, from WordNet 3.0.

    python -m tests.benchmarks.derive_near FOLDER

FOLDER holds WordNet's `data.*` and `cntlist.rev` (Debian: /usr/share/wordnet of `wordnet-base` and
its licence beside it). A word may stand for another of one set of synonyms, an adjective for one
close to it, and a noun or verb for one that is a kind of it, never the reverse: to tell of a boat
is true of a pirogue. Only senses that are common for their word count.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wordfreq import zipf_frequency

from tutor.core.grounding.operators import class_of, is_plain
from tutor.core.text import FUNCTION_WORDS

TARGET = Path("tutor/core/grounding/near.en.txt")
PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SAID, KNOWN = 3.6, 2.8
"""Zipf frequencies from which a word may stand for others, and may be stood for."""
COMMON = 0.12
"""Share of a word's counted uses from which a sense is common for it."""
SENSES = 2
"""Its first senses, where its uses are not counted."""
BROAD = 60
"""Kinds of a noun or verb from which it says too little to stand for them."""
APART = frozenset({
    "noun.time", "noun.quantity", "noun.feeling", "verb.emotion", "noun.location", "noun.motive",
})  # fmt: skip
"""Files of the lexicographers whose words never stand for others."""
LEXNAMES = (
    "adj.all adj.pert adv.all noun.Tops noun.act noun.animal noun.artifact noun.attribute"
    " noun.body noun.cognition noun.communication noun.event noun.feeling noun.food noun.group"
    " noun.location noun.motive noun.object noun.person noun.phenomenon noun.plant"
    " noun.possession noun.process noun.quantity noun.relation noun.shape noun.state"
    " noun.substance noun.time verb.body verb.change verb.cognition verb.communication"
    " verb.competition verb.consumption verb.contact verb.creation verb.emotion verb.motion"
    " verb.perception verb.possession verb.social verb.stative verb.weather adj.ppl"
).split()
NEVER = frozenset(
    "man woman boy girl baby child son daughter brother sister father mother husband wife cousin"
    " uncle aunt parent friend enemy captain chief leader officer soldier sergeant slave servant"
    " master owner king president north south east west left right up down in out on off new old"
    " young good bad better best worse worst great major first last second third one two half"
    " quarter double single people person human male female free law right wrong love hate fear"
    " happy sad angry proud glad sorry brave kind cruel like may will can be have do get make take"
    " give go come say tell know see let put set keep run turn hold draw cut break fall stand pass"
    " play work call point place thing way part time day year month week hour night morning evening"
    " spring fall winter summer mean want need try seem look feel use find show big small little"
    " large long short high low early late several many much few more most less least some any"
    " all every each no not never always often only just even still also too very well back"
    " away home here there now then today race nation tribe white black red indian native".split()
)
"""Words of many senses, of kin, roles, directions and measures: the authored groups have them."""


@dataclass(frozen=True, slots=True)
class Synset:
    """Words of one meaning."""

    words: tuple[str, ...]
    lexname: str
    kinds: tuple[str, ...]
    """Keys of the synsets that are a kind of it."""
    close: tuple[str, ...]


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    synsets = {key: s for part in PARTS for key, s in read_synsets(folder, part)}
    common = read_common(folder, synsets)
    pairs: dict[str, set[str]] = defaultdict(set)
    for key, synset in synsets.items():
        if synset.lexname in APART:
            continue
        own = [w for w in synset.words if (w, key) in common]
        behind = [(k, synsets[k]) for k in synset.close]
        if len(synset.kinds) < BROAD:
            behind += [(k, synsets[k]) for k in synset.kinds]
        known = {w for k, each in [(key, synset), *behind] for w in each.words if (w, k) in common}
        for word in own:
            if zipf_frequency(word, "en") >= SAID:
                pairs[word] |= known - {word}
    lines = [
        f"{word} < {' '.join(sorted(known))}" for word, known in sorted(pairs.items()) if known
    ]
    head = TARGET.read_text("utf-8").splitlines() if TARGET.exists() else []
    kept = [line for line in head if line.startswith("#")]
    TARGET.write_text("\n".join([*kept, *lines, ""]), "utf-8")
    print(f"{len(lines)} words, {TARGET.stat().st_size / 1024:.0f} KiB")


def read_synsets(folder: Path, part: str) -> Iterator[tuple[str, Synset]]:
    """Read the synsets of one part of speech."""
    for line in (folder / f"data.{part}").read_text("utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        count = int(fields[3], 16)
        words = [re.sub(r"\(.*\)", "", w) for w in fields[4 : 4 + 2 * count : 2]]
        pointers = fields[5 + 2 * count : 5 + 2 * count + 4 * int(fields[4 + 2 * count])]
        links = list(zip(pointers[::4], pointers[1::4], pointers[2::4], strict=True))
        kinds = tuple(f"{p}{at}" for sign, at, p in links if sign == "~")
        close = tuple(f"{p.replace('s', 'a')}{at}" for sign, at, p in links if sign == "&")
        yield (
            f"{PARTS[part]}{fields[0]}",
            Synset(tuple(words), LEXNAMES[int(fields[1])], kinds, close),
        )


def read_common(folder: Path, synsets: dict[str, Synset]) -> frozenset[tuple[str, str]]:
    """Give the words with the keys of the synsets that are common senses of theirs."""
    order: dict[str, list[tuple[str, str]]] = defaultdict(list)
    counts = read_counts(folder)
    found: set[tuple[str, str]] = set()
    for part, sign in PARTS.items():
        for line in (folder / f"index.{part}").read_text("utf-8").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split()
            senses = fields[-int(fields[2]) :]
            order[fields[0]] += [(f"{sign}{at}", f"{fields[0]} {sign} {n}")
                                 for n, at in enumerate(senses, start=1)]  # fmt: skip
    for word, senses in order.items():
        if not is_kept(word):
            continue
        uses = {key: counts.get(name, 0) for key, name in senses}
        total = sum(uses.values())
        for key, name in senses:
            rank = int(name.rpartition(" ")[2])
            often = uses[key] >= COMMON * total if total >= 5 else rank <= SENSES
            if often and key in synsets:
                found.add((word, key))
    return frozenset(found)


def read_counts(folder: Path) -> dict[str, int]:
    """Give how often each sense was counted: word, part of speech, number of the sense."""
    signs = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    found: dict[str, int] = defaultdict(int)
    for line in (folder / "cntlist.rev").read_text("utf-8").splitlines():
        sense, number, count = line.split()
        word, _, rest = sense.partition("%")
        found[f"{word} {signs[rest[0]]} {number}"] += int(count)
    return found


def is_kept(word: str) -> bool:
    """Tell whether a word may stand in the file."""
    plain = word.isalpha() and word.islower() and len(word) > 2
    grammar = word in FUNCTION_WORDS["en"] or is_plain(word, "en") or class_of(word, "en")
    return plain and not grammar and word not in NEVER and zipf_frequency(word, "en") >= KNOWN


if __name__ == "__main__":
    main()
