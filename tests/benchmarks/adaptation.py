"""Whether what the tutor says follows who is asking, and whether the facts stay the same.

    python -m tests.benchmarks.adaptation [STUDENTS.yaml] [--answers]

Each student of `data/students.yaml` (nine kinds, each by two writers) talks with the real tutor,
embedded engine, shipped pack, in a temporary data folder: eight messages that show what they are
like, in which nobody names a setting, then the twenty questions that all of them ask, in one talk,
with whatever the tutor asks in between. The bilingual student asks by turns in both languages.

Measured on the words shown, less the questions and the lead-ins of the tutor's own (segments that
rest on nothing):

* reading level: LIX of all words of the answers together, on the scale of `core.readability`;
* right language: the share of replies in the language of the question, as `read_language` reads
  the reply, among replies in which it is sure;
* depth: the mean of the replies' depths, fact 0 to argument 3;
* interest: of the questions that have a fitting passage (the pack holds one with the interest's tag
  on the concept of the passage that answers; for maps also where that passage has a place), the
  share of replies that show it: a word of the interest in the words that rest on passages; for
  maps, the guide says where on the map it was. The other students' shares stand beside it;
* facts: the dates, numbers and names that a right answer must hold stand with each question in the
  data. *Lost* counts answers that lack one while another student's answer to the question, in the
  same language, has it; a question declined has no answer and is counted apart. *Astray* counts
  answers with a figure that the cited passage does not have in the answer's language at any level:
  a figure that contradicts what others are told. What all answers lack alike is printed, not bound.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict

from tutor.app import Tutor
from tutor.core.interests import touches
from tutor.core.language import read_language
from tutor.core.lesson import LessonPack, Passage, render_person
from tutor.core.material import date_in_words
from tutor.core.quantities import quantities
from tutor.core.readability import reading_grade
from tutor.core.terms import DEPTHS, LANGUAGES, LEVELS, Language
from tutor.core.text import fold
from tutor.core.turn import Turn
from tutor.settings import Settings

STUDENTS = Path(__file__).parent / "data" / "students.yaml"
GRADES_APART, RIGHT_LANGUAGE, INTEREST_SHOWN, DEPTHS_APART = 3.0, 0.99, 0.6, 0.5
LIKES = {"animal-lover": "animals", "map-lover": "maps"}


class Asked(BaseModel):
    """A question in both languages, with what a right answer must hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    en: str
    es: str
    figures: tuple[int | str, ...] = ()
    names: tuple[str, ...] = ()
    """Spellings of one name stand with `|` between them."""

    def text(self, language: Language) -> str:
        """Give the question in a language."""
        return self.en if language == "en" else self.es


class Student(BaseModel):
    """A kind of student: the language asked in and the revealing messages of two writers."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    language: Literal["en", "es", "both"]
    a: tuple[str, ...]
    b: tuple[str, ...]


class Script(BaseModel):
    """All students and what all of them ask."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    questions: tuple[Asked, ...]
    students: dict[str, Student]


class Answer(NamedTuple):
    """The reply to one of the common questions."""

    place: int
    language: Language
    turn: Turn

    @property
    def declined(self) -> bool:
        """Tell whether the reply says that the record is silent."""
        return self.turn.move == "decline"

    @property
    def text(self) -> str:
        """Give what the reply says that rests on something, or all of it where nothing does."""
        held = [s.text for s in self.turn.segments if s.support]
        return " ".join(held or [s.text for s in self.turn.segments])


@dataclass(frozen=True)
class Talk:
    """What one student was answered."""

    kind: str
    writer: str
    answers: tuple[Answer, ...]

    @property
    def grade(self) -> float:
        """Give the US school grade of all answers together, by language where there are two."""
        grades = []
        for language in LANGUAGES:
            said = " ".join(a.text for a in self.answers if a.turn.language == language)
            if said:
                grades.append(reading_grade(said, language))
        return mean(grades)

    @property
    def planned(self) -> float:
        """Give the mean grade that was planned."""
        return mean(answer.turn.reading_level for answer in self.answers)

    @property
    def depth(self) -> float:
        """Give the mean depth, 0 for fact to 3 for argument."""
        return mean(DEPTHS.index(answer.turn.depth) for answer in self.answers)

    @property
    def length(self) -> float:
        """Give the mean number of words of an answer."""
        return mean(len(answer.text.split()) for answer in self.answers)


