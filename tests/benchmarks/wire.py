"""What faults of a model's server come to, beside a plain LangChain chain; and what a call costs.

    python -m tests.benchmarks.wire [--repeats 30] [FAULT ...]

First the processor time of a call that goes well, and 60 calls at once to a model that thinks for
two seconds. Then every fault of the wire is played by the fault server, in a process of its own,
to a plain chain with the library's defaults (watched for 15 s) and to the tutor's model with its
usual deadlines. Ends with 1 where a bound is passed. What the tutor answers to a failure is
measured elsewhere: here it is whether it is noticed, when, and after how many requests.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import time
from collections import Counter as Counted
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized

from langchain_core.output_parsers import StrOutputParser
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from tests.engines.fault_server import TEXT, serve_faults
from tutor.engines.endpoint import Endpoint
from tutor.engines.known import Known
from tutor.engines.served import ServedModel
from tutor.model import Limits, Message, ModelError

LIMITS = Limits()
PROMPT = (Message("system", "You are a guide."), Message("user", "What did you eat?"))
WATCHED_S = 15.0
ENDED_S = 1.0
"""How long the server is given to notice that a client hung up."""
SPAWN = multiprocessing.get_context("spawn")
SLACK_S = 1.0
"""What a busy machine may take beside the deadlines."""
MOST_CPU_MS = 60.0
STUDENTS, THINKS_S, MOST_EXTRA_S = 60, 2.0, 3.0
HARMLESS = "ok slow_start no_done hang_end hang_done reasoning think_tags unstreamed split_utf8"
WELL = frozenset(HARMLESS.split()) | {"strict_usage", "strict_limit"}
ONCE = frozenset("401 402 403 404 429_quota".split())
FAULTS = (
    f"{HARMLESS} 401 402 403 404 408 422 429 429?retry_after=20 429_quota 400 400_context "
    "400_context_plain 400_filter 500 502_html 503 529 200_html redirect refused reset reset_mid "
    "hang hang_headers hang_error hang_mid keepalive keepalive_mid empty_deltas blank_deltas "
    "reasoning_for_ever drip disconnect disconnect_early cut_clean cut_done cut_early bad_sse "
    "bad_sse_early bytes error_in_stream error_early context_in_stream empty null_content "
    "no_choices null_choices whitespace refusal content_filter length tool_call huge huge_line "
    "huge_body repeat_loop think_for_ever think_stray unstreamed_empty strict_usage strict_limit"
).split()


@dataclass(frozen=True)
class Outcome:
    """What a fault came to."""

    said: str
    seconds: float
    requests: int
    gone: bool


class Server:
    """The fault server in its own process."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.url: str = pipe.recv()

    def asked(self, model: str) -> tuple[int, bool]:
        """Give the requests to a model, and whether the client hung up on the last."""
        self._pipe.send(model)
        found: tuple[int, bool] = self._pipe.recv()
        return found


def _serve(pipe: Connection) -> None:
    with serve_faults() as server:
        pipe.send(server.url)
        while True:
            asked = server.of(pipe.recv())
            gone = [each.done.wait(ENDED_S) and each.gone for each in asked[-1:]]
            pipe.send((len(asked), any(gone)))


class Plain:
    """A plain chain in its own process, started anew where it would not end."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._characters = SPAWN.Value("i", 0)
        self._pipe, theirs = SPAWN.Pipe()
        self._process = SPAWN.Process(target=_chain, args=(theirs, self._characters), daemon=True)
        self._process.start()
        self._pipe.recv()

    def ask(self, model: str, url: str) -> tuple[str, float]:
        """Ask as a plain chain does; gives what came of it, and the seconds."""
        started = time.monotonic()
        self._pipe.send((model, url))
        if self._pipe.poll(WATCHED_S):
            said = str(self._pipe.recv())
            return said, time.monotonic() - started
        characters = self._characters.value
        self._process.kill()
        self._start()
        return f"still waiting, {characters} characters", WATCHED_S


def _chain(pipe: Connection, characters: Synchronized[int]) -> None:
    """Answer with what comes of asking: no deadline of its own, no look at how it ended."""
    pipe.send("ready")
    while True:
        model, url = pipe.recv()
        characters.value = 0
        client = ChatOpenAI(model=model, base_url=url, api_key=SecretStr("k"))
        try:
            for piece in (client | StrOutputParser()).stream(PROMPT[1].text):
                characters.value += len(piece)
            said = f"{characters.value} characters"
        except Exception as error:  # noqa: BLE001  # it is what a student would see
            said = type(error).__name__
        pipe.send(said)


@contextmanager
def serving() -> Iterator[Server]:
    """Run the server."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield Server(ours)
    finally:
        process.kill()
        process.join()


