"""Settings: where they come from, what is refused, and that nothing else reads the environment."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.talking import ROOT, environment
from tutor import settings
from tutor.errors import SettingsError
from tutor.settings import Settings, silence_telemetry

VARIABLES = sorted(set(re.findall(r"TUTOR_[A-Z_]+", Path(settings.__file__).read_text("utf-8"))))


def test_nothing_needs_to_be_set() -> None:
    read = Settings.from_environment({})
    assert read.data_dir.name == "living-history-tutor"
    assert (read.index, read.model) == ("hybrid", "embedded")
    assert (read.lessons_dir / "bird-woman/pack.yaml").is_file()
    assert (read.personas_dir / "sacajawea.yaml").is_file()
    assert read.database == f"sqlite:///{read.data_dir}/tutor.sqlite3"


def test_every_variable_sets_its_field() -> None:
    values = {
        "TUTOR_DATA_DIR": "/d",
        "TUTOR_DATABASE_URL": "postgresql+psycopg://name@host/tutor",
        "TUTOR_LESSONS_DIR": "/l",
        "TUTOR_PERSONAS_DIR": "/p",
        "TUTOR_INDEX": "lexical",
        "TUTOR_EMBEDDING": "openai:small",
        "TUTOR_EMBEDDING_BASE_URL": "http://localhost:8080/v1",
        "TUTOR_EMBEDDING_KEY": "k-1",
        "TUTOR_MODEL": "openai:x",
        "TUTOR_MODEL_BASE_URL": "http://localhost:8081/v1",
        "TUTOR_MODEL_KEY": "k-2",
        "TUTOR_MODEL_BUDGET": "200001",
        "TUTOR_MODEL_CLASS_BUDGET": "20001",
        "TUTOR_MODEL_FIRST_S": "5.5",
        "TUTOR_MODEL_WHOLE_S": "14.5",
        "TUTOR_TRACING": "on",
        "TUTOR_FRAME_ANCESTORS": "https://lms.example",
        "TUTOR_OIDC": "on",
        "TUTOR_OIDC_DOMAINS": "school.example",
        "TUTOR_PACE_MS": "7",
        "TUTOR_RETENTION_DAYS": "90",
        "TUTOR_PAGE_ADDRESS": "https://tutor.school.test",
        "TUTOR_ALERT_LEVEL": "note",
        "TUTOR_ALERT_WORDS": "on",
        "TUTOR_ALERT_MAIL_TO": "vega@school.test, office@school.test",
        "TUTOR_ALERT_MAIL_FROM": "tutor@school.test",
        "TUTOR_ALERT_MAIL_HOST": "mail.school.test",
        "TUTOR_ALERT_MAIL_PORT": "465",
        "TUTOR_ALERT_MAIL_TLS": "tls",
        "TUTOR_ALERT_MAIL_USER": "tutor",
        "TUTOR_ALERT_MAIL_PASSWORD": "p-1",
        "TUTOR_ALERT_WEBHOOK_URL": "https://hooks.school.test/1",
        "TUTOR_ALERT_WEBHOOK_KEY": "k-3",
    }
    assert sorted(values) == VARIABLES
    read = Settings.from_environment(values)
    assert read.database == values["TUTOR_DATABASE_URL"]
    shown = [str(value) for value in read.model_dump().values()]
    assert all(value in shown for value in values.values())


def test_what_is_given_wins_over_the_environment_and_the_empty_counts_as_unset() -> None:
    read = Settings.from_environment({"TUTOR_DATA_DIR": "/a", "TUTOR_INDEX": ""}, data_dir="/b")
    assert read.data_dir == Path("/b")
    assert read.index == "hybrid"
    assert Settings.from_environment({"TUTOR_DATA_DIR": "/a"}, data_dir=None).data_dir == Path("/a")


def test_home_may_be_written_as_a_tilde() -> None:
    assert Settings.from_environment({"TUTOR_DATA_DIR": "~/x"}).data_dir == Path.home() / "x"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TUTOR_INDEX", "vectors"),
        ("TUTOR_PACE_MS", "fast"),
        ("TUTOR_PACE_MS", "-1"),
        ("TUTOR_DATA_DIR", "/what?/data"),
        ("TUTOR_MODEL_BASE_URL", "localhost:8080"),
        ("TUTOR_MODEL_BUDGET", "-1"),
        ("TUTOR_MODEL_CLASS_BUDGET", "much"),
        ("TUTOR_MODEL_FIRST_S", "0"),
        ("TUTOR_TRACING", "perhaps"),
        ("TUTOR_RETENTION_DAYS", "0"),
        ("TUTOR_PAGE_ADDRESS", "tutor.school.test"),
        ("TUTOR_ALERT_LEVEL", "all"),
        ("TUTOR_ALERT_MAIL_TO", "vega"),
        ("TUTOR_ALERT_MAIL_TLS", "perhaps"),
        ("TUTOR_ALERT_WEBHOOK_URL", "file:///etc/passwd"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_with_its_variable(variable: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({variable: value})
    assert str(caught.value).startswith(f"{variable} is '{value}': ")
    assert str(caught.value).endswith("or unset it to use the default.")


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_variable_is_documented(variable: str) -> None:
    assert f"| {variable} |" in (settings.__doc__ or "")
    readme = (ROOT / "README.md").read_text("utf-8")
    if "## Settings" not in readme:
        pytest.skip("the README has no section on settings yet")
    assert f"`{variable}`" in readme


def test_the_environment_is_read_in_the_settings_alone() -> None:
    readers = set()
    for path in (ROOT / "tutor").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}:
                readers.add(path.relative_to(ROOT).as_posix())
    assert readers <= {"tutor/settings.py", "tutor/cli/serve.py"}, "serve only writes it"


def test_no_tracing_or_telemetry_survives_whatever_the_environment_says() -> None:
    loud = dict.fromkeys(
        [
            "LANGSMITH_TRACING",
            "LANGSMITH_TRACING_V2",
            "LANGCHAIN_TRACING",
            "LANGCHAIN_TRACING_V2",
            "ANONYMIZED_TELEMETRY",
            "STREAMLIT_BROWSER_GATHER_USAGE_STATS",
        ],
        "true",
    )
    program = (
        "from tutor.settings import silence_telemetry; silence_telemetry()\n"
        "import langsmith.utils, chromadb.config\n"
        "print(langsmith.utils.tracing_is_enabled(), chromadb.config.Settings()"
        ".anonymized_telemetry)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment(**loud),
    )
    assert told.stdout.split() == ["False", "False"]


def test_tracing_is_left_alone_where_the_operator_wants_it() -> None:
    program = (
        "from tutor.settings import silence_telemetry; silence_telemetry(traced=True)\n"
        "import langsmith.utils; print(langsmith.utils.tracing_is_enabled())"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment(LANGSMITH_TRACING="true"),
    )
    assert told.stdout.strip() == "True"


def test_silence_is_what_it_says() -> None:
    silence_telemetry()
    loud = ("TRACING", "TELEMETRY", "GATHER_USAGE")
    for name, value in os.environ.items():
        if any(part in name for part in loud):
            assert value.lower() == "false", name


@pytest.mark.parametrize(
    "sites",
    ["*", "https://lms.example; script-src *", "lms.example", "https://*.example",
     "https://lms.example\nX: y", "https://lms.example/path"],
)  # fmt: skip
def test_only_sites_may_be_named_that_frame_the_page(sites: str) -> None:
    with pytest.raises(SettingsError, match="TUTOR_FRAME_ANCESTORS"):
        Settings.from_environment({"TUTOR_FRAME_ANCESTORS": sites})
    named = "https://lms.example http://127.0.0.1:8080"
    assert Settings.from_environment({"TUTOR_FRAME_ANCESTORS": named}).frame_ancestors == named
