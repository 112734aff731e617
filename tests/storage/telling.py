"""What an error of the log is expected to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tutor.errors import StorageError

HOUSE_FORM = re.compile(r"^\S.*: \S.*[.)]( [A-Z].*\.)?$")


@contextmanager
def told(words: str, kind: type[StorageError] = StorageError) -> Iterator[None]:
    """Expect an error of exactly this kind, in the house form, with these words."""
    with pytest.raises(kind, match=words) as caught:
        yield
    assert caught.type is kind
    assert HOUSE_FORM.match(str(caught.value)), str(caught.value)
    assert "sqlalche.me" not in str(caught.value)
