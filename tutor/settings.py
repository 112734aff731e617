"""The settings: the only reader of the environment.

| Variable | Meaning | Default |
|---|---|---|
| TUTOR_DATA_DIR | folder for the database and the index | `~/.local/share/living-history-tutor` |
| TUTOR_DATABASE_URL | SQLAlchemy address of the database | SQLite in the data folder |
| TUTOR_LESSONS_DIR | folder of lesson packs | the shipped `lessons` |
| TUTOR_PERSONAS_DIR | folder of personas | the shipped `personas` |
| TUTOR_INDEX | `hybrid` (Chroma too, with an embedding) or `lexical` | `hybrid` |
| TUTOR_EMBEDDING | `none`, `hashed`, or `openai:MODEL` (any compatible server) | `none` |
| TUTOR_EMBEDDING_BASE_URL | address of the embedding server | `https://api.openai.com/v1` |
| TUTOR_EMBEDDING_KEY | its key | none |
| TUTOR_MODEL | `embedded`, `openai:MODEL`, `ollama:MODEL` or PROVIDER:MODEL | `embedded` |
| TUTOR_MODEL_BASE_URL | address of the model's server | that of OpenAI, or of Ollama here |
| TUTOR_MODEL_KEY | its key | none |
| TUTOR_MODEL_BUDGET | tokens that may be spent in a day; 0 for no limit | 0 |
| TUTOR_MODEL_CLASS_BUDGET | tokens that one class may spend in a day; 0 for no limit | 0 |
| TUTOR_MODEL_FIRST_S | how long a model may take to its first words, s | 6 |
| TUTOR_MODEL_WHOLE_S | how long it may take to the whole answer, s | 15 |
| TUTOR_TRACING | `on` lets LangSmith's own settings stand; students' words may go there | `off` |
| TUTOR_RETENTION_DAYS | days that a student without a class is kept after their last words | 300 |
| TUTOR_PAGE_ADDRESS | where browsers find the page, for messages about alerts | none |
| TUTOR_ALERT_LEVEL | least urgent alerts that are sent: `crisis`, `concern` or `note` | `crisis` |
| TUTOR_ALERT_WORDS | `on` sends the student's own words too | `off` |
| TUTOR_ALERT_MAIL_TO | addresses that alerts are mailed to, with commas between | none |
| TUTOR_ALERT_MAIL_FROM | address that the mails come from | the first of them |
| TUTOR_ALERT_MAIL_HOST | the mail server | `localhost` |
| TUTOR_ALERT_MAIL_PORT | its port | 587 |
| TUTOR_ALERT_MAIL_TLS | `starttls`, `tls` from the start, or `none` | `starttls` |
| TUTOR_ALERT_MAIL_USER | name at the mail server | none |
| TUTOR_ALERT_MAIL_PASSWORD | password there | none |
| TUTOR_ALERT_WEBHOOK_URL | address that alerts are posted to | none |
| TUTOR_ALERT_WEBHOOK_KEY | key that signs what is posted | none |
| TUTOR_FRAME_ANCESTORS | sites that may show the page in a frame, separated by spaces | none |
| TUTOR_OIDC | `on` lets accounts sign in by OpenID Connect (`[auth]`, secrets.toml) | `off` |
| TUTOR_OIDC_DOMAINS | domains of which every verified address becomes a teacher | none |
| TUTOR_PACE_MS | pause between the pieces of an answer on the page, ms | 120 |
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tutor.errors import SettingsError

MESSAGE_LIMIT = 2000
"""Characters of a student's message that are read."""

_VARIABLES = {
    "data_dir": "TUTOR_DATA_DIR",
    "database_url": "TUTOR_DATABASE_URL",
    "lessons_dir": "TUTOR_LESSONS_DIR",
    "personas_dir": "TUTOR_PERSONAS_DIR",
    "index": "TUTOR_INDEX",
    "embedding": "TUTOR_EMBEDDING",
    "embedding_base_url": "TUTOR_EMBEDDING_BASE_URL",
    "embedding_key": "TUTOR_EMBEDDING_KEY",
    "model": "TUTOR_MODEL",
    "model_base_url": "TUTOR_MODEL_BASE_URL",
    "model_key": "TUTOR_MODEL_KEY",
    "model_budget": "TUTOR_MODEL_BUDGET",
    "model_class_budget": "TUTOR_MODEL_CLASS_BUDGET",
    "model_first_s": "TUTOR_MODEL_FIRST_S",
    "model_whole_s": "TUTOR_MODEL_WHOLE_S",
    "tracing": "TUTOR_TRACING",
    "retention_days": "TUTOR_RETENTION_DAYS",
    "page_address": "TUTOR_PAGE_ADDRESS",
    "alert_level": "TUTOR_ALERT_LEVEL",
    "alert_words": "TUTOR_ALERT_WORDS",
    "alert_mail_to": "TUTOR_ALERT_MAIL_TO",
    "alert_mail_from": "TUTOR_ALERT_MAIL_FROM",
    "alert_mail_host": "TUTOR_ALERT_MAIL_HOST",
    "alert_mail_port": "TUTOR_ALERT_MAIL_PORT",
    "alert_mail_tls": "TUTOR_ALERT_MAIL_TLS",
    "alert_mail_user": "TUTOR_ALERT_MAIL_USER",
    "alert_mail_password": "TUTOR_ALERT_MAIL_PASSWORD",
    "alert_webhook_url": "TUTOR_ALERT_WEBHOOK_URL",
    "alert_webhook_key": "TUTOR_ALERT_WEBHOOK_KEY",
    "frame_ancestors": "TUTOR_FRAME_ANCESTORS",
    "oidc": "TUTOR_OIDC",
    "oidc_domains": "TUTOR_OIDC_DOMAINS",
    "pace_ms": "TUTOR_PACE_MS",
}

