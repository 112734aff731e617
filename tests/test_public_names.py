"""What the package promises to its users."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import pytest

import tutor

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(tutor.__path__, "tutor.")
    if not module.name.startswith(("tutor.storage.migrations", "tutor.__main__"))
)


def listing_modules() -> list[ModuleType]:
    modules = [tutor, *(importlib.import_module(name) for name in MODULES)]
    return [module for module in modules if hasattr(module, "__all__")]


def test_public_names_are_sorted_and_can_be_imported() -> None:
    listing = listing_modules()
    assert len(listing) >= 3
    for module in listing:
        assert list(module.__all__) == sorted(set(module.__all__)), module.__name__
        for name in module.__all__:
            assert getattr(module, name) is not None, f"{module.__name__}.{name}"


def test_every_public_name_of_the_package_says_what_it_is() -> None:
    for name in tutor.__all__:
        if name != "__version__":
            assert getattr(tutor, name).__doc__, name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        tutor.nonsense  # noqa: B018 - asking is the test


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is(name: str) -> None:
    assert importlib.import_module(name).__doc__
