"""Student text made safe to process, and its folded copy that patterns are matched against."""

from __future__ import annotations

import functools
import re
import unicodedata

_APOSTROPHES = re.compile("['`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032\uff07]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_PICTURE = "\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_STRAY_SELECTOR = re.compile(f"(?<![0-9#*\u00a9\u00ae\u203c\u2049\u2122\u2139{_PICTURE}])\ufe0f")
_STRAY_JOINER = re.compile(f"(?<![\ufe0f{_PICTURE}])\u200d|\u200d(?![{_PICTURE}])")
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_EMPTY_LINES = re.compile(r"\n{3,}")

_CONFUSABLE = str.maketrans(
    "абвгдеёзиіїјклмнопрстухѕԁԛԝһαβγδεηικνορστυχωıɪʟᴋᴀʙᴄᴅᴇɢʜᴊᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢłđøħ|",
    "abbrdeezuiijklmhonpctyxsdqwhabydenikvopotuxwiilkabcdeghjmnoprtuvwyzldohl",
)
_LEET = str.maketrans("0134578@$+", "oieastbast")
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
_SPACED = re.compile(
    r"(?<![a-z0-9@$])[a-z0-9@$](?:(?: |[-._*/~]{1,2} ?)[a-z0-9@$](?![a-z0-9@$])){2,}"
)
_MIXED = re.compile(r"[a-z0-9@$+]*[a-z][a-z0-9@$+]*")
_INNER_BANG = re.compile(r"(?<=[a-z])!(?=[a-z])")
_ORDINAL = ("th", "st", "nd", "rd")
_LETTER = re.compile(r"[a-z]")
_NOT_ALNUM = re.compile(r"[^a-z0-9@$]+")


def clean_text(text: str) -> str:
    """Make any student text safe to process: NFC, nothing hidden, whitespace collapsed.

    Control characters, zero-width and tag characters, bidi controls and lone surrogates go;
    accents, emoji, newlines (two in a row at most) and right-to-left letters stay.
    """
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", _BREAKS.sub("\n", text)))
    text = _STRAY_JOINER.sub("", _STRAY_SELECTOR.sub("", text))
    text = _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", unicodedata.normalize("NFC", text)))
    return _EMPTY_LINES.sub("\n\n", text).strip()


@functools.lru_cache(maxsize=64)
def fold_text(text: str) -> str:
    """Give the copy to match: small ASCII-like letters, no accents, apostrophes or disguises."""
    text = _APOSTROPHES.sub("", clean_text(text))
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_CONFUSABLE)
    return _undisguise(" ".join(text.split()))


def _undisguise(text: str) -> str:
    text = _INNER_BANG.sub("i", text)
    text = _SPACED.sub(lambda found: _join_letters(found[0]), text)
    return _MIXED.sub(lambda found: _read_leet(found[0]), text)


def _join_letters(run: str) -> str:
    return _NOT_ALNUM.sub("", run) if len(_LETTER.findall(run)) > 1 else run


def _read_leet(token: str) -> str:
    if token.isalpha() or (token[0].isdigit() and token.endswith(_ORDINAL)):
        return token
    return token.replace("11", "ll").translate(_LEET)
