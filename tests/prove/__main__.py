"""`./voice prove`: measure what we promise in figures, and print it beside its limit.

./voice prove                      every proof, in full
./voice prove pages writing        these two
./voice prove --small              quickly, as `./voice test` does
./voice prove --write              also add the figures, with the date, to docs/figures.md
"""

import argparse
import os
import platform
import sys
import time
from datetime import UTC, datetime

from tests.prove import Figure, Size, needs, proofs
from tests.support.system import ROOT, install, is_ci

FIGURES = ROOT / "docs" / "figures.md"
BEGINNING = """# Figures

What was measured, when, and what we hold it to. `./voice prove --write` adds to the end.

| day | proof | figure | measured | limit | kept | on |
|---|---|---|---|---|---|---|
"""


def main(arguments: list[str]) -> int:
    """Run the proofs that were named, or all; the exit code says whether every limit was kept.

    A proof for which the machine lacks something is skipped. That is a failure only where nothing
    may be skipped, or when the proof was asked for by name.
    """
    known = proofs()
    parser = argparse.ArgumentParser(prog="voice prove", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="proof", help=f"of: {', '.join(known)}")
    parser.add_argument("--small", action="store_true", help="quickly, as `./voice test` does")
    parser.add_argument("--write", action="store_true", help="add to docs/figures.md")
    asked = parser.parse_args(arguments)
    unknown = set(asked.names) - set(known)
    if unknown:
        parser.error(f"no such proof: {', '.join(sorted(unknown))}")
    size: Size = "small" if asked.small else "full"
    wanted = asked.names or list(known)
    skipped = {name: advice for name in wanted if (advice := _advice(name))}
    measured = {name: measure(name, size) for name in wanted if name not in skipped}
    for name, advice in skipped.items():
        print(f"{name} skipped. {advice}", flush=True)
    if asked.write:
        write(measured)
    kept = all(figure.passed for figures in measured.values() for figure in figures)
    return 0 if kept and not (skipped and (asked.names or is_ci())) else 1


def _advice(name: str) -> str:
    """What is missing for this proof and how to get it; empty when all is there."""
    return " ".join(need.advice for need in needs(name) if not install(need))


def measure(name: str, size: Size) -> list[Figure]:
    """Run one proof and print its figures as soon as they are there."""
    started = time.monotonic()
    print(f"{name} ...", flush=True)
    figures = proofs()[name](size)
    for figure in figures:
        kept = "kept" if figure.passed else "NOT KEPT"
        measured = f"{figure.value:g} {figure.unit}"
        print(f"  {figure.name:<64} {measured:>16} {figure.limit:>10}  {kept}")
    print(f"  took {time.monotonic() - started:.1f} s\n", flush=True)
    return figures


def write(measured: dict[str, list[Figure]]) -> None:
    """Add one dated row for each figure; earlier rows stay, so a slow drift shows."""
    today = datetime.now(UTC).date().isoformat()
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    rows = [
        f"| {today} | {name} | {figure.name} | {figure.value:g} {figure.unit} | {figure.limit} "
        f"| {'yes' if figure.passed else 'no'} | {machine} |\n"
        for name, figures in measured.items()
        for figure in figures
    ]
    if not FIGURES.exists():
        FIGURES.write_text(BEGINNING, encoding="utf-8")
    with FIGURES.open("a", encoding="utf-8") as file:
        file.writelines(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
