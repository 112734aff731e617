from __future__ import annotations

import pytest

from tutor.core.interests import INTEREST_WORDS, interest_name, interest_words
from tutor.core.matching import mentions


@pytest.mark.parametrize("tag", sorted(INTEREST_WORDS))
def test_an_interest_has_a_name_in_both_languages(tag: str) -> None:
    assert interest_name(tag, "en") != interest_name(tag, "es")


@pytest.mark.parametrize("tag", sorted(INTEREST_WORDS))
def test_the_words_of_an_interest_are_found_as_they_are_written(tag: str) -> None:
    for word in INTEREST_WORDS[tag]:
        assert mentions(f"what about the {word} then", INTEREST_WORDS[tag])
    assert mentions(interest_words(tag), INTEREST_WORDS[tag])


def test_an_interest_that_nobody_named_is_called_by_its_tag() -> None:
    assert (interest_name("chess", "es"), interest_words("chess")) == ("chess", "chess")
