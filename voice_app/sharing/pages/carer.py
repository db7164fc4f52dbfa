"""What a carer reads, as the page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voice_app.care.pages import numbers
from voice_app.care.rules.helplines import helplines_for_parents
from voice_app.sharing.queries import Open


@dataclass(frozen=True)
class Letter:
    """One released summary, in the words it was released with."""

    id: UUID
    number: int
    called: str
    by: str
    released_at: datetime
    ends_on: date
    from_them: str
    danger: str
    helps: str
    next: str
    ring: str

    @property
    def by_first_name(self) -> str:
        """Who wrote it, as a page speaks of them."""
        return self.by.split()[0] if self.by.split() else self.by


def letter(found: Open) -> Letter:
    """One released summary for its page."""
    body = found.body
    return Letter(
        id=found.publication.id,
        number=found.publication.number,
        called=body["called"],
        by=body["by"],
        released_at=found.publication.released_at,
        ends_on=found.ends_on,
        from_them=body["from_them"],
        danger=body["danger"],
        helps=body["helps"],
        next=body["next"],
        ring=body["ring"],
    )


def lines_for_parents(nation: str) -> list[numbers.Line]:
    """Whom a parent or carer may ring or look up."""
    return [numbers.line(helpline) for helpline in helplines_for_parents(nation)]


def carer_home(found: Sequence[Open]) -> list[Letter]:
    """Everything a carer may read now, the newest first."""
    return [letter(one) for one in found]
