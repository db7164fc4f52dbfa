"""The person asking: who they are and how far they have proved it."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from uuid import UUID


class Role(StrEnum):
    """What kind of account a person has. Keyworker and the like are assignments, not roles."""

    YOUNG_PERSON = "young_person"
    STAFF = "staff"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    CARER = "carer"
    """A parent or carer: reads what was released to them, and nothing else."""


#: Everybody who works for the service and may be assigned to a young person.
WORKERS = (Role.STAFF, Role.MANAGER)
#: Everybody who works here.
COLLEAGUES = (Role.STAFF, Role.MANAGER, Role.ADMINISTRATOR)
#: Everybody who signs in with a passphrase and a second factor.
BY_PASSPHRASE = (*COLLEAGUES, Role.CARER)


class Level(IntEnum):
    """How far a session has come. Young people have the first two, everybody else the others."""

    LETTERBOX = 1
    """The enrolled phone without its PIN: words may go in, nothing comes out."""
    OPEN = 2
    """The enrolled phone and its PIN."""
    ONE_FACTOR = 11
    """A passphrase only: good for the second step and nothing else."""
    TWO_FACTORS = 12
    """A passphrase and a second factor."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One person in one session, as every query and rule receives them."""

    person_id: UUID
    role: Role
    level: Level
    session_id: UUID | None = None
    device_id: UUID | None = None
    language: str = "en_GB"
    paper: str = "plain"
    theme: str | None = None
    #: False on a phone that was taken or where reading is paused: it may bring words, no more.
    reads: bool = True

    @property
    def is_young_person(self) -> bool:
        """Is this a young person, whose own id is also the id of their place?"""
        return self.role is Role.YOUNG_PERSON
