"""Laws of comparing an answer with many references at once."""

from __future__ import annotations

import numpy as np

from tutor.core.comparison import References
from tutor.core.inflection import word_key
from tutor.core.names import know_people
from tutor.core.roles import Reading, read_text

NOBODY = know_people(())


def read(text: str) -> Reading:
    return read_text(text, "en", NOBODY)


REFERENCES = References([read("the sun heats the water"), read("the river freezes in winter")])


def test_a_reference_covers_itself() -> None:
    coverage, precision, conflict = REFERENCES.compare(
        REFERENCES.spread(read("the sun heats the water"), {})
    )
    assert np.allclose([coverage[-1, 0], precision[-1, 0], conflict[-1, 0]], [1.0, 1.0, 0.0])


def test_a_denied_word_conflicts_and_does_not_agree() -> None:
    coverage, _, conflict = REFERENCES.compare(REFERENCES.spread(read("the sun does not heat"), {}))
    assert conflict[-1, 0] > 0.0
    assert coverage[-1, 0] < 0.7


def test_a_slip_of_the_pen_is_forgiven() -> None:
    spread = REFERENCES.spread(read("the rivver freezs"), {})
    assert spread.unknown[-1] == 0.0


def test_words_astray_earn_nothing() -> None:
    reading = read("the sun heats")
    astray = dict.fromkeys(reading.words, True)
    coverage, _, _ = REFERENCES.compare(REFERENCES.spread(reading, astray))
    assert not coverage.any()


def test_forms_spellings_and_synonyms_share_a_key() -> None:
    assert word_key("took", "en") == word_key("take", "en")
    assert word_key("grabed", "en") == word_key("grabbed", "en")
    assert word_key("yevaron", "es") == word_key("llevaron", "es")
    assert word_key("pedirles", "es") == word_key("pidio", "es")
    assert word_key("journal", "en") == word_key("diary", "en")
