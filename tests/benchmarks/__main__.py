"""Run the benchmarks one after the other, and say which kept their bounds.

    python -m tests.benchmarks [NAME ...]

Without names all of them run, the page's last: it opens a browser and takes a quarter of an hour.
Ends with 1 where a benchmark's bound was passed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from time import perf_counter

HERE = Path(__file__).parent
LAST = "page"
RUNS = 'if __name__ == "__main__"'


def benchmarks() -> list[str]:
    """Name the benchmarks, the slowest last; scripts that fit weights are none."""
    scripts = [script for script in HERE.glob("[!_]*.py") if not script.stem.startswith("fit_")]
    names = [script.stem for script in scripts if RUNS in script.read_text("utf-8")]
    return sorted(names, key=lambda name: (name == LAST, name))


def main() -> None:
    """Run them, and end with 1 where one failed."""
    known = benchmarks()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    wanted = parser.parse_args().names or known
    for name in set(wanted) - set(known):
        parser.error(f"there is no benchmark '{name}'. There are: {', '.join(known)}.")
    failed = []
    for name in wanted:
        print(f"== {name}", flush=True)
        started = perf_counter()
        done = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False)
        print(f"-- {name}: {perf_counter() - started:.0f} s\n", flush=True)
        failed += [name] if done.returncode else []
    print(f"failed: {', '.join(failed)}" if failed else "all kept their bounds")
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