def talk(tutor: Tutor, script: Script, kind: str, writer: Literal["a", "b"]) -> Talk:
    """Let a student of a kind talk."""
    student = script.students[kind]
    conversation = tutor.open(
        student=f"{kind} {writer}", pack="bird-woman", persona="sacajawea", language="auto"
    )
    conversation.greet()
    for message in student.a if writer == "a" else student.b:
        conversation.reply(message)
    answers = []
    for place, asked in enumerate(script.questions):
        language: Language = (
            LANGUAGES[place % 2] if student.language == "both" else student.language
        )
        answers.append(Answer(place, language, conversation.reply(asked.text(language))))
    return Talk(kind, writer, tuple(answers))


def right_language(talks: Sequence[Talk]) -> float:
    """Give the share of replies in the language of the question."""
    heard = [
        (read_language(answer.text, answer.language), answer)
        for each in talks
        for answer in each.answers
    ]
    sure = [
        (said, answer) for said, answer in heard if said.sure or said.language != answer.language
    ]
    return mean(said.language == answer.language for said, answer in sure)


def cited_by(answer: Answer, pack: LessonPack) -> list[Passage]:
    """Give the passages that a reply rests on, the one that answers first."""
    found = [p for s in answer.turn.segments for p in s.support if p in pack.passage_by_id]
    return [pack.passage_by_id[p] for p in dict.fromkeys(found)]


def shows(answer: Answer, interest: str, pack: LessonPack) -> bool:
    """Tell whether a reply shows an interest in its words, or for maps says where it was."""
    if interest != "maps":
        return touches(answer.text, interest, answer.turn.language)
    places = [p.place.get(answer.turn.language) for p in cited_by(answer, pack) if p.place]
    return any(
        place in segment.text and segment.voice == "guide"
        for place in places
        for segment in answer.turn.segments
    )


def fits(answer: Answer, interest: str, pack: LessonPack) -> bool:
    """Tell whether the pack has something fitting on what was asked about.

    A passage with the interest's tag on the concept of the passage that answers; for maps also
    that this passage has a place.
    """
    cited = cited_by(answer, pack)
    if not cited:
        return False
    on_map = interest == "maps" and cited[0].place is not None
    tagged = (p for p in pack.passages if interest in p.tags)
    return on_map or any(set(cited[0].concepts) & set(p.concepts) for p in tagged)


def interest_share(each: Talk, interest: str, pack: LessonPack) -> tuple[float, int]:
    """Give the share of fitting questions whose reply shows an interest, and their number."""
    fitting = [answer for answer in each.answers if fits(answer, interest, pack)]
    return mean(shows(a, interest, pack) for a in fitting) if fitting else 0.0, len(fitting)


def holds(answer: Answer, asked: Asked) -> set[str]:
    """Give what of the fact's dates, numbers and names an answer holds."""
    numbers = quantities(answer.text)
    said = f" {fold(answer.text)}"
    found = {str(figure) for figure in asked.figures if str(figure) in numbers}
    return found | {n for n in asked.names if any(f" {fold(x)}" in said for x in n.split("|"))}


def lost(talks: Sequence[Talk], script: Script) -> Iterator[tuple[Talk, Answer, set[str]]]:
    """Give what an answer lacks of its fact though another student was told it."""
    for place, asked in enumerate(script.questions):
        for language in LANGUAGES:
            told = [(t, a, holds(a, asked)) for t in talks for a in t.answers
                    if (a.place, a.language) == (place, language) and not a.declined]  # fmt: skip
            everything = set().union(*(held for _, _, held in told))
            yield from ((t, a, everything - held) for t, a, held in told if everything - held)


def astray(answer: Answer, pack: LessonPack) -> set[str]:
    """Give the figures of an answer that its cited passages do not have, in any wording."""
    found: set[str] = set()
    for segment in answer.turn.segments:
        passages = [pack.passage_by_id[p] for p in segment.support if p in pack.passage_by_id]
        if len(passages) < len(segment.support) or not passages:
            continue
        known = [
            render_person(sentence, None, p.teller)
            for p in passages
            for level in LEVELS
            for paragraph in p.paragraphs(answer.turn.language, level)
            for sentence in paragraph.sentences
        ]
        known += [quote.text for p in passages for quote in p.quotes]
        dates = [date for p in passages for date in (p.when, *(s.date for s in p.sources)) if date]
        known += [date_in_words(date, answer.turn.language) for date in dates]
        found |= quantities(segment.text) - quantities(" ".join(known))
    return found


