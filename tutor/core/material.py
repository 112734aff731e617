"""Choosing what to tell from the passages found: which sentences, in whose voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutor.core.events import Citation, Plan, Segment
from tutor.core.figures import cover, figures, names_of
from tutor.core.interests import touches
from tutor.core.lesson import Dispute, LessonPack, Paragraph, Passage, Source, render_person
from tutor.core.persona import Persona
from tutor.core.quantities import quantities
from tutor.core.relevance import choose_sentences, score_sentences
from tutor.core.terms import DEPTHS, Depth, Language, Level, Person, Voice

_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
           "octubre", "noviembre", "diciembre"),
}  # fmt: skip
_HISTORIAN: frozenset[Depth] = frozenset({"perspective", "argument"})


SHARED_FACTS, SHARED_BELOW = 4, 2
"""Sentences of the middle level, plain facts and deeper ones, whose figures everybody is told."""
LIKED = 0.3
"""What a sentence gains by telling of what the student likes: enough to win among equals."""
LIVED = 0.4
"""What a sentence gains by telling what the figure did or saw."""
CLEARLY = 0.35
"""By how much the best sentence must win for its paragraph to be told unasked."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a passage is told for: the question, and what was said lately."""

    query: str
    said: str = ""
    share: bool = False
    """The dates, numbers and names that the middle level answers with are told at every level, in
    a sentence more where need be."""


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences of one passage in one voice, as spoken and as they stand in the record."""

    passage: Passage
    voice: Voice
    depth: Depth
    spoken: tuple[str, ...]
    written: tuple[str, ...]

    def segment(self) -> Segment:
        """Give the segment that says it."""
        return Segment(
            voice=self.voice,
            text=" ".join(self.spoken),
            support=(self.passage.id,),
            kind=self.passage.segment_kind,
        )


def date_in_words(when: str, language: Language) -> str:
    """Write an ISO date, month, year or interval in words."""
    start, _, end = when.partition("/")
    if end:
        return f"{date_in_words(start, language)} – {date_in_words(end, language)}"
    parts = when.split("-")
    if len(parts) == 1:
        return parts[0]
    month = _MONTHS[language][int(parts[1]) - 1]
    if language == "en":
        return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"
    whole = f"{month} de {parts[0]}"
    return whole if len(parts) == 2 else f"{int(parts[2])} de {whole}"


def name_source(source: Source, language: Language) -> str:
    """Name a source as a citation does: author, work, date."""
    parts = [source.author, source.work.get(language)]
    if source.date:
        parts.append(date_in_words(source.date, language))
    if source.locator:
        parts.append(source.locator)
    return ", ".join(part for part in parts if part)


def voice_for(passage: Passage, depth: Depth, persona: Persona, person: Person) -> Voice:
    """Give who may say it: the figure inside the horizon, the guide for all that lies beyond.

    A figure that does not say "I" is told about by the guide.
    """
    if person == "third" or passage.voice == "guide" or depth in _HISTORIAN:
        return "guide"
    if passage.known_to and persona.id not in passage.known_to:
        return "guide"
    begins = (passage.when or "").split("/")[0]
    if begins and begins > persona.horizon.until:
        return "guide"
    return "figure"


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A paragraph in the voice that may say it, and as the historian wrote it."""

    voice: Voice
    speaker: str | None
    spoken: list[str]
    written: list[str]

    def scores(self, plan: Plan, ask: Ask, interests: Sequence[str] = ()) -> list[float]:
        """Score the sentences for a question; what the figure lived through weighs more."""
        found = score_sentences(self.spoken, ask.query, plan.language, ask.said)
        return [
            score
            + LIVED * (said != stands)
            + LIKED * any(touches(said, tag, plan.language) for tag in interests)
            for score, said, stands in zip(found, self.spoken, self.written, strict=True)
        ]


def _render(passage: Passage, paragraph: Paragraph, plan: Plan, persona: Persona) -> _Rendered:
    voice = voice_for(passage, paragraph.depth, persona, plan.person)
    speaker = persona.id if voice == "figure" else None
    return _Rendered(
        voice,
        speaker,
        [render_person(s, speaker, passage.teller) for s in paragraph.sentences],
        [render_person(s, None, passage.teller) for s in paragraph.sentences],
    )


def tell(
    passage: Passage,
    plan: Plan,
    persona: Persona,
    ask: Ask,
    *,
    depths: Sequence[Depth],
    limit: int,
) -> tuple[Told, ...]:
    """Choose the sentences of a passage that answer best, in the passage's own order."""
    told: list[Told] = []
    for paragraph in passage.paragraphs(plan.language, plan.level):
        if paragraph.depth not in depths:
            continue
        text = _render(passage, paragraph, plan, persona)
        room = limit if paragraph.depth == "fact" else _room_below(paragraph.depth, plan)
        chosen = choose_sentences(text.scores(plan, ask, plan.interests), room)
        if ask.share and paragraph.depth not in _HISTORIAN:
            wanted = _shared_figures(passage, paragraph.depth, plan, persona, ask)
            chosen = cover(text.written, chosen, wanted, names_of(passage))
        record = tuple(text.written[i] for i in chosen)
        voice, own = text.voice, tuple(text.spoken[i] for i in chosen)
        if text.speaker and persona.is_named_in(" ".join(own)):
            voice, own = "guide", record
        told.append(Told(passage, voice, paragraph.depth, own, record))
    return tuple(t for t in told if t.spoken)


