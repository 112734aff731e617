"""The chat engine: a language model rewords the scripted reply, sentence by checked sentence.

What is fixed is said as it stands, in its place. Of the rest the model is asked once; a sentence is
shown when it has passed every check. From the first one that fails, the others wait: the model is
asked once more for what failed, and where that fails too the authored sentence stands in. So the
student sees one answer in order, whole and right, whatever the model did.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from secrets import choice, token_hex
from time import monotonic

from tutor.core.events import Segment
from tutor.core.grounding import Frame, SentenceCheck, is_told
from tutor.core.prompting import AnswerRequest, Failed, Marks, Occasion, ask_again, ask_for_words
from tutor.core.statements import Script, Statement, join_statements, part_script
from tutor.core.terms import SegmentKind
from tutor.core.wire_lines import LineReader, Sentence
from tutor.engines.accounting import Ledger
from tutor.engines.listening import LateError, Listener
from tutor.model import ChatModel, Limits, Message, ModelError
from tutor.ports import Account, Brief

MOST_IDS = 40
_LETTERS = "bcdfghjkmnpqrstvwxz"
_CHECKED_S = 1.5
"""Seconds after the first token's deadline by which a sentence must have passed."""
_REWRITTEN_S = 4.0
"""Seconds after the answer's deadline by which the reply must be whole."""
_AGAIN_S = 2.5
"""Seconds that must be left for asking again."""
_ROOM = 3
"""Sentences more than statements asked for that are shown; what comes then is not listened to."""
_WEAKEST: tuple[SegmentKind, ...] = ("dramatized", "tradition", "contested", "inferred")


