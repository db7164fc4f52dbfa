"""Counting what passed, from the reports that pytest and Node both write."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Tally:
    """How many tests passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
        )

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def read_report(report: Path, exit_code: int) -> Tally:
    """Count a JUnit report; a run that broke off, or ran nothing, counts as one failure."""
    tally = Tally()
    if report.exists():
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - we wrote it ourselves
            tally += _count(case)
    went_wrong = exit_code != 0 or tally == Tally()
    return tally + Tally(failed=1) if went_wrong and not tally.failed else tally


def _count(case: ElementTree.Element) -> Tally:
    if case.find("failure") is not None or case.find("error") is not None:
        return Tally(failed=1)
    return Tally(skipped=1) if case.find("skipped") is not None else Tally(passed=1)
