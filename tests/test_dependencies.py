"""The packages that the tutor asks for are those that it imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.cli.talking import ROOT


def imported() -> set[str]:
    """Give the outermost packages of others that the tutor's files import."""
    return imported_anywhere() - sys.stdlib_module_names - {"tutor"}


def imported_anywhere() -> set[str]:
    """Give the outermost packages that the tutor's files import, wherever they stand."""
    found = set[str]()
    for path in [*(ROOT / "tutor").rglob("*.py"), ROOT / "streamlit_app.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


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


def test_every_pinned_package_has_its_hashes() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", " ").splitlines()
    pinned = [line for line in lines if "==" in line]
    assert len(pinned) > 100
    assert [line[:40] for line in pinned if "--hash=sha256:" not in line] == []
    assert [line[:40] for line in lines if line.strip() and "==" not in line] == []


def test_nothing_is_unpickled() -> None:
    """Whoever can change a pickle runs code; arrays are read as arrays alone."""
    assert not imported_anywhere() & {"dill", "joblib", "shelve", "marshal", "cloudpickle"}
    code = "".join(path.read_text("utf-8") for path in (ROOT / "tutor").rglob("*.py"))
    assert re.findall(r"pickle\.loads?\b|from pickle import|Unpickler", code) == []
    assert "allow_pickle=True" not in code
