"""The packages that the tutor asks for are those that it imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.cli.talking import ROOT


def imported() -> set[str]:
    """Give the outermost packages that the tutor's files import, wherever they stand."""
    found = set[str]()
    for path in [*(ROOT / "tutor").rglob("*.py"), ROOT / "streamlit_app.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"tutor"}


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {normal(re.split(r"[\[<>=;~! ]", asked)[0]) for asked in project["dependencies"]}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_that_is_imported_is_asked_for() -> None:
    known = packages_distributions()
    missing = {
        package
        for package in imported()
        if not {normal(each) for each in known[package]} & declared()
    }
    assert missing == set()
