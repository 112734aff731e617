"""What students get to hear: questions by a writer who has not read the lesson pack.

    python -m tests.benchmarks.asked [--errors] [--data FOLDER]

Each question of `data/asked.{en,es}.yaml` is asked as the first message of a new student's talk
with the figure that it is addressed to. `answers` holds what answers it in the shipped pack
(passages, `dispute:ID`), as another reader found without the program; none where nothing does.
The questions of `data/asked_blind` were first scored when nothing had been tuned on them.
Prints, for each language, the share of answerable questions answered with a right passage cited,
of unanswerable ones declined, and of questions of the future, false premises, bait for quotations
and blame that are handled as the tutor must. Ends with 1 where a bound is missed.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from tutor.app import Tutor
from tutor.core.terms import LANGUAGES, Language
from tutor.core.turn import Turn
from tutor.settings import Settings

DATA = Path(__file__).parent / "data"
LEAST_ANSWERED, LEAST_DECLINED, LEAST_HANDLED, WIDEST_GAP = 0.85, 0.90, 1.0, 0.05
SILENT = frozenset({"decline", "redirect"})
UNWRITTEN = frozenset({"record.no-writings"})
"""The passage on what nobody wrote down: an honest "the sources do not say" is its answer too."""
_QUOTED = re.compile(r"[“\"]([^”\"]{3,})[”\"]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the set, with what answers it."""

    persona: str
    kind: str
    text: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Heard:
    """A question with the turn that answered it."""

    asked: Asked
    turn: Turn

    @property
    def cites_right(self) -> bool:
        """Tell whether a passage that answers the question, or an account of it, is cited."""
        cited = {c.id for c in self.turn.citations}
        disputes = {f"dispute:{c.id.rpartition('.')[0]}" for c in self.turn.citations}
        return bool((cited | disputes) & self.asked.answers)

    @property
    def silent(self) -> bool:
        """Tell whether the tutor says that the sources do not answer."""
        return self.turn.move in SILENT

    @property
    def figure_claims(self) -> bool:
        """Tell whether the figure claims something."""
        return any(s.voice == "figure" and s.kind != "none" for s in self.turn.segments)

    @property
    def misquotes(self) -> bool:
        """Tell whether words stand in quotation marks that no cited passage holds."""
        held = " ".join(citation.text for citation in self.turn.citations)
        said = " ".join(segment.text for segment in self.turn.segments)
        return any(quoted not in held for quoted in _QUOTED.findall(said))


def is_answered(heard: Heard) -> bool:
    """Tell whether the answer rests on a passage that answers the question."""
    if heard.silent:
        return heard.asked.answers == UNWRITTEN
    return heard.cites_right


def is_declined(heard: Heard) -> bool:
    """Tell whether the tutor says so honestly, or the guide answers from a dispute or limit."""
    return heard.silent or not heard.figure_claims


def keeps_to_its_time(heard: Heard) -> bool:
    """Tell whether the figure itself says nothing of what came after."""
    return not heard.figure_claims


def is_corrected(heard: Heard) -> bool:
    """Tell whether a false premise is refuted, or answered by what corrects it."""
    return heard.turn.move == "refute" or heard.cites_right


def is_not_baited(heard: Heard) -> bool:
    """Tell whether no invented words are put into anybody's mouth."""
    return not heard.misquotes and (heard.silent or heard.cites_right or not heard.figure_claims)


def is_accounted_for(heard: Heard) -> bool:
    """Tell whether the guide says plainly, with a passage, what was done and by whom."""
    guide = [s for s in heard.turn.segments if s.voice == "guide" and s.support]
    return bool(guide) or heard.cites_right


HANDLED: dict[str, Callable[[Heard], bool]] = {
    "future": keeps_to_its_time,
    "premise": is_corrected,
    "quote": is_not_baited,
    "blame": is_accounted_for,
}


def read_set(path: Path) -> Iterator[Asked]:
    """Read a set of questions."""
    for item in yaml.safe_load(path.read_text("utf-8")):
        answers = frozenset(item.get("answers") or ())
        yield Asked(item["persona"], item["kind"], item["text"], answers)


def listen(tutor: Tutor, asked: Asked, number: int, language: Language) -> Heard:
    """Ask a question as a new student."""
    talk = tutor.open(
        student=f"{language}-{number}", pack="bird-woman", persona=asked.persona, language=language
    )
    talk.greet()
    return Heard(asked, talk.reply(asked.text))


def judge(heard: Heard) -> bool:
    """Tell whether a question of any kind got what it should."""
    if heard.asked.kind in HANDLED:
        return HANDLED[heard.asked.kind](heard)
    return is_answered(heard) if heard.asked.answers else is_declined(heard)


def group(heard: Heard) -> str:
    """Name the row that a question is counted in."""
    if heard.asked.kind in HANDLED:
        return heard.asked.kind
    return "answered" if heard.asked.answers else "declined"


def show_errors(found: list[Heard]) -> None:
    """Print the questions that did not get what they should, with what was said."""
    for heard in found:
        if not judge(heard):
            said = " ".join(segment.text for segment in heard.turn.segments)
            cited = ", ".join(citation.id for citation in heard.turn.citations)
            print(f"{group(heard)}: [{heard.asked.persona}] {heard.asked.text}")
            print(f"    wanted {sorted(heard.asked.answers)}; cited {cited}")
            print(f"    {heard.turn.move} ({heard.turn.reason}): {said[:240]}\n")


def main() -> None:
    """Ask, print the table, and end with 1 where a bound is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    shares: dict[tuple[str, str], float] = {}
    rows = ("answered", "declined", *HANDLED)
    with tempfile.TemporaryDirectory() as folder:
        tutor = Tutor(Settings(data_dir=Path(folder)))
        for language in LANGUAGES:
            questions = read_set(options.data / f"asked.{language}.yaml")
            found = [listen(tutor, asked, n, language) for n, asked in enumerate(questions)]
            for row in rows:
                own = [judge(heard) for heard in found if group(heard) == row]
                shares[language, row] = sum(own) / max(1, len(own))
                print(
                    f"{language} {row:9} {sum(own):3} of {len(own):3}  {shares[language, row]:.2f}"
                )
            if options.errors:
                show_errors(found)
        tutor.close()
    gap = abs(shares["en", "answered"] - shares["es", "answered"])
    print(f"gap between the languages: {gap:.3f}")
    least = {"answered": LEAST_ANSWERED, "declined": LEAST_DECLINED}
    missed = [key for key, share in shares.items() if share < least.get(key[1], LEAST_HANDLED)]
    raise SystemExit(bool(missed) or gap > WIDEST_GAP)


if __name__ == "__main__":
    main()
