"""Laws of comparing an answer with many references at once."""

from __future__ import annotations

import numpy as np

from tutor.core.comparison import References, Vector
from tutor.core.inflection import word_key
from tutor.core.names import know_people
from tutor.core.roles import Reading, read_text

NOBODY = know_people(())


def read(text: str) -> Reading:
    return read_text(text, "en", NOBODY)


REFERENCES = References(
    [read("the sun heats the water"), read("the river freezes in winter")], "en"
)


def compare(text: str) -> tuple[Vector, Vector]:
    return REFERENCES.compare(REFERENCES.spread(read(text)))


def test_a_reference_covers_itself() -> None:
    coverage, precision = compare("the sun heats the water")
    assert np.allclose([coverage[-1, 0], precision[-1, 0]], [1.0, 1.0])


def test_a_denied_word_does_not_agree() -> None:
    assert compare("the sun does not heat")[0][-1, 0] < 0.7


def test_a_slip_of_the_pen_is_forgiven() -> None:
    spread = REFERENCES.spread(read("the rivver freezs"))
    assert spread.shared.max(axis=1).min() == 1.0


def test_words_astray_earn_nothing() -> None:
    reading = read("the sun heats")
    every = {(0, at) for at in range(len(reading.clauses[0]))}
    coverage, _ = REFERENCES.compare(REFERENCES.spread(reading, every))
    assert not coverage.any()


def test_a_word_that_means_nearly_the_same_counts_in_part() -> None:
    paid = References([read("the king paid the soldiers")], "en")
    own, kin, other = (
        paid.compare(paid.spread(read(f"the {word}")))[0][-1, 0]
        for word in ("soldiers", "army", "river")
    )
    assert own > kin > other == 0.0


def test_a_word_akin_to_another_denied_agrees_with_its_denial() -> None:
    work = References([read("the job was dangerous"), read("the job was safe")], "en")
    coverage, _ = work.compare(work.spread(read("it was risky")))
    assert coverage[-1, 0] > 0.0 == coverage[-1, 1]


def test_forms_spellings_and_synonyms_share_a_key() -> None:
    assert word_key("took", "en") == word_key("take", "en")
    assert word_key("grabed", "en") == word_key("grabbed", "en")
    assert word_key("yevaron", "es") == word_key("llevaron", "es")
    assert word_key("pedirles", "es") == word_key("pidio", "es")
    assert word_key("journal", "en") == word_key("diary", "en")
