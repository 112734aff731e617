"""The small language of reviewed patterns, and the regular expressions it becomes.

    i want to {die}      the words in a row; `{die}` is any entry of the slot `die`
    (cut|hurt) myself    one of several
    my [best] friend     a word or words that may be missing
    kill ... myself      up to three other words between
    ^want to die$        at the beginning or the end of a sentence
    @ of laughter        in `unless` alone: what stands beside the match takes it back

Matched text is words with one space after each, so a pattern cannot run past a sentence, and every
repetition has an upper bound, so matching cannot explode.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

_PART = re.compile(r"\{[a-z_]+\}|\.\.\.|[()\[\]|^$]|[^\s()\[\]|{}^$]+")
_BEGIN = "(?<![a-z0-9])"
_EDGES = {"^": r"\A", "$": r"\Z", "...": r"(?:[a-z0-9]+ ){0,3}?"}
_CLOSING = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences, or none of them where it is optional."""

    options: tuple[Sequence_, ...]
    optional: bool = False


Node: TypeAlias = "str | Choice"
Sequence_: TypeAlias = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a pattern may refer to: the slots, and how a written word is spelt for matching."""

    slots: Mapping[str, Choice]
    spell: Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Expression:
    """A pattern ready to match: its regular expression and the words that it cannot do without."""

    source: str
    regex: str
    anchors: frozenset[str]
    needs: tuple[frozenset[str], ...]
    """For each part that must occur, the words of which one must occur."""
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Veto:
    """What takes a match back: words right before and after it, or anywhere in the sentence."""

    before: str | None
    after: str | None
    within: str | None


def build_grammar(
    slots: Mapping[str, tuple[str, ...]], spell: Callable[[str], tuple[str, ...]]
) -> Grammar:
    """Parse the slots; each may name those before it, so none can name itself."""
    grammar = Grammar({}, spell)
    for name, entries in slots.items():
        options = tuple(parse_pattern(entry, grammar) for entry in entries)
        if not all(options):
            raise ValueError(f"slot '{name}' has an empty entry. Take it out.")
        grammar = Grammar({**grammar.slots, name: Choice(options)}, spell)
    return grammar


@functools.cache
def compiled(regex: str) -> re.Pattern[str]:
    """Compile once, when a message first needs it."""
    return re.compile(regex)


def build_expression(source: str, grammar: Grammar, common: frozenset[str]) -> Expression:
    """Build a pattern; its anchors avoid the common words where they can.

    Raises:
        ValueError: a bracket is open, a slot unknown, an alternative empty, or no word must occur.
    """
    sequence = parse_pattern(source, grammar)
    needs = _needs(sequence, common)
    if not needs:
        raise ValueError(f"pattern '{source}' has no word that must occur. Add one.")
    return Expression(
        source=source,
        regex=_BEGIN + _regex(sequence),
        anchors=_rarest(needs, common),
        needs=needs,
        words=frozenset(_words(sequence)),
    )


def build_veto(source: str, grammar: Grammar) -> Veto:
    """Build an `unless` line; `@` stands for the match."""
    if "@" not in source:
        return Veto(None, None, _BEGIN + _regex(parse_pattern(source, grammar)))
    before, after = (parse_pattern(half, grammar) for half in source.split("@", 1))
    return Veto(
        before=_BEGIN + _regex(before) + r"\Z" if before else None,
        after=_regex(after) if after else None,
        within=None,
    )


def is_vetoed(match: re.Match[str], vetoes: Iterable[Veto]) -> bool:
    """Say whether what stands around a match takes it back."""
    return any(_applies(veto, match) for veto in vetoes)


def _applies(veto: Veto, match: re.Match[str]) -> bool:
    if veto.within is not None:
        return compiled(veto.within).search(match.string) is not None
    if veto.after is not None and not compiled(veto.after).match(match.string, match.end()):
        return False
    before = match.string[: match.start()]
    return veto.before is None or compiled(veto.before).search(before) is not None


def parse_pattern(source: str, grammar: Grammar) -> Sequence_:
    """Parse a pattern into words, edges and choices."""
    options, rest = _parse_options(_PART.findall(source), grammar)
    if rest:
        raise ValueError(f"pattern '{source}' closes a bracket that it did not open.")
    return options[0] if len(options) == 1 else (Choice(options),)


def _parse_options(parts: list[str], grammar: Grammar) -> tuple[tuple[Sequence_, ...], list[str]]:
    """Parse alternatives up to a closing bracket; give them and the parts from there on."""
    options: list[Sequence_] = []
    nodes: list[Node] = []
    while parts and parts[0] not in _CLOSING.values():
        head, *parts = parts
        if head == "|":
            options, nodes = [*options, tuple(nodes)], []
        elif head in _CLOSING:
            choice, parts = _parse_choice(head, parts, grammar)
            nodes.append(choice)
        else:
            nodes.extend(_parse_part(head, grammar))
    return (*options, tuple(nodes)), parts


def _parse_choice(bracket: str, parts: list[str], grammar: Grammar) -> tuple[Choice, list[str]]:
    options, rest = _parse_options(parts, grammar)
    if not rest or rest[0] != _CLOSING[bracket]:
        raise ValueError(f"a pattern lacks '{_CLOSING[bracket]}'.")
    if not all(options):
        raise ValueError("an alternative is empty, perhaps of fillers. Take it out.")
    return Choice(options, optional=bracket == "["), rest[1:]


def _parse_part(part: str, grammar: Grammar) -> Sequence_:
    if part in _EDGES:
        return (part,)
    if not part.startswith("{"):
        return grammar.spell(part)
    name = part.strip("{}")
    if name not in grammar.slots:
        raise ValueError(f"no slot above is called '{name}'. Add it under 'slots'.")
    return (grammar.slots[name],)


def _regex(sequence: Sequence_) -> str:
    return "".join(_node_regex(node) for node in sequence)


def _node_regex(node: Node) -> str:
    if isinstance(node, str):
        return _EDGES.get(node) or node + " "
    inner = "|".join(_regex(option) for option in node.options)
    return f"(?:{inner}){'?' if node.optional else ''}"


def _words(sequence: Sequence_) -> set[str]:
    found: set[str] = set()
    for node in sequence:
        if isinstance(node, Choice):
            found.update(*(_words(option) for option in node.options))
        elif node not in _EDGES:
            found.add(node)
    return found


def _needs(sequence: Sequence_, common: frozenset[str]) -> tuple[frozenset[str], ...]:
    """For each part that must occur, give the words of which one must occur."""
    return tuple(found for node in sequence if (found := _node_needs(node, common)))


def _rarest(needs: tuple[frozenset[str], ...], common: frozenset[str]) -> frozenset[str]:
    """Choose the fewest words, and none that is common."""
    return min(needs, key=lambda words: len(words) + 1_000 * len(words & common))


def _node_needs(node: Node, common: frozenset[str]) -> frozenset[str]:
    if isinstance(node, str):
        return frozenset() if node in _EDGES else frozenset({node})
    if node.optional:
        return frozenset()
    options = [_needs(option, common) for option in node.options]
    if not all(options):
        return frozenset()
    return frozenset[str]().union(*(_rarest(needs, common) for needs in options))
