from __future__ import annotations

import pytest

from tutor.core.speech_acts.book import ACTS, load_book, load_weights, read_wordings
from tutor.core.speech_acts.spelling import spell
from tutor.core.speech_acts.wording import build_wording, build_wordings, pad, words_of
from tutor.core.terms import LANGUAGES, Language


@pytest.mark.parametrize(
    ("line", "text", "found"),
    [
        ("tell me more", "please tell me more now", True),
        ("tell me more", "tell me no more", False),
        ("(show|tell) me", "show me", True),
        ("(give up|quit)", "i give up", True),
        ("[please] stop", "stop", True),
        ("explic*", "explicamelo ya", True),
        ("*aron", "la raptaron", True),
        ("*aron", "aronia berry", False),
        ("what _ mean", "what words mean", True),
        ("what _ mean", "what mean", False),
        ("tell ... story", "tell me a good story", True),
        ("tell ... story", "tell me a very good old story", False),
        ("^ more $", "more", True),
        ("^ more $", "more horses", False),
        ("^ more $", "wow . more ?", True),
        ("really ?", "really ?", True),
        ("más fácil", "mas facil", True),
    ],
)
def test_a_wording_finds_what_it_says(line: str, text: str, found: bool) -> None:  # noqa: FBT001 - a column of the table
    assert bool(build_wordings([line]).search(pad(text.split()))) is found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_can_be_read(language: Language) -> None:
    file = read_wordings(language)
    groups = [*file.topics.values(), *file.forms.values(), *file.languages.values()]
    groups.extend(lines for shown in file.signs.values() for lines in shown.values())
    for line in (line for lines in groups for line in lines.splitlines()):
        assert line.count("(") == line.count(")"), line
        assert line.count("[") == line.count("]"), line
        assert build_wordings([line]).search(pad(["qqx", "xqq"])) is None, line
        assert build_wording(line)


def test_every_sign_of_the_weights_is_one_of_the_wordings() -> None:
    signs = {f"sign {act}: {name}" for act, name in load_book().signs}
    weighed = {clue for clue in load_weights() if clue.startswith("sign ")}
    assert weighed <= signs
    assert all(len(row) == len(ACTS) for row in load_weights().values())


def test_the_words_of_a_wording_are_its_whole_words() -> None:
    assert words_of("^ [Please] (dime|tell me) más ... explic* _ ?") == {
        "please", "dime", "tell", "me", "mas",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("message", "spelled"),
    [
        ("idk", "i do not know"),
        ("Wdym??", "what do you mean ?"),
        ("plsss help", "please help"),
        ("it's sooo haaard", "it is so hard"),
        ("dont u kno", "do not you kno"),
        ("gimme the anwser", "give me the answer"),
        ("xfa dime", "por favor dime"),
        ("no c", "no se"),
        ("x fa", "por favor"),
        ("NOSE", "no se"),
        ("¿Qué? ¡No!", "que ? no ."),
        ("k", "ok"),
        ("k paso", "que paso"),
        ("what...!? ok", "what ? ok"),
        ("?!", "?"),
        ("...", ""),
        ("😀", ""),
    ],
)
def test_childrens_spelling_is_taken_back(message: str, spelled: str) -> None:
    assert " ".join(spell(message)) == spelled