def _room_below(depth: Depth, plan: Plan) -> int:
    """Give how many sentences below the facts are told: most at the depth that was wanted."""
    return 2 if depth == plan.depth and plan.level != "simple" else 1


def _shared_figures(
    passage: Passage, depth: Depth, plan: Plan, persona: Persona, ask: Ask
) -> set[str]:
    """Give the figures that the middle level answers with, whoever asks and whatever was said."""
    names = names_of(passage)
    found: set[str] = set()
    for paragraph in passage.paragraphs(plan.language, "standard"):
        if paragraph.depth == depth:
            text = _render(passage, paragraph, plan, persona)
            room = SHARED_FACTS if depth == "fact" else SHARED_BELOW
            best = choose_sentences(text.scores(plan, Ask(ask.query)), room)
            found.update(*(figures(text.written[i], names) for i in best))
    return found


def about_interest(
    passage: Passage, interest: str, plan: Plan, persona: Persona, said: str
) -> Told | None:
    """Give the one sentence of a passage that tells of an interest and was not said lately.

    A sentence without dates and numbers goes first: it adds colour, not facts to keep.
    """
    found: list[tuple[bool, int, Told]] = []
    for paragraph in passage.paragraphs(plan.language, plan.level):
        if paragraph.depth not in ("fact", "cause"):
            continue
        text = _render(passage, paragraph, plan, persona)
        for spoken, written in zip(text.spoken, text.written, strict=True):
            if spoken in said or not touches(spoken, interest, plan.language):
                continue
            told = Told(passage, text.voice, paragraph.depth, (spoken,), (written,))
            if text.speaker is not None and persona.is_named_in(spoken):
                told = Told(passage, "guide", paragraph.depth, (written,), (written,))
            found.append((bool(quantities(spoken)), len(found), told))
    return min(found, default=(False, 0, None))[2]


def depth_that_answers(passage: Passage, plan: Plan, ask: Ask) -> Depth | None:
    """Give the depth of the one sentence that answers far better than all others, or None."""
    paragraphs = passage.paragraphs(plan.language, plan.level)
    placed = [
        (paragraph.depth, render_person(sentence, None, passage.teller))
        for paragraph in paragraphs
        for sentence in paragraph.sentences
    ]
    if not placed:
        return None
    texts = [sentence for _, sentence in placed]
    scores = score_sentences(texts, ask.query, plan.language, ask.said, in_order=False)
    best = max(range(len(placed)), key=lambda place: scores[place])
    depth = placed[best][0]
    rivals = [score for (other, _), score in zip(placed, scores, strict=True) if other != depth]
    return depth if scores[best] > max(rivals, default=0.0) + CLEARLY else None


def depths_to(depth: Depth, after: Depth | None = None) -> tuple[Depth, ...]:
    """Give the depths from the plain fact down to `depth`, or those below `after`."""
    first = DEPTHS.index(after) + 1 if after else 0
    return DEPTHS[first : DEPTHS.index(depth) + 1]


def deepest(passage: Passage, language: Language, level: Level) -> Depth:
    """Give the deepest paragraph a passage has."""
    written = [paragraph.depth for paragraph in passage.paragraphs(language, level)]
    return max(written, key=DEPTHS.index, default="fact")


def cite_passage(passage: Passage, plan: Plan, cited: Iterable[str] = ()) -> Citation:
    """Show a passage as the historian wrote it, with the sentences an answer rests on."""
    text = " ".join(
        render_person(sentence, None, passage.teller)
        for paragraph in passage.paragraphs(plan.language, plan.level)
        for sentence in paragraph.sentences
    )
    sources = "; ".join(name_source(source, plan.language) for source in passage.sources)
    quotes = " ".join(f"“{quote.text}”" for quote in passage.quotes if quote.text not in text)
    return Citation(
        id=passage.id,
        title=passage.variant(plan.language).title,
        source=sources,
        text=f"{text} {quotes}".strip(),
        cited=tuple(dict.fromkeys(sentence for sentence in cited if sentence in text)),
    )


def cite_account(dispute: Dispute, account_id: str, language: Language) -> Citation:
    """Show one account of a dispute with who holds it."""
    account = next(a for a in dispute.accounts if a.id == account_id)
    claim, evidence = account.claim.get(language), account.evidence.get(language)
    sources = "; ".join(name_source(source, language) for source in account.sources)
    return Citation(
        id=f"{dispute.id}.{account.id}",
        title=f"{dispute.title.get(language)}: {account.holder.get(language)}",
        source=sources,
        text=f"{claim} {evidence}",
        cited=(claim, evidence),
    )


def cite(
    segments: Sequence[Segment],
    told: Sequence[Told],
    pack: LessonPack,
    plan: Plan,
) -> tuple[Citation, ...]:
    """Give a citation for each id that the segments rest on, in order of first use."""
    cited: dict[str, list[str]] = {}
    for segment in segments:
        for passage_id in segment.support:
            cited.setdefault(passage_id, [])
    for part in told:
        cited.setdefault(part.passage.id, []).extend(part.written)
    citations: list[Citation] = []
    for passage_id, sentences in cited.items():
        passage = pack.passage_by_id.get(passage_id)
        if passage is not None:
            citations.append(cite_passage(passage, plan, sentences))
            continue
        dispute_id, _, account_id = passage_id.rpartition(".")
        dispute = pack.dispute_by_id.get(dispute_id)
        if dispute is not None:
            citations.append(cite_account(dispute, account_id, plan.language))
    return tuple(citations)