def print_table(talks: Sequence[Talk], pack: LessonPack) -> None:
    """Print a line for each student."""
    print(
        f"{'student':<18} {'grade':>6} {'planned':>7} {'language':>8} {'depth':>6} {'words':>6}"
        f" {'animals':>9} {'maps':>9}  presentation"
    )
    for each in talks:
        last = each.answers[-1].turn.learner
        tags = " ".join(
            f"{share:>6.2f}/{count:<2}"
            for tag in ("animals", "maps")
            for share, count in (interest_share(each, tag, pack),)
        )
        print(
            f"{each.kind:<16} {each.writer} {each.grade:>6.1f} {each.planned:>7.1f}"
            f" {right_language([each]):>8.2f} {each.depth:>6.2f} {each.length:>6.1f}"
            f" {tags}  {last.presentation}"
        )


def apart(talks: Sequence[Talk], low: str, high: str, measure: str) -> float:
    """Give how far two kinds of students lie apart: the closest pair of their writers."""
    lows = [getattr(t, measure) for t in talks if t.kind == low]
    highs = [getattr(t, measure) for t in talks if t.kind == high]
    return float(min(highs) - max(lows))


def check(talks: Sequence[Talk], script: Script, pack: LessonPack) -> bool:
    """Print each bound with what was measured; tell whether all are kept."""
    pairs = (("English", "novice", "advanced"), ("Spanish", "spanish-beginner", "spanish-advanced"))
    bounds = []
    for name, low, high in pairs:
        bounds.append(
            (f"{name}: grades apart, measured", apart(talks, low, high, "grade"), GRADES_APART)
        )
        bounds.append((f"{name}: depths apart", apart(talks, low, high, "depth"), DEPTHS_APART))
    bounds.append(("right language", right_language(talks), RIGHT_LANGUAGE))
    for kind, tag in LIKES.items():
        shares = [interest_share(t, tag, pack)[0] for t in talks if t.kind == kind]
        bounds.append((f"{kind}: answers that show it", min(shares), INTEREST_SHOWN))
    kept = True
    for name, value, bound in bounds:
        kept &= value >= bound
        print(f"{'ok  ' if value >= bound else 'MISS'} {name}: {value:.2f} (at least {bound:.2f})")
    missing = list(lost(talks, script))
    wrong = [(t, a, found) for t in talks for a in t.answers if (found := astray(a, pack))]
    told = sum(bool(q.figures or q.names) for q in script.questions) * len(talks)
    for name, found, of in (
        ("answers that lack a fact others get", missing, f" of {told}"),
        ("answers with a figure their passage lacks", wrong, ""),
    ):
        print(f"{'MISS' if found else 'ok  '} {name}: {len(found)}{of}")
    expected = [(len(q.figures) + len(q.names), holds(a, q)) for t in talks for a in t.answers
                for q in (script.questions[a.place],)]  # fmt: skip
    held, of = sum(len(h) for _, h in expected), sum(count for count, _ in expected)
    print(f"     of the facts a right answer must hold, told: {held} of {of}")
    print(f"     answers declined: {sum(a.declined for t in talks for a in t.answers)}")
    for each, answer, found in (*missing, *wrong):
        asked = script.questions[answer.place].text(answer.language)
        print(f"     {each.kind} {each.writer}: {asked} {sorted(found)}")
    return kept and not missing and not wrong


def main() -> None:
    """Measure, and end with 1 where a bound is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("students", nargs="?", type=Path, default=STUDENTS)
    parser.add_argument("--answers", action="store_true", help="print every answer")
    options = parser.parse_args()
    script = Script.model_validate(yaml.safe_load(options.students.read_text("utf-8")))
    with tempfile.TemporaryDirectory() as folder:
        tutor = Tutor(Settings(data_dir=Path(folder)))
        tutor.warm()
        pack = tutor.pack("bird-woman")
        talks = [talk(tutor, script, kind, w) for kind in script.students for w in ("a", "b")]
        tutor.close()
    if options.answers:
        for each in talks:
            for answer in each.answers:
                print(f"{each.kind} {each.writer} {answer.place}: {answer.text}")
    print_table(talks, pack)
    sys.exit(0 if check(talks, script, pack) else 1)


if __name__ == "__main__":
    main()
