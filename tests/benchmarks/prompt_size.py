"""How many prompt tokens a turn costs, at its first turn and at its fiftieth.

    python -m tests.benchmarks.prompt_size

The same student asks fifty questions; the tokens are those of the requests that the chat engine
makes (about 4 characters each in English, 3.3 in Spanish). Beside them a chain that sends the whole
talk each time, as measured of `prompt | ChatOpenAI` with full history: tokens of the answer and of
the assessment. Ends with 1 where a turn costs more than the bound.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.engines.fake_model import FakeModel
from tutor.app import Tutor
from tutor.core.prompting import estimate_tokens
from tutor.core.terms import LANGUAGES, Language
from tutor.engines.chat import ChatEngine
from tutor.model import Message
from tutor.settings import Settings

BOUND = 1_000
"""Tokens of the requests for an answer; with the assessment's 1,400."""
TURNS = 50
NAIVE = {1: (1_032, 989), 50: (5_016, 4_973)}
"""Prompt tokens of the chain at a turn: answer and assessment."""
CONTEXTS = Path(__file__).parent / "data"


def main() -> None:
    """Print a table; end with 1 where the bound is passed."""
    kept = True
    print("turn  answer en  answer es  cacheable en/es  chain: answer + assessment")
    found = {language: talk(language) for language in LANGUAGES}
    for turn, naive in NAIVE.items():
        costs = {language: answers[turn - 1] for language, answers in found.items()}
        kept &= all(cost[0] <= BOUND for cost in costs.values())
        (english, prefix_en), (spanish, prefix_es) = costs["en"], costs["es"]
        print(f"{turn:4}  {english:9}  {spanish:9}  {prefix_en:5}/{prefix_es}"
              f"          {naive[0]:6} + {naive[1]}")  # fmt: skip
    most = {language: max(cost for cost, _ in answers) for language, answers in found.items()}
    kept &= max(most.values()) <= BOUND
    total = {language: sum(cost for cost, _ in answers) for language, answers in found.items()}
    print(f"most  {most['en']:9}  {most['es']:9}   (bound {BOUND})")
    print(f"sum   {total['en']:9}  {total['es']:9}          150945 + 148687")
    raise SystemExit(not kept)


def talk(language: Language) -> list[tuple[int, int]]:
    """Ask fifty questions; give the tokens of each turn that made a request, and of its prefix."""
    model = FakeModel()
    settings = Settings(data_dir=Path(tempfile.mkdtemp()), index="lexical")
    tutor = Tutor(settings, engine=ChatEngine(model))
    talking = tutor.open(
        student="one", pack="bird-woman", persona="sacajawea", language=language,
        declared_grade=10.0,
    )  # fmt: skip
    talking.greet()
    costs: list[tuple[int, int]] = []
    questions = asked(language)
    for at in range(4 * TURNS):
        before = len(model.asked)
        talking.reply(questions[at % len(questions)])
        if len(model.asked) > before:
            costs.append(cost(model.asked[before], language))
        if len(costs) == TURNS:
            break
    tutor.close()
    return costs


def cost(messages: Sequence[Message], language: Language) -> tuple[int, int]:
    """Give the tokens of a request and of its stable prefix."""
    prefix = estimate_tokens(messages[0].text, "en")
    return prefix + sum(estimate_tokens(m.text, language) for m in messages[1:]), prefix


def asked(language: Language) -> list[str]:
    """Give the questions of the wording benchmark's contexts."""
    contexts = json.loads((CONTEXTS / f"model_contexts.{language}.json").read_text("utf-8"))
    return [context["question"] for context in contexts if context["persona"] == "sacajawea"]


if __name__ == "__main__":
    main()
