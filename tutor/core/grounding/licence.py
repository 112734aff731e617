"""Which facts give a sentence each of its words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tutor.core.grounding.operators import Class
from tutor.core.grounding.tokens import Text, Token, self_words
from tutor.core.grounding.units import is_unit
from tutor.core.grounding.wordbook import is_light, same
from tutor.core.matching import alike
from tutor.core.persona import Persona
from tutor.core.terms import Language
from tutor.core.text import words

LIGHT = 0.5
"""Light words of a sentence that no fact has, for each word that one has."""


_PRONOUNS = frozenset("she her he him his ella el suyo suya".split())
_EXCHANGED: frozenset[Class] = frozenset({"telling", "belief"})
"""Classes whose words may stand for each other: "noted" and "wrote"."""


class Licence:
    """A sentence beside the facts that it cites, word by word; `bare` is without quotations."""

    def __init__(
        self, said: Text, facts: Sequence[Text], bare: Sequence[Text], persona: Persona
    ) -> None:
        self.said, self.facts, self.language = said, facts, said.language
        self.bare = bare
        self._own = {
            word for use in persona.names for word in words(use.name) if len(word) > 2
        } | set(words(persona.name.get(self.language)))
        self._exact = {own.key for fact in facts for own in fact.telling}
        self.given: dict[Token, frozenset[int]] = {}
        """For each telling word the places of the facts that have it."""
        self.light: list[Token] = []
        self.strange: list[Token] = []
        for token in said.telling:
            found = frozenset(at for at, fact in enumerate(facts) if self.finds(token, fact))
            if found:
                self.given[token] = found
            elif self._is_light(token):
                self.light.append(token)
            else:
                self.strange.append(token)

    @property
    def problems(self) -> list[str]:
        """Say which words no fact gives."""
        problems = [f"says '{token.word}', which its facts do not" for token in self.strange]
        if len(self.light) > max(2.0, LIGHT * len(self.given)):
            problems.append("says little of its facts")
        if not self.given:
            problems.append("says nothing of its facts")
        return problems

    def _is_light(self, token: Token) -> bool:
        """Tell whether a word that no fact has claims nothing; a unit does beside other units."""
        if token.kind != "word" or not is_light(token.word, token.key, self.language):
            return False
        return not is_unit(token.key, self.language) or not any(
            is_unit(own.key, self.language) for fact in self.facts for own in fact.telling
        )

    def finds(self, token: Token, fact: Text) -> Token | None:
        """Find the word of a fact that gives a word of the sentence."""
        given = (own for own in fact.tokens if own.kind != "mark" and self.matches(token, own))
        return next(given, None) or (self._find_self(token, fact))

    def uses(self, own: Token) -> bool:
        """Tell whether a word of a fact gives a word that no fact has as it is."""
        return any(
            self.matches(token, own)
            for token in self.given
            if token.key == own.key or token.key not in self._exact
        )

    def matches(self, token: Token, own: Token) -> bool:
        """Tell whether a word of a fact gives a word of the sentence."""
        if token.kind == "day":
            return own.day is not None and token.day is not None and token.day.fits(own.day)
        if own.kind == "day":
            return False
        if "number" in (token.kind, own.kind):
            both = "both" in token.classes | own.classes and "2" in (token.key, own.key)
            return token.key == own.key or both
        if token.kind == "name":
            return own.word == token.word or (own.key == token.key and own.kind == "name")
        if token.classes & own.classes & _EXCHANGED:
            return True
        if is_unit(token.key, self.language):
            return token.key == own.key
        return _is_same(token.key, own.key, self.language)

    def has_key(self, key: str) -> bool:
        """Tell whether a telling word of a fact has this key."""
        return key in self._exact

    def _find_self(self, token: Token, fact: Text) -> Token | None:
        """Let the figure's name stand for the I of a fact, or its "she" where nobody is named."""
        if token.kind != "name" or token.word not in self._own:
            return None
        alone = all(t.kind != "name" for t in fact.tokens)
        meant = self_words(self.language) | (_PRONOUNS if alone else frozenset())
        return next((t for t in fact.tokens if t.word in meant), None)


@lru_cache(maxsize=65536)
def _is_same(said: str, known: str, language: Language) -> bool:
    """Tell whether a key may stand for a key of a fact, a slip of the pen allowed."""
    return same(said, known, language) or (len(said) >= 6 and alike(said, known))
