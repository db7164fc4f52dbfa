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
    """Somebody to turn to: `way` is "call", "text" or "web" (then `number` is an address).

    `hours` is a key the page has words for, or the words themselves.
    """

    nation: str
    whom: str
    name: str
    way: str
    number: str
    hours: str
    checked_on: date


def helplines_of(nation: str) -> list[Helpline]:
    """The helplines for a young person in this nation, in the order of the file."""
    return _of(nation, "young_people")


def helplines_for_parents(nation: str) -> list[Helpline]:
    """The helplines for parents and carers in this nation, in the order of the file."""
    return _of(nation, "parents")


def _of(nation: str, whom: str) -> list[Helpline]:
    nations = (EVERYWHERE, nation)
    return [line for line in _helplines() if line.nation in nations and line.whom == whom]


@cache
def _helplines() -> tuple[Helpline, ...]:
    with HELPLINES.open(encoding="utf-8", newline="") as file:
        return tuple(
            Helpline(
                nation=row["nation"],
                whom=row["whom"],
                name=row["name"],
                way=row["way"],
                number=row["number"],
                hours=row["hours"],
                checked_on=date.fromisoformat(row["checked_on"]),
            )
            for row in csv.DictReader(file)
        )
