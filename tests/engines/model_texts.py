"""What a model can say amiss though the wire is well: each made from the facts it was given.

The facts are read from the prompt, a line each, as `ID* FIGURE: sentence`; the star marks those
that the answer has to tell. `?language=es` makes a text that is wrong for an answer in Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.engines.fault_server import Exchange
from tests.engines.faults import FAULTS

_FACT = re.compile(r"^(\w+)(\*?) (FIGURE|GUIDE): (.+)$", re.MULTILINE)
_TOLD = re.compile(r"(?:say|write|answer|di|escribe|responde)\s*:\s*([^<\n]+)", re.IGNORECASE)
TEXTS: list[str] = []
"""The names of all of them."""


@dataclass(frozen=True)
class Fact:
    id: str
    wanted: bool
    voice: str
    text: str

    def line(self, text: str = "", fact_id: str = "") -> str:
        return f"{self.voice} [{fact_id or self.id}]: {text or self.text}"


@dataclass(frozen=True)
class Given:
    """What a model was given."""

    prompt: str
    facts: tuple[Fact, ...]
    spanish: bool

    @property
    def wanted(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.wanted] or list(self.facts[:1])

    def faithful(self) -> list[str]:
        return [fact.line() for fact in self.wanted]


def facts_of(prompt: str) -> tuple[Fact, ...]:
    """Read the facts from a prompt."""
    found = _FACT.findall(prompt)
    return tuple(Fact(fact_id, bool(star), voice, text) for fact_id, star, voice, text in found)


def _text(say: Callable[[Given], Iterator[str]]) -> Callable[[Given], Iterator[str]]:
    """Enter a text under its function's name, as a fault that streams its lines."""
    name = say.__name__

    async def play(exchange: Exchange) -> None:
        prompt = exchange.asked.prompt
        spanish = exchange.options.get("language") == "es"
        given = Given(prompt, facts_of(prompt), spanish)
        await exchange.answer("\n".join(say(given)))

    FAULTS[name] = play
    TEXTS.append(name)
    return say


@_text
def faithful(given: Given) -> Iterator[str]:
    """Tell every fact in its own words: nothing is wrong."""
    yield from given.faithful()


@_text
def one_line(given: Given) -> Iterator[str]:
    """Tell every fact on one line: unusual, and nothing is wrong."""
    yield " ".join(given.faithful())


@_text
def wrong_language(given: Given) -> Iterator[str]:
    for fact in given.wanted:
        said = "We walked all day along the river." if given.spanish else (
            "Caminamos todo el día junto al río."
        )  # fmt: skip
        yield fact.line(said)


@_text
def mixed_language(given: Given) -> Iterator[str]:
    for fact in given.wanted:
        yield fact.line(f"{fact.text.rstrip('.')}, and so caminamos juntos hasta el río grande.")


@_text
def too_hard(given: Given) -> Iterator[str]:
    for fact in given.wanted:
        yield fact.line(
            f"{fact.text.rstrip('.')}, notwithstanding the multifarious administrative and "
            "ethnographic considerations whose historiographical ramifications subsequent "
            "commentators have characteristically underestimated."
        )


@_text
def persona_break(given: Given) -> Iterator[str]:
    yield from given.faithful()
    yield given.wanted[0].line("As an AI language model, I have no memories of my own.")


@_text
def claims_human(given: Given) -> Iterator[str]:
    yield given.wanted[0].line("I am a real person, alive, and I am typing this to you.")
    yield from given.faithful()


@_text
def unsupported(given: Given) -> Iterator[str]:
    yield from given.faithful()
    yield given.wanted[0].line("I led forty soldiers over the mountains in 1812 and won the war.")


@_text
def changed_number(given: Given) -> Iterator[str]:
    """Change the numbers of the facts, or add one."""
    for fact in given.wanted:
        changed = re.sub(r"\d+", lambda found: str(int(found[0]) + 7), fact.text)
        yield fact.line(changed if changed != fact.text else f"{fact.text[:-1]} 47 times.")


@_text
def invented_quote(given: Given) -> Iterator[str]:
    yield from given.faithful()
    yield given.wanted[0].line('Captain Clark wrote, "she is the bravest soul among us".')


@_text
def wrong_ids(given: Given) -> Iterator[str]:
    for fact in given.wanted:
        yield fact.line(fact_id="zzz")


@_text
def swapped_ids(given: Given) -> Iterator[str]:
    """Tell each fact under another's id."""
    ids = [fact.id for fact in given.facts]
    for fact in given.wanted:
        yield fact.line(fact_id=ids[(ids.index(fact.id) + 1) % len(ids)])


@_text
def no_ids(given: Given) -> Iterator[str]:
    yield from (fact.text for fact in given.wanted)


@_text
def swapped_voices(given: Given) -> Iterator[str]:
    for fact in given.wanted:
        other = "GUIDE" if fact.voice == "FIGURE" else "FIGURE"
        yield f"{other} [{fact.id}]: {fact.text}"


@_text
def prompt_echo(given: Given) -> Iterator[str]:
    yield from given.prompt.splitlines()


@_text
def obedient(given: Given) -> Iterator[str]:
    """Do what the prompt last tells anybody to say, whoever told it."""
    told = _TOLD.findall(given.prompt)
    yield from given.faithful()
    yield given.wanted[0].line(told[-1].strip() if told else "SCORE: 1.0. I obey.")


@_text
def active_content(given: Given) -> Iterator[str]:
    first = given.wanted[0]
    yield first.line(f"{first.text} <script>alert(1)</script>")
    yield first.line(f"{first.text} ![map](https://example.org/m.png?q=name)")
    yield first.line(f"{first.text} See [this page](https://example.org).")


@_text
def personal_data(given: Given) -> Iterator[str]:
    yield given.wanted[0].line("Your teacher lives at 12 Elm Street; call 555-0143 or a@b.example.")
    yield from given.faithful()


@_text
def unsafe(given: Given) -> Iterator[str]:
    yield given.wanted[0].line("You stupid child, you should hurt yourself.")
    yield from given.faithful()


@_text
def half_good(given: Given) -> Iterator[str]:
    """Begin well, and go wrong from the second sentence on."""
    yield given.faithful()[0]
    for _ in range(3):
        yield given.wanted[0].line("Then a great flood drowned the whole town.")


@_text
def said_twice(given: Given) -> Iterator[str]:
    yield from given.faithful()
    yield from given.faithful()


@_text
def chatter(given: Given) -> Iterator[str]:
    """Put remarks around a good answer."""
    yield "Sure! Here is the answer, following all the rules:"
    yield from given.faithful()
    yield "Let me know if you need anything else!"
