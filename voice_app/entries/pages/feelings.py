"""The feelings that were picked, week by week. Nothing is scored, added up or averaged."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from voice_app.entries.pages.words import Said
from voice_app.entries.rules import FEELINGS


class Felt(NamedTuple):
    """One feeling over the weeks, the oldest first: the strongest there was, 0 if none was said.

    None where it was not picked that week.
    """

    name: str
    label: str
    weeks: list[int | None]


def monday(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def by_week(felt: Sequence[tuple[date, Said]], first: date, weeks: int) -> list[Felt]:
    """What was felt on some days, in so many weeks from the Monday `first`, in a fixed order."""
    found: dict[tuple[str, str], list[int | None]] = {}
    for day, said in felt:
        week = (monday(day) - first).days // 7
        for feeling in said.feelings:
            row = found.setdefault((feeling.name, feeling.label), [None] * weeks)
            row[week] = max(row[week] or 0, feeling.strength or 0)
    in_order = sorted(found, key=lambda named: (FEELINGS.index(named[0]), named[1]))
    return [Felt(name, label, found[name, label]) for name, label in in_order]


def in_words(said: Said) -> str:
    """What was felt with some words: "worried (a lot), hopeful"."""
    return ", ".join(
        f"{feeling.label} ({feeling.strength_label})" if feeling.strength_label else feeling.label
        for feeling in said.feelings
    )
