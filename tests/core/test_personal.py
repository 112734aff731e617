"""The laws of masking personal data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.safety import mask_personal


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("text me 505-555-0142", "text me [phone]"),
        ("mi cel es 55 5555 0148", "mi cel es [phone]"),
        ("my email is dani@example.com ok", "my email is [email] ok"),
        ("i live at 4417 Paloma Street", "i live at [address]"),
        ("vivo en calle los nogales 233", "vivo en [address]"),
        ("my bday is march 3 2013", "my bday is [birthday]"),
        ("nací el 3/4/2013", "nací el [birthday]"),
        ("my password is lobo4life!22", "my password is [password]"),
        ("my insta is @lil_mia", "my insta is [handle]"),
        ("my student id is 00481736", "my student id is [number]"),
        ("my name is jose ramirez", "my name is [name]"),
        ("me llamo Ana Torres", "me llamo [name]"),
        ("i go to lincoln middle school", "i go to [school]"),
        ("estudio en el Colegio Santa Rita", "estudio en el [school]"),
        ("call me at five oh five 555 0142", "call me at [phone]"),
        ("my birthday is may third", "my birthday is [birthday]"),
        ("cumplo el tres de mayo", "cumplo [birthday]"),
        ("the wifi password is sundog4417", "the wifi password is [password]"),
        ("my password is dragonfire", "my password is [password]"),
        ("add me on snap josefinita", "add me on snap [handle]"),
        ("we live on oak street", "we live on [address]"),
        ("the kid who copied me is tomas arrieta", "the kid who copied me is [name]"),
        ("soy ana torres de la secundaria benito juárez", "soy [name]"),
        ("im jose ramirez, lincoln middle school", "im [name]"),
        ("me dio clase la maestra Ana Torres", "me dio clase la [name]"),
        ("mi curp es TOAA120503MDFRRN07", "mi curp es [number]"),
    ],
)
def test_what_is_the_students_own_is_masked(text: str, masked: str) -> None:
    assert mask_personal(text)[0] == masked


@pytest.mark.parametrize(
    "text",
    [
        "april 7 1805",
        "it was May 14 1804",
        "was it 33 people",
        "8,000 miles and 28 months",
        "they paid $15,000,000 for 828,000 square miles",
        "costó 15.000.000 de dólares",
        "1804-1806",
        "$15 million for 828,000 sq miles",
        "my answer is Jean Baptiste Charbonneau born february 11 1805",
        "Meriwether Lewis was born in Albemarle County Virginia",
        "they left from St Louis",
        "fuerte mandan, dakota del norte",
        "el sargento charles floyd tenía 22 años",
        "costó 15 millones de dólares en 1803",
        "i am Lewis",
        "me llamo Sacajawea",
        "El dueño dijo que no.",
    ],
)
def test_history_is_left_alone(text: str) -> None:
    assert mask_personal(text) == (text, ())


def test_a_name_of_the_roster_is_masked_wherever_it_stands() -> None:
    masked, spans = mask_personal("york was like mia to me", ["Mia"])
    assert masked == "york was like [name] to me"
    assert [span.what for span in spans] == ["name"]


@given(st.text(max_size=200), st.lists(st.text(max_size=8), max_size=3))
def test_spans_stand_in_order_and_hold_everything_that_is_masked(
    text: str, roster: list[str]
) -> None:
    masked, spans = mask_personal(text, roster)
    at, rebuilt = 0, ""
    for span in spans:
        assert at <= span.start < span.end <= len(text)
        rebuilt += f"{text[at : span.start]}[{span.what}]"
        at = span.end
    assert masked == rebuilt + text[at:]
