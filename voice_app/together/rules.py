"""What may follow what while a worker writes for a young person."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Step(StrEnum):
    """How far one question has come."""

    ASKED = "asked"
    """Nothing is typed yet."""
    TYPED = "typed"
    """The words are typed, and not read back, or they were not right."""
    READ_BACK = "read_back"
    """They were read back and are right; now the young person says who can see them."""
    KEPT = "kept"
    """They are an entry of the young person."""
    PASSED = "passed"
    """The young person would rather not say."""


def step_of(
    *, passed_at: datetime | None, entry_id: UUID | None, is_typed: bool, is_right: bool
) -> Step:
    """How far a question has come. A reading back counts only for the words it read."""
    if entry_id is not None:
        return Step.KEPT
    if passed_at is not None:
        return Step.PASSED
    if not is_typed:
        return Step.ASKED
    return Step.READ_BACK if is_right else Step.TYPED


def is_open(step: Step) -> bool:
    """Does this question still wait for its end? The next one is asked after it."""
    return step in (Step.ASKED, Step.TYPED, Step.READ_BACK)


def may_ask(steps: list[Step], *, is_over: bool) -> bool:
    """May another question be asked? One after the other, so that each answer has its own."""
    return not is_over and not any(is_open(step) for step in steps)