def named(fault: str, who: str) -> str:
    """Name a fault so that the server can tell who asked."""
    return f"{fault}{'&' if '?' in fault else '?'}who={who}"


def address(server: Server, fault: str) -> str:
    return "http://127.0.0.1:9/v1" if fault.startswith("refused") else server.url


def plain(chain: Plain, server: Server, fault: str) -> Outcome:
    """Ask as a plain chain does."""
    name = named(fault, "plain")
    return Outcome(*chain.ask(name, address(server, fault)), *server.asked(name))


def ours(server: Server, fault: str) -> Outcome:
    """Ask as the tutor does."""
    name = named(fault, "ours")
    model = make(server, name)
    started = time.monotonic()
    stream = model.stream(PROMPT, LIMITS)
    try:
        said = f"whole, {len(''.join(stream))} characters"
    except ModelError as error:
        said = f"{error.failure}, {len(stream.call.response)} characters"
    return Outcome(said, time.monotonic() - started, *server.asked(name))


def make(server: Server, fault: str) -> ServedModel:
    endpoint = Endpoint("made", fault, address(server, fault))
    model = ServedModel(endpoint, Known(None), lambda: date(2026, 5, 4))
    model.load()
    return model


def wrong(fault: str, outcome: Outcome) -> str:
    """Say which bound an outcome passes, or nothing."""
    if outcome.said.startswith("whole") != (fault in WELL):
        return "not noticed" if outcome.said.startswith("whole") else "a good answer was refused"
    if outcome.requests > (1 if fault in ONCE else 2):
        return "too many requests"
    due = LIMITS.whole_s if fault == "drip" else LIMITS.first_s
    return "too late" if outcome.seconds > due + SLACK_S else ""


def of_plain(fault: str, outcome: Outcome) -> str:
    """Name what a student would have got of a plain chain."""
    if outcome.said.startswith("still"):
        return "still waiting"
    if not outcome.said.endswith("characters"):
        return "an error"
    return "good" if fault in WELL - {"think_tags"} else "silently wrong"


def compare(server: Server, faults: list[str]) -> int:
    """Print the table; gives the number of bounds passed."""
    missed, chain, sums = 0, Plain(), Counted[str]()
    print("| fault | plain chain | s | requests | tutor's model | s | requests | hung up | |")
    print("|---|---|---|---|---|---|---|---|---|")
    for fault in faults:
        theirs, found = plain(chain, server, fault), ours(server, fault)
        sums[of_plain(fault, theirs)] += 1
        fault_found = wrong(fault, found)
        missed += bool(fault_found)
        print(
            f"| {fault} | {theirs.said} | {theirs.seconds:.1f} | {theirs.requests} | {found.said} "
            f"| {found.seconds:.1f} | {found.requests} | {'yes' if found.gone else ''} "
            f"| {fault_found} |",
            flush=True,
        )
    told = ", ".join(f"{count} {name}" for name, count in sums.most_common())
    print(f"\nplain chain: {told}; tutor's model: {len(faults) - missed} of {len(faults)} as due")
    return missed


def measure(server: Server, repeats: int) -> int:
    """Print what calls cost; gives the number of bounds passed."""
    model = make(server, "ok")
    assert "".join(model.stream(PROMPT, LIMITS)) == TEXT
    spent = []
    for _ in range(repeats):
        before = time.process_time()
        assert "".join(model.stream(PROMPT, LIMITS)) == TEXT
        spent.append((time.process_time() - before) * 1e3)
    median = statistics.median(spent)
    print(f"a call of {len(TEXT) // 7} pieces: {median:.1f} CPU-ms (at most {MOST_CPU_MS:.0f})")
    extra = at_once(server)
    print(
        f"{STUDENTS} calls at once, {THINKS_S:.0f} s to the first word: the last ends "
        f"{extra:.2f} s after that (at most {MOST_EXTRA_S:.0f})\n"
    )
    return (median > MOST_CPU_MS) + (extra > MOST_EXTRA_S)


def at_once(server: Server) -> float:
    """Ask with many at once; gives how long the last takes beside the model's own time (s)."""
    model = make(server, f"slow_start?s={THINKS_S}")
    started = time.monotonic()
    with ThreadPoolExecutor(STUDENTS) as pool:
        asked = [
            pool.submit(lambda: "".join(model.stream(PROMPT, LIMITS))) for _ in range(STUDENTS)
        ]
        assert {each.result() for each in asked} == {TEXT}
    return time.monotonic() - started - THINKS_S


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=30)
    parser.add_argument("faults", nargs="*", default=FAULTS, metavar="FAULT")
    given = parser.parse_args()
    with serving() as server:
        missed = measure(server, given.repeats) + compare(server, given.faults)
    raise SystemExit(bool(missed))


if __name__ == "__main__":
    main()