_SITE = r"https?://[A-Za-z0-9.-]+(:\d{1,5})?"
"""A site as a browser's policy names it: no path, no wildcard."""
_DOMAIN = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"


_WEB = r"^(https?://[^\s/]+\S*)?$"


def _shipped(name: str) -> Path:
    """Give a folder that is shipped: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parent
    beside = package.parent / name
    return beside if beside.is_dir() else package / "_app" / name


def _default_data_dir() -> Path:
    if os.name == "nt":
        root = Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local")))
    else:
        root = Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share")))
    return root / "living-history-tutor"


class Settings(BaseModel):
    """Everything that may be set from outside."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path = Field(default_factory=_default_data_dir)
    database_url: str | None = None
    lessons_dir: Path = Field(default_factory=lambda: _shipped("lessons"))
    personas_dir: Path = Field(default_factory=lambda: _shipped("personas"))
    index: Literal["hybrid", "lexical"] = "hybrid"
    embedding: str = Field(default="none", pattern=r"^(none|hashed|openai:.+)$")
    embedding_base_url: str = Field(
        default="https://api.openai.com/v1", pattern=r"^https?://[^\s/]+"
    )
    embedding_key: str = Field(default="", repr=False)
    model: str = "embedded"
    model_base_url: str = Field(default="", pattern=r"^(https?://[^\s/]+.*)?$")
    model_key: str = Field(default="", repr=False)
    model_budget: int = Field(default=0, ge=0)
    model_class_budget: int = Field(default=0, ge=0)
    model_first_s: float = Field(default=6.0, gt=0.0, le=120.0)
    model_whole_s: float = Field(default=15.0, gt=0.0, le=600.0)
    tracing: Literal["off", "on"] = "off"
    retention_days: int = Field(default=300, ge=1, le=366)
    page_address: str = Field(default="", pattern=_WEB)
    alert_level: Literal["crisis", "concern", "note"] = "crisis"
    alert_words: Literal["off", "on"] = "off"
    alert_mail_to: str = Field(
        default="", pattern=r"^([^\s@,]+@[^\s@,]+( *, *[^\s@,]+@[^\s@,]+)*)?$"
    )
    alert_mail_from: str = Field(default="", pattern=r"^([^\s@,]+@[^\s@,]+)?$")
    alert_mail_host: str = "localhost"
    alert_mail_port: int = Field(default=587, ge=1, le=65535)
    alert_mail_tls: Literal["starttls", "tls", "none"] = "starttls"
    alert_mail_user: str = ""
    alert_mail_password: str = Field(default="", repr=False)
    alert_webhook_url: str = Field(default="", pattern=_WEB, repr=False)
    alert_webhook_key: str = Field(default="", repr=False)
    frame_ancestors: str = Field(default="", pattern=rf"^({_SITE}( {_SITE})*)?$")
    oidc: Literal["off", "on"] = "off"
    oidc_domains: str = Field(default="", pattern=rf"^({_DOMAIN}( {_DOMAIN})*)?$")
    pace_ms: int = Field(default=120, ge=0, le=5000)

    @field_validator("data_dir", "lessons_dir", "personas_dir")
    @classmethod
    def _at_home(cls, folder: Path) -> Path:
        return folder.expanduser()

    @field_validator("data_dir")
    @classmethod
    def _fits_an_address(cls, folder: Path) -> Path:
        if "?" in str(folder):
            raise ValueError("a '?' would end the database's address")
        return folder

    @property
    def database(self) -> str:
        """Give the database's address."""
        return self.database_url or f"sqlite:///{self.data_dir / 'tutor.sqlite3'}"

    def listed(self) -> Iterator[tuple[str, str, bool]]:
        """Give variable and value of each setting, and whether it is a secret."""
        for field, variable in _VARIABLES.items():
            value = getattr(self, field)
            shown = "" if value is None else str(value)
            yield variable, shown, not type(self).model_fields[field].repr

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, **given: object
    ) -> Settings:
        """Read the settings; arguments given win over the environment.

        Raises:
            SettingsError: a variable has a value that cannot be used.
        """
        environment = os.environ if environment is None else environment
        values: dict[str, object] = {
            field: environment[variable]
            for field, variable in _VARIABLES.items()
            if environment.get(variable)
        }
        values |= {key: value for key, value in given.items() if value is not None}
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            field = str(first["loc"][0])
            raise SettingsError(
                f"{_VARIABLES.get(field, field)} is '{first['input']}': {first['msg']}. "
                "Correct it, or unset it to use the default."
            ) from error


_SILENT = {
    "ANONYMIZED_TELEMETRY": "False",
    "OTEL_SDK_DISABLED": "true",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    "HF_HUB_OFFLINE": "1",
}
_UNTRACED = {
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
}


def silence_telemetry(*, traced: bool = False) -> None:
    """Turn off what the parts would send home: traces, usage statistics, crash reports.

    Args:
        traced: leave the settings of LangSmith as they are.
    """
    os.environ.update(_SILENT if traced else _SILENT | _UNTRACED)


def is_silent() -> bool:
    """Tell whether the parts are still told to send nothing home."""
    return all(os.environ.get(name) == value for name, value in _SILENT.items())