class ChatEngine:
    """Words replies with a language model. Threads may share it."""

    def __init__(
        self,
        model: ChatModel,
        limits: Limits = Limits(),  # noqa: B008  # frozen
        *,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._model = model
        self._limits = limits
        self._clock = clock
        self._canary = f"K{token_hex(5)}"

    @property
    def name(self) -> str:
        """Name the model as `learner.engine` and the log show it."""
        return self._model.name

    def compose(self, brief: Brief) -> Generator[Segment, None, Account | None]:
        """Word a plan."""
        said = " ".join(s.text for exchange in brief.history[-1:] for s in exchange.segments)
        script = part_script(brief.scripted, brief.plan, brief.pack, brief.persona, said)
        if not script.run:
            yield from brief.scripted
            return None
        yield from script.before
        marks = Marks(self._canary, f"s{token_hex(2)}", _new_ids())
        reply = _Reply(self._model, self._limits, self._clock, brief, script, marks)
        yield from reply.say()
        yield from script.after
        return reply.ledger.close()


def _new_ids() -> tuple[str, ...]:
    """Give ids that no text of an earlier request can name."""
    ids: dict[str, None] = {}
    while len(ids) < MOST_IDS:
        ids[f"{choice(_LETTERS)}{choice(_LETTERS)}{choice('23456789')}"] = None
    return tuple(ids)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A sentence of the model's, and what is wrong with it."""

    sentence: Sentence
    reasons: tuple[str, ...]


class _Reply:
    """One reply in the making."""

    def __init__(
        self, model: ChatModel, limits: Limits, clock: Callable[[], float], brief: Brief,
        script: Script, marks: Marks,
    ) -> None:  # fmt: skip
        self._model, self._clock, self._brief, self._script = model, clock, brief, script
        self._usual = limits
        self._first_by = clock() + limits.first_s + _CHECKED_S
        self._whole_by = clock() + limits.whole_s + _REWRITTEN_S
        self._request = self._ask(marks)
        self._check = SentenceCheck(self._request.facts, self._frame(marks))
        self._passed: list[Sentence] = []
        self._shown = 0
        self._can_ask = True
        self.ledger = Ledger(model.name)

    def say(self) -> Iterator[Segment]:
        """Give what is shown, in order."""
        waiting: list[_Judged] = []
        with closing(self._listen(self._request)) as sentences:
            for sentence in sentences:
                judged = self._judge(sentence)
                if waiting or judged.reasons:
                    waiting.append(judged)
                else:
                    yield self._show(sentence)
                if self._shown + len(waiting) >= len(self._script.run) + _ROOM:
                    break
        yield from self._say_waiting(waiting)
        yield from self._stand_in(s for s in self._script.run if not self._is_told(s))

    def _say_waiting(self, waiting: list[_Judged]) -> Iterator[Segment]:
        """Give what waited behind a failure, with what takes the failure's place."""
        again = self._again([judged for judged in waiting if judged.reasons])
        facts, run = self._request.facts, set(self._script.run)
        if not self._passed:
            return
        for judged in waiting:
            if not judged.reasons:
                yield self._show(judged.sentence)
                continue
            cited = [fact for fact in judged.sentence.ids if fact in facts]
            for sentence in [each for each in again if set(each.ids) & set(cited)]:
                again.remove(sentence)
                yield self._show(sentence)
            missing = [facts[fact] for fact in cited if facts[fact] in run]
            yield from self._stand_in(s for s in missing if not self._is_told(s))

    def _again(self, failed: list[_Judged]) -> list[Sentence]:
        """Ask once more for what failed; give what passes of the answer."""
        wanted = [Failed(self._wanted(j.sentence), j.reasons) for j in failed]
        wanted = [each for each in wanted if each.facts]
        left = (self._whole_by if self._shown else self._first_by) - self._clock()
        if not wanted or not self._can_ask or left < _AGAIN_S:
            return []
        request = ask_again(self._request, wanted, self._brief.plan)
        with closing(self._listen(request)) as sentences:
            judged = [self._judge(sentence) for sentence in islice(sentences, len(wanted) + _ROOM)]
        return [each.sentence for each in judged if not each.reasons]

    def _listen(self, request: AnswerRequest) -> Generator[Sentence, None, None]:
        """Give the sentences of an answer as they end; fewer where it breaks off or is late."""
        messages = (Message("system", request.system), Message("user", request.user))
        listener = Listener(self._model.stream(messages, self._limits()))
        reader = LineReader()
        late = False
        try:
            while (piece := listener.next_piece(self._time_left())) is not None:
                yield from reader.feed(piece)
                if self._time_left() <= 0:
                    raise LateError  # noqa: TRY301  # as if it had not come
            yield from reader.finish()
        except ModelError:
            self._can_ask = False
        except LateError:
            self._can_ask, late = False, True
        finally:
            listener.hang_up()
            self.ledger.enter(listener.call, late=late)
        self._can_ask = self._can_ask and listener.call.requests <= 1

    def _time_left(self) -> float:
        """Give the seconds until words must be shown, or the reply be whole."""
        return (self._whole_by if self._shown else self._first_by) - self._clock()

    def _limits(self) -> Limits:
        """Give how long a call may take: what is left, and no longer than usual."""
        usual, now = self._usual, self._clock()
        left, first = max(0.1, self._whole_by - now), max(0.1, self._time_left())
        return replace(
            usual,
            first_s=min(usual.first_s, first),
            gap_s=min(usual.gap_s, left),
            whole_s=min(usual.whole_s, left),
        )

    def _judge(self, sentence: Sentence) -> _Judged:
        reasons = self._check(sentence, tuple(s.text for s in self._passed))
        if reasons:
            self.ledger.turn_away(reasons)
        else:
            self._passed.append(sentence)
        return _Judged(sentence, reasons)

    def _show(self, sentence: Sentence) -> Segment:
        """Make a segment of a sentence; it rests on what the facts it cites rest on."""
        cited = [self._request.facts[fact] for fact in sentence.ids]
        kinds = {statement.kind for statement in cited}
        self._shown += 1
        self.ledger.worded += 1
        return Segment(
            voice=self._check.voice_of(sentence),
            text=sentence.text,
            support=tuple(dict.fromkeys(p for statement in cited for p in statement.support)),
            kind=next((kind for kind in _WEAKEST if kind in kinds), "documented"),
        )

    def _stand_in(self, statements: Iterable[Statement]) -> Iterator[Segment]:
        """Say authored sentences where the model's cannot be shown."""
        for segment in join_statements(list(statements)):
            self._shown += 1
            self.ledger.scripted += 1
            self._passed.append(Sentence(segment.text, segment.voice, self._ids_in(segment)))
            yield segment

    def _wanted(self, sentence: Sentence) -> tuple[str, ...]:
        """Give the ids of what a sentence has to tell and nothing that passed has told."""
        run, facts = set(self._script.run), self._request.facts
        known = [fact for fact in sentence.ids if fact in facts and facts[fact] in run]
        return tuple(fact for fact in known if not self._is_told(facts[fact]))

    def _is_told(self, statement: Statement) -> bool:
        ids = {fact for fact, known in self._request.facts.items() if known == statement}
        texts = [s.text for s in self._passed if ids & set(s.ids) or statement.text in s.text]
        return is_told(statement, texts, self._brief.plan.language)

    def _ids_in(self, segment: Segment) -> tuple[str, ...]:
        facts = self._request.facts.items()
        return tuple(fact for fact, statement in facts if statement.text in segment.text)

    def _ask(self, marks: Marks) -> AnswerRequest:
        brief = self._brief
        concepts = brief.pack.concept_by_id
        topics = [concepts[f].title.get(brief.plan.language) for f in brief.plan.focus[:1]]
        occasion = Occasion(brief.message, brief.history, topics)
        return ask_for_words(self._script, brief.plan, brief.persona, marks, occasion)

    def _frame(self, marks: Marks) -> Frame:
        brief = self._brief
        return Frame(
            brief.plan,
            brief.pack,
            brief.persona,
            (marks.canary, marks.tag),
            brief.open_question,
            brief.hidden,
        )
