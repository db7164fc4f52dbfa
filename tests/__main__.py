"""`./voice test`: everything that continuous integration runs, in one command.

Without arguments it runs every phase. `--phase checks,sqlite` runs some of them. Anything else goes
to pytest as it is, for a quick run on SQLite: `./voice test -k shared_entry`.
"""

import subprocess
import sys
import time

from tests.support.phases import PHASES, Result, pytest, run_phase
from tests.support.system import ROOT, is_ci
from tests.support.tally import Tally


def main(arguments: list[str]) -> int:
    """Run what was asked for and print the count on the last line; the exit code for the shell."""
    if not arguments:
        return run_phases(list(PHASES))
    if arguments[0] == "--phase" and len(arguments) == 2:
        return run_phases(arguments[1].split(","))
    return conclude(pytest(*arguments, quiet=False))


def run_phases(names: list[str]) -> int:
    """Run the phases with these names; unknown names are refused before anything starts."""
    unknown = [name for name in names if name not in PHASES]
    if unknown:
        print(f"No such phase: {', '.join(unknown)}. There are: {', '.join(PHASES)}.")
        return 2
    before = files_in_the_checkout()
    results = [run_phase(PHASES[name]) for name in names]
    if is_ci():
        results.append(nothing_left_behind(before))
    print_table(results)
    return conclude(sum((result.tally for result in results), Tally()))


def conclude(tally: Tally) -> int:
    """Print the count; the exit code is 0 when nothing failed, or was skipped where it may not."""
    if tally.skipped and is_ci():
        print("Nothing may be skipped here, because CI is set.")
    print(tally, flush=True)
    return 1 if tally.failed or (tally.skipped and is_ci()) else 0


def print_table(results: list[Result]) -> None:
    """Print how long each phase took and what it came to."""
    print()
    for result in results:
        print(f"{result.name:<24}{result.seconds:>8.1f} s   {result.tally}")
    print(f"{'All':<24}{sum(result.seconds for result in results):>8.1f} s\n")


def files_in_the_checkout() -> set[str]:
    """Every file that git does not keep, except the environment."""
    command = ["git", "ls-files", "--others", "-z", "--", ":!.venv"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return set(listed.stdout.split("\0"))


def nothing_left_behind(before: set[str]) -> Result:
    """The check that no test wrote into the checkout."""
    started = time.monotonic()
    left = sorted(files_in_the_checkout() - before)
    for name in left:
        print(f"A test left this behind: {name}")
    tally = Tally(passed=int(not left), failed=int(bool(left)))
    return Result("Nothing left behind", tally, time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
