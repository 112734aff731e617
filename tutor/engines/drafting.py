"""Drafts of lesson material by a language model, each checked before an author sees it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Generic

from pydantic import BaseModel, ConfigDict, RootModel, ValidationError, field_validator

from tutor.core.drafting import (
    DraftRequest,
    Drafts,
    HelpDraft,
    IdeaDraft,
    MistakeDraft,
    TextDraft,
    ask_for_help,
    ask_for_ideas,
    ask_for_level,
    ask_for_mistakes,
    ask_for_samples,
    ask_for_translation,
    ask_to_refute,
    check_help,
    check_samples,
)
from tutor.core.drafting.requests import IDEAS, passage_text
from tutor.core.drafting.values import Item
from tutor.core.key_texts import plain, right_texts
from tutor.core.lesson import Passage, Question
from tutor.core.terms import LEVELS, Language, Level
from tutor.model import ChatModel, Limits, Message
from tutor.ports import DraftGuard

LIMITS = Limits(first_s=30.0, gap_s=20.0, whole_s=120.0, tokens=1_200, characters=10_000)
"""An author waits for a draft as one waits for a colleague."""
_MOST = 4
"""Texts of a list that are read."""


class _Form(BaseModel):
    """A filled form: texts trimmed, one text where a list was asked for, other fields ignored."""

    model_config = ConfigDict(str_strip_whitespace=True)

    title: str = ""
    text: str = ""
    ideas: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    refutation: str = ""
    hint: str = ""
    prompt: str = ""
    assertion: str = ""

    @field_validator("ideas", "mistakes", "ways", "right", "wrong", mode="before")
    @classmethod
    def _as_list(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @field_validator("ideas", "mistakes", "ways", "right", "wrong")
    @classmethod
    def _without_gaps(cls, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text for text in texts if text))[:_MOST]


class _Object(RootModel[dict[str, object]]):
    """Whatever object came."""


class ModelDrafter:
    """`ports.Drafter` over any chat model."""

    def __init__(self, model: ChatModel, guard: DraftGuard, *, account: str = "") -> None:
        """Ask nothing yet.

        Args:
            model: the language model to ask.
            guard: the checks that drafts are held to.
            account: whose budget pays (a class's id).
        """
        self._model, self._guard, self._account = model, guard, account

    @property
    def name(self) -> str:
        """Name the model."""
        return self._model.name

    def draft_levels(self, passage: Passage, language: Language) -> Drafts[TextDraft]:
        """Draft the other levels from the one that is written, the middle one if all are."""
        written = passage.variant(language).sections
        source: Level = "standard" if "standard" in written else next(iter(written))
        desk = _Desk[TextDraft](self)
        text, title = passage_text(passage, language, source), passage.variant(language).title
        for level in LEVELS:
            if level == source:
                continue
            form = desk.ask(ask_for_level(text, language, level, _new_mark()), "text")
            if form is not None:
                desk.put(self._section(passage, language, level, title, form.text))
        return desk.close()

    def draft_translation(self, passage: Passage, language: Language) -> Drafts[TextDraft]:
        """Draft a language that the passage has not, level by level."""
        source = next(key for key in (*passage.variants, language) if key != language)
        desk = _Desk[TextDraft](self)
        bare = passage.model_copy(update={"variants": {source: passage.variants[source]}})
        for level in bare.variants[source].sections:
            text, title = passage_text(bare, source, level), bare.variants[source].title
            request = ask_for_translation(title, text, language, level, _new_mark())
            form = desk.ask(request, "title", "text")
            if form is not None:
                desk.put(self._section(bare, language, level, form.title, form.text))
        return desk.close()

    def _section(
        self, passage: Passage, language: Language, level: Level, title: str, text: str
    ) -> TextDraft:
        problems = self._guard.check_section(passage, language, level, title, text)
        return TextDraft(
            model=self.name, language=language, problems=problems, level=level, title=title,
            text=text,
        )  # fmt: skip

    def draft_expectations(self, passage: Passage, language: Language) -> Drafts[IdeaDraft]:
        """Draft ideas, each with ways to say it and answers that hold it and miss it."""
        desk, text = _Desk[IdeaDraft](self), passage_text(passage, language, "standard")
        ideas = desk.ask(ask_for_ideas(text, language, _new_mark()), "ideas")
        for idea in ideas.ideas[:IDEAS] if ideas else ():
            form = desk.ask(ask_for_samples(text, idea, language, _new_mark()), "ways")
            if form is not None:
                desk.put(self._idea(passage, language, idea, form))
        return desk.close()

    def _idea(self, passage: Passage, language: Language, idea: str, form: _Form) -> IdeaDraft:
        says = tuple(dict.fromkeys((idea, *form.ways)))
        draft = IdeaDraft(
            model=self.name, language=language, says=says, accepted=form.right, rejected=form.wrong
        )
        problems = [p for way in says for p in self._claim(passage, language, way)]
        problems += [p for t in (*form.right, *form.wrong) for p in self._words(language, t)]
        return draft.model_copy(update={"problems": (*problems, *check_samples(draft))})

    def draft_misconceptions(self, passage: Passage, language: Language) -> Drafts[MistakeDraft]:
        """Draft wrong ideas, each with what the passage says against it."""
        desk, text = _Desk[MistakeDraft](self), passage_text(passage, language, "standard")
        found = desk.ask(ask_for_mistakes(text, language, _new_mark()), "mistakes")
        for mistake in found.mistakes[:IDEAS] if found else ():
            request = ask_to_refute(text, mistake, language, _new_mark())
            form = desk.ask(request, "ways", "refutation")
            if form is not None:
                desk.put(self._mistake(passage, language, mistake, form))
        return desk.close()

    def _mistake(
        self, passage: Passage, language: Language, mistake: str, form: _Form
    ) -> MistakeDraft:
        says = tuple(dict.fromkeys((mistake, *form.ways)))
        problems = [p for way in says for p in self._words(language, way)]
        problems += [
            f"'{way}' is what the passage says"
            for way in says
            if self._is_told(passage, language, way)
        ]
        problems += self._claim(passage, language, form.refutation)
        return MistakeDraft(
            model=self.name, language=language, problems=tuple(problems), says=says,
            refutation=form.refutation,
        )  # fmt: skip

    def _is_told(self, passage: Passage, language: Language, text: str) -> bool:
        wanted = text.rstrip(".").casefold()
        return any(wanted in passage_text(passage, language, lv).casefold() for lv in LEVELS)

    def draft_hints(
        self, passage: Passage, question: Question, language: Language
    ) -> Drafts[HelpDraft]:
        """Draft help with each expectation of a question."""
        desk, text = _Desk[HelpDraft](self), passage_text(passage, language, "standard")
        asked = plain(question.main.get(language))
        for expectation in question.expectations:
            says = [plain(way) for way in right_texts(expectation, language)]
            if not says:
                continue
            request = ask_for_help(text, asked, says[0], language, _new_mark())
            form = desk.ask(request, "hint", "prompt", "assertion")
            if form is None:
                continue
            draft = HelpDraft(
                model=self.name, language=language, expectation=expectation.id, hint=form.hint,
                prompt=form.prompt, assertion=form.assertion,
            )  # fmt: skip
            problems = [
                *self._words(language, form.hint),
                *self._words(language, form.prompt),
                *self._claim(passage, language, form.assertion),
                *check_help(draft, asked, says),
            ]
            desk.put(draft.model_copy(update={"problems": tuple(problems)}))
        return desk.close()

    def _claim(self, passage: Passage, language: Language, text: str) -> Iterator[str]:
        for problem in self._guard.check_claim(passage, language, text):
            yield f"'{text}': {problem}"

    def _words(self, language: Language, text: str) -> Iterator[str]:
        for problem in self._guard.check_words(language, text):
            yield f"'{text}': {problem}"

    def fill(self, request: DraftRequest) -> _Form | str:
        """Ask once; gives the filled form, or why there is none."""
        prompt = (Message("system", request.system), Message("user", request.user))
        call = self._model.fill(prompt, request.schema, LIMITS, account=self._account)
        if call.failure:
            return call.failure
        try:
            return _Form.model_validate(_Object.model_validate_json(call.response).root)
        except ValidationError:
            return "garbled"


class _Desk(Generic[Item]):
    """Gathers the drafts of one asking: kept, failed, and what was not answered."""

    def __init__(self, drafter: ModelDrafter) -> None:
        self._drafter = drafter
        self._drafts: list[Item] = []
        self._unanswered: list[str] = []

    def ask(self, request: DraftRequest, *needed: str) -> _Form | None:
        """Ask; None, and a line in the report, where what is needed did not come."""
        form = self._drafter.fill(request)
        if isinstance(form, str):
            self._unanswered.append(f"{request.about}: {form}")
            return None
        lacking = [name for name in needed if not getattr(form, name)]
        if lacking:
            self._unanswered.append(f"{request.about}: no {', '.join(lacking)}")
            return None
        return form

    def put(self, draft: Item) -> None:
        """Take a draft."""
        self._drafts.append(draft)

    def close(self) -> Drafts[Item]:
        """Part what can be kept from what failed a check."""
        return Drafts(
            model=self._drafter.name,
            kept=tuple(draft for draft in self._drafts if not draft.problems),
            failed=tuple(draft for draft in self._drafts if draft.problems),
            unanswered=tuple(self._unanswered),
        )


def _new_mark() -> str:
    """Draw a mark that no passage holds but by chance."""
    return f"m{secrets.token_hex(4)}"
