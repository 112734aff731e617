"""Writing down what a model had to do with a reply: calls by hash, texts beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from tutor.core.events import ModelCall, Wording
from tutor.model import Call
from tutor.ports import Account

_REJECTED = 12
"""Reasons kept of one reply."""


@dataclass
class Ledger:
    """What one reply cost and what was turned away."""

    model: str
    calls: list[ModelCall] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)
    rejected: list[str] = field(default_factory=list)
    worded: int = 0
    """Segments shown as the model put them."""
    scripted: int = 0
    """Segments that stood in."""

    def enter(self, call: Call, *, late: bool = False) -> None:
        """Enter a call; `late` where it was given up here for its slowness."""
        self.calls.append(
            ModelCall(
                request=self._keep(call.request),
                response=self._keep(call.response),
                requests=call.requests,
                failure=call.failure or ("late" if late else None),
                prompt_tokens=call.prompt_tokens,
                output_tokens=call.output_tokens,
                first_ms=call.first_ms,
                total_ms=call.total_ms,
                rung=call.rung,
            )
        )

    def turn_away(self, reasons: tuple[str, ...]) -> None:
        """Enter what was wrong with a sentence."""
        if len(self.rejected) < _REJECTED:
            self.rejected.append("; ".join(reasons))

    def close(self) -> Account:
        """Give the account of the reply."""
        outcome = "embedded" if not self.worded else "mixed" if self.scripted else "worded"
        wording = Wording.model_validate(
            {
                "model": self.model,
                "outcome": outcome,
                "calls": tuple(self.calls),
                "rejected": tuple(self.rejected),
            }
        )
        return Account(wording, self.raw)

    def _keep(self, text: str) -> str:
        key = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        self.raw[key] = text
        return key
