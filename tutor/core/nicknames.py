"""Nicknames: tidied, and told apart the way an eye does.

Two names that look alike are one name here, so that nobody sits down as somebody else: the
skeleton of Unicode Technical Standard 39, reduced to the letters that school names are written in.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

MOST = 24
"""Letters of a nickname."""
MOST_OF_TITLE = 60
"""Letters of the name of a class or an account."""

_SPACES = re.compile(r"\s+")
_JOINERS = {0x200C: None, 0x200D: None}
_DIGITS_FOR_LETTERS = str.maketrans("013458$@!|", "oleasbsall")
_ALIKE = str.maketrans(
    "абвгезийкмнортухсцџѕіјԛԝһӏүғкпАВЕЅКМНОРСТУХІЈҮαβεικνορτυχγωηςΑΒΕΖΗΙΚΜΝΟΡΤΥΧıłøđħŋƒɑɡɩʀßæœþð",
    "abbre3unkmhoptyxcuusijqwhlyfknabeskmhopctyxijyabeiknoptuxywnsabezhikmnoptyxilodhnfagirbaopd",
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
"""Two letters that are read as one."""


class NameFault(StrEnum):
    """Why a nickname cannot be used."""

    EMPTY = "empty"
    LONG = "long"
    HIDDEN = "hidden"
    """It holds marks that turn the direction or are not seen at all."""
    CONTACT = "contact"
    """It looks like an address or a telephone number."""


def tidy_nickname(typed: str) -> str:
    """Give a nickname in its usual form, spaces inside single and none around."""
    plain = unicodedata.normalize("NFKC", typed.translate(_JOINERS))
    return _SPACES.sub(" ", plain).strip()


def find_fault(nickname: str) -> NameFault | None:
    """Say what is wrong with a tidied nickname, or None."""
    fault = find_title_fault(nickname, MOST)
    if fault is not None:
        return fault
    if "@" in nickname or "://" in nickname or sum(map(str.isdecimal, nickname)) > 6:
        return NameFault.CONTACT
    return None


def find_title_fault(title: str, most: int = MOST_OF_TITLE) -> NameFault | None:
    """Say what is wrong with the tidied name of a class or an account, or None."""
    if any(_is_hidden(letter) for letter in title):
        return NameFault.HIDDEN
    if not any(letter.isalnum() for letter in title):
        return NameFault.EMPTY
    long = len(title) > most or len(skeleton(title)) > 3 * most
    return NameFault.LONG if long else None


def skeleton(nickname: str) -> str:
    """Give what names that look alike have in common.

    Case, accents, spaces and punctuation do not count; a digit counts as the letter it looks like
    only where the name has letters, so that "Ana 1" and "Ana 2" are two people.
    """
    # Look-alikes first: folding case turns some capitals into letters that look like nothing.
    bare = _without_accents(nickname.translate(_ALIKE))
    folded = _without_accents(bare.casefold()).translate(_ALIKE)
    words = [_read_digits(word) for word in folded.split()]
    joined = "".join(letter for word in words for letter in word if _counts(letter))
    for pair, one in _PAIRS:
        joined = joined.replace(pair, one)
    return joined.replace("i", "l")


def _without_accents(text: str) -> str:
    """Take accents away; the vowel signs of other scripts are letters and stay."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _counts(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter).startswith("M")


def _read_digits(word: str) -> str:
    """Read digits inside a word as letters; a number of its own, or at the end, stays one."""
    stem = word.rstrip("0123456789")
    if word == f"{stem}0":
        stem = word
    if not any(letter.isalpha() for letter in stem):
        return word
    return stem.translate(_DIGITS_FOR_LETTERS) + word[len(stem) :]


def _is_hidden(letter: str) -> bool:
    return (
        unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") or letter in "\u115f\u3164"
    )
