"""Numbers to ring or text, from a data file that says when each was checked."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

HELPLINES = Path(__file__).parents[1] / "data" / "helplines.csv"

#: Lines that are good in every nation.
EVERYWHERE = "uk"

#: Nations that we have helplines and bank holidays of; no other is offered or accepted.
NATIONS = ("england", "wales")


@dataclass(frozen=True)
class Helpline:
    """Somebody to ring or text: `way` is "call" or "text", `hours` a key the page has words for."""

    nation: str
    name: str
    way: str
    number: str
    hours: str
    checked_on: date


def helplines_of(nation: str) -> list[Helpline]:
    """The helplines for a young person in this nation, in the order of the file."""
    return [line for line in _helplines() if line.nation in (EVERYWHERE, nation)]


@cache
def _helplines() -> tuple[Helpline, ...]:
    with HELPLINES.open(encoding="utf-8", newline="") as file:
        return tuple(
            Helpline(
                nation=row["nation"],
                name=row["name"],
                way=row["way"],
                number=row["number"],
                hours=row["hours"],
                checked_on=date.fromisoformat(row["checked_on"]),
            )
            for row in csv.DictReader(file)
        )
