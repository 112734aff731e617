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
_DEEPEST_SLOT = 6


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

    slots: Mapping[str, tuple[str, ...]]
    spell: Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Expression:
    """A pattern ready to match: its regular expression and the words of which one must occur."""

    source: str
    regex: str
    anchors: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Veto:
    """What takes a match back: words right before and after it, or anywhere in the sentence."""

    before: str | None
    after: str | None
    within: str | None


@functools.cache
def compiled(regex: str) -> re.Pattern[str]:
    """Compile once, when a message first needs it."""
    return re.compile(regex)


def build_expression(source: str, grammar: Grammar, common: frozenset[str]) -> Expression:
    """Build a pattern; its anchors avoid the common words where they can.

    Raises:
        ValueError: a bracket is not closed, a slot is unknown or names itself.
    """
    sequence = parse_pattern(source, grammar)
    anchors = _anchors(sequence, common)
    if not anchors:
        raise ValueError(f"pattern '{source}' has no word that must occur. Add one.")
    return Expression(source, _BEGIN + _regex(sequence), anchors, frozenset(_words(sequence)))


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


def parse_pattern(source: str, grammar: Grammar, depth: int = 0) -> Sequence_:
    """Parse a pattern into words, edges and choices."""
    if depth > _DEEPEST_SLOT:
        raise ValueError(f"pattern '{source}' uses slots that name each other. Unfold one.")
    parts = _PART.findall(source)
    options, rest = _parse_options(parts, grammar, depth)
    if rest:
        raise ValueError(f"pattern '{source}' closes a bracket that it did not open.")
    return options[0] if len(options) == 1 else (Choice(options),)


def _parse_options(
    parts: list[str], grammar: Grammar, depth: int
) -> tuple[tuple[Sequence_, ...], list[str]]:
    """Parse alternatives up to a closing bracket; give them and the parts from there on."""
    options: list[Sequence_] = []
    nodes: list[Node] = []
    while parts and parts[0] not in _CLOSING.values():
        head, *parts = parts
        if head == "|":
            options, nodes = [*options, tuple(nodes)], []
        elif head in _CLOSING:
            inner, parts = _parse_options(parts, grammar, depth)
            if not all(inner) and head == "(":
                raise ValueError("an alternative is empty, perhaps of fillers. Take it out.")
            nodes.append(Choice(inner, optional=head == "["))
            parts = _close(parts, _CLOSING[head])
        else:
            nodes.extend(_parse_part(head, grammar, depth))
    return (*options, tuple(nodes)), parts


def _close(parts: list[str], bracket: str) -> list[str]:
    if not parts or parts[0] != bracket:
        raise ValueError(f"a pattern lacks '{bracket}'.")
    return parts[1:]


def _parse_part(part: str, grammar: Grammar, depth: int) -> Sequence_:
    if part in _EDGES:
        return (part,)
    if not part.startswith("{"):
        return grammar.spell(part)
    name = part.strip("{}")
    if name not in grammar.slots:
        raise ValueError(f"no slot is called '{name}'. Add it under 'slots'.")
    entries = grammar.slots[name]
    options = tuple(parse_pattern(entry, grammar, depth + 1) for entry in entries)
    if not all(options):
        raise ValueError(f"slot '{name}' has an empty entry. Take it out.")
    return (Choice(options),)


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


def _anchors(sequence: Sequence_, common: frozenset[str]) -> frozenset[str]:
    """Choose the words of which one must occur: the fewest, and none that is common."""
    sets = [found for node in sequence if (found := _node_anchors(node, common))]
    return min(sets, key=lambda words: _cost(words, common), default=frozenset())


def _node_anchors(node: Node, common: frozenset[str]) -> frozenset[str]:
    if isinstance(node, str):
        return frozenset() if node in _EDGES else frozenset({node})
    if node.optional:
        return frozenset()
    options = [_anchors(option, common) for option in node.options]
    return frozenset().union(*options) if all(options) else frozenset()


def _cost(words: frozenset[str], common: frozenset[str]) -> int:
    return len(words) + 1_000 * len(words & common)
