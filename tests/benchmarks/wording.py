"""How many sentences of a language model pass the checks: bad ones (none may), good ones (most).

    python -m tests.benchmarks.wording [--set dev|final] [--show] [FOLDER]

FOLDER holds `model_contexts.LANGUAGE.json` and `model_SET.LANGUAGE.jsonl`; without `--set` the
final set is scored where there is one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from functools import cache
from pathlib import Path

from tests.builders import make_plan
from tutor.content import load_pack, load_persona
from tutor.core.grounding import Frame, SentenceCheck
from tutor.core.lesson import LessonPack
from tutor.core.statements import Statement
from tutor.core.wire_lines import Sentence

DATA = Path(__file__).parent / "data"
REJECTED = 0.03
"""Share of good sentences that may be turned away."""


def main() -> None:
    """Print a table by language and fault; end with 1 where a bound is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=["dev", "final"])
    parser.add_argument("--show", action="store_true", help="print every sentence misjudged")
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    given = parser.parse_args()
    there = (given.folder / "model_final.en.jsonl").exists()
    chosen = given.set or ("final" if there else "dev")
    print(f"set: {chosen}")
    kept = [measure(given.folder, chosen, language, show=given.show) for language in ("en", "es")]
    raise SystemExit(not all(kept))


def measure(folder: Path, name: str, language: str, *, show: bool) -> bool:
    """Score one language; tell whether its bounds are kept."""
    contexts = json.loads((folder / f"model_contexts.{language}.json").read_text("utf-8"))
    checks = {context["context"]: prepare(context, language) for context in contexts}
    lines = (folder / f"model_{name}.{language}.jsonl").read_text("utf-8").splitlines()
    count: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for line in lines:
        row = json.loads(line)
        kind = row["fault"] if row["label"] == "bad" else "good"
        reasons = checks[row["context"]](Sentence(row["text"], row["voice"], tuple(row["cite"])))
        count[kind] += 1
        misjudged = bool(reasons) if kind == "good" else not reasons
        wrong[kind] += misjudged
        if show and misjudged:
            print(f"  {language} {kind} {row['context']} {row['cite']}: {row['text']}")
            print(f"      {reasons}")
    bad = {kind: total for kind, total in count.items() if kind != "good"}
    passed = sum(wrong[kind] for kind in bad)
    print(f"{language}: bad sentences passed {passed} of {sum(bad.values())} (bound 0); "
          f"good ones turned away {wrong['good']} of {count['good']} "
          f"({wrong['good'] / max(1, count['good']):.1%}, bound {REJECTED:.0%})")  # fmt: skip
    print("   passed by fault: " + ", ".join(f"{k} {wrong[k]}/{n}" for k, n in sorted(bad.items())))
    return passed == 0 and wrong["good"] <= REJECTED * count["good"]


@cache
def shipped_pack() -> LessonPack:
    """Load the pack whose passages the facts stand in."""
    return load_pack(Path("lessons/bird-woman"))


def prepare(context: dict[str, object], language: str) -> SentenceCheck:
    """Prepare the checks of one context."""
    pack = shipped_pack()
    persona = load_persona(Path(f"personas/{context['persona']}.yaml"))
    facts = {
        fact["id"]: Statement(fact["text"], fact["voice"], (fact["passage"],), "documented")
        for fact in context["facts"]
    }
    plan = make_plan(language=language, level=context["level"], reading_level=context["grade"])
    return SentenceCheck(facts, Frame(plan, pack, persona, ("K0123456789", "sabcd")))


if __name__ == "__main__":
    main()
