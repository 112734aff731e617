"""`tutor doctor`: what is set up here, what works, and what a thousand turns will cost."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from tutor.cli.costing import Turns, count_turns
from tutor.cli.examining import examine
from tutor.engines.opening import EMBEDDED
from tutor.engines.probing import Finding
from tutor.settings import Settings, silence_telemetry

_SIGNS = {"works": "+", "lacks": "~", "fails": "!", "none": "-"}


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
@click.option("--model", help="Try this model instead of TUTOR_MODEL.")
@click.option("--data-dir", type=click.Path(path_type=Path), default=None)
@click.option("--price-in", type=click.FloatRange(min=0), help="Price of a million tokens read.")
@click.option("--price-out", type=click.FloatRange(min=0), help="Price of a million written.")
def command(
    *,
    as_json: bool,
    model: str | None,
    data_dir: Path | None,
    price_in: float | None,
    price_out: float | None,
) -> None:
    """Say what is set up here, what works, and what a thousand turns will cost.

    A model is tried with a few short questions, which cost some hundred tokens.
    """
    settings = Settings.from_environment(model=model, data_dir=data_dir)
    silence_telemetry(traced=settings.tracing == "on")
    show = _keep if as_json else _print
    findings = [show(finding) for finding in examine(settings)]
    turns = None
    if settings.model != EMBEDDED:
        turns = count_turns(settings, price_in, price_out)
        if not as_json:
            click.echo(_as_sentence(turns))
    if as_json:
        click.echo(json.dumps(_as_object(findings, turns), ensure_ascii=False))
    if any(finding.state == "fails" for finding in findings):
        sys.exit(1)


def _print(finding: Finding) -> Finding:
    click.echo(f"{_SIGNS[finding.state]} {finding.what:18}{finding.said}")
    return finding


def _keep(finding: Finding) -> Finding:
    return finding


def _as_sentence(turns: Turns) -> str:
    basis = (
        f"as {turns.turns_measured} turn(s) on record have it"
        if turns.turns_measured
        else "at the most; no turn with a model is on record yet"
    )
    cost = "" if turns.cost is None else f", which cost {turns.cost:,.2f}"
    return (
        f"A thousand turns take {turns.prompt_tokens:,} tokens read and "
        f"{turns.output_tokens:,} written{cost} ({basis})."
    )


def _as_object(findings: list[Finding], turns: Turns | None) -> dict[str, object]:
    return {
        "findings": [asdict(finding) for finding in findings],
        "thousand_turns": None if turns is None else asdict(turns),
    }
