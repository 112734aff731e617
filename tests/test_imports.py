"""Heavy packages are loaded when they are needed and not before."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from tests.cli.talking import ROOT, environment

HEAVY = {
    "alembic",
    "chromadb",
    "langchain",
    "langchain_core",
    "langchain_openai",
    "numpy",
    "openai",
    "pandas",
    "pydantic",
    "sqlalchemy",
    "streamlit",
    "uvicorn",
    "wordfreq",
}
MODELS = {"anyio", "httpx", "httpx2", "langchain", "langchain_core", "langchain_openai"} | {
    "langgraph",
    "langsmith",
    "openai",
    "tiktoken",
}
FOR_A_LEXICAL_TALK = {"alembic", "numpy", "pydantic", "sqlalchemy", "wordfreq"}
ATEXIT = (
    "import atexit, sys; atexit.register(lambda: print('LOADED', *sys.modules, file=sys.stderr));"
)
HELP_S = 0.5


def loaded(program: str, given: str = "") -> set[str]:
    """Run a program and give the packages that it has imported by its end."""
    done = subprocess.run(
        [sys.executable, "-c", ATEXIT + program],
        input=given,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment(),
    )
    names = done.stderr.rpartition("LOADED")[2].split()
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    "program",
    [
        "import tutor",
        "from tutor.cli import main; sys.argv[1:] = ['--help']; main()",
        "from tutor.cli import main; sys.argv[1:] = ['--version']; main()",
        "from tutor.cli import main; sys.argv[1:] = ['serve', '--help']; main()",
    ],
    ids=["import", "help", "version", "serve-help"],
)
def test_nothing_heavy_is_loaded_for(program: str) -> None:
    found = loaded(program) & HEAVY
    assert found <= ({"pydantic"} if "serve" in program else set())


def test_a_talk_with_the_lexical_index_loads_no_vectors_no_models_and_no_page() -> None:
    from_tests = (
        "from pathlib import Path; import tempfile\n"
        "from tests.packs import write_tiny_pack\n"
        "from tutor.cli import main\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    pack = write_tiny_pack(Path(folder) / 'tiny')\n"
        "    sys.argv[1:] = ['chat', '--json', '--pack', str(pack), '--data-dir', folder + '/d']\n"
        "    main()\n"
    )
    assert loaded(from_tests, "why did they hire you?\n") & HEAVY <= FOR_A_LEXICAL_TALK


@pytest.mark.parametrize(
    "program",
    [
        "import tutor.engines.served, tutor.engines.opening, tutor.engines.probing",
        "from tutor.engines.opening import open_model; from tutor.settings import Settings\n"
        "from datetime import date; from pathlib import Path; import tempfile\n"
        "folder = Path(tempfile.mkdtemp())\n"
        "open_model(Settings(model='ollama:x', data_dir=folder), date.today)",
        "from tutor.cli import main; sys.argv[1:] = ['doctor', '--data-dir', '/nowhere']\nmain()",
        "from tutor.app import Tutor; Tutor().packs()",
    ],
    ids=["import", "open", "doctor", "tutor"],
)
def test_no_models_client_is_loaded_before_a_model_is_asked(program: str) -> None:
    assert loaded(program) & MODELS == set()


def test_help_is_there_at_once() -> None:
    spent = min(_cpu_s("-m", "tutor", "--help") for _ in range(3))
    assert spent < HELP_S


def _cpu_s(*arguments: str) -> float:
    """Give the processor seconds of a Python program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
