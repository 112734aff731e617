"""How long cleaning and the screen take, for ordinary messages and for the worst ones.

    python -m tests.benchmarks.screening

The worst messages repeat what the screen's patterns begin with, so that a pattern which goes back
over its text again and again would show. Ends with 1 where a bound is passed.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from tutor.core.safety import clean_text, find_concerns

LONGEST = 2_000
TRIES = 9
ORDINARY = (
    "my friend told me her dad hits her mom and everyone says he is going to hurt us " * 3,
    "why did they kill the buffalo and did the men want to go home to their family " * 3,
    "mi amiga me dijo que su papa le pega y que no quiere ir a la escuela " * 3,
)
WORST = (
    "i want to " * 200,
    "my best friend said he wants to " * 70,
    "iwanttogotoschoolwithmymomandxq " * 70,
    "kill die myself " * 130,
    "a" * LONGEST,
    "k**l " * 400,
    "my best friend said that he told me that she wants to " * 40,
    "mi mejor amiga me dijo que su papa me le pega a mi mama " * 40,
)
UNCLEAN = ("¿Qué\u200b pasó\x00 en el río, señor? 👍🏽  " * 80,)


def slowest_ms(work: Callable[[str], object], texts: tuple[str, ...], length: int) -> float:
    """Give the time that the slowest text takes, each at its best of some tries."""
    return max(_best_ms(work, text[:length]) for text in texts)


def _best_ms(work: Callable[[str], object], text: str) -> float:
    work(text)
    spent = []
    for at in range(TRIES):
        # A changed end, so that nothing remembered of the last try helps.
        said = text[:-1] + chr(ord("a") + at)
        started = perf_counter()
        work(said)
        spent.append(perf_counter() - started)
    return min(spent) * 1000.0


def main() -> None:
    """Measure, and end with 1 where a bound is passed."""
    measured = (
        ("screen, 200 characters", slowest_ms(find_concerns, ORDINARY, 200), 2.0),
        ("screen, 2,000 characters, worst", slowest_ms(find_concerns, WORST, LONGEST), 20.0),
        ("cleaning, 2,000 characters", slowest_ms(clean_text, UNCLEAN, LONGEST), 1.0),
    )
    for name, took, bound in measured:
        print(f"{name:34}{took:8.2f} ms   (bound {bound:g})")
    raise SystemExit(any(took > bound for _, took, bound in measured))


if __name__ == "__main__":
    main()
