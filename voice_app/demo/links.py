"""One-time links by which fictional people sign in on this machine."""

from dataclasses import dataclass, field
from secrets import token_urlsafe
from uuid import UUID

from voice_app.core.actor import Role


@dataclass(frozen=True)
class Link:
    """One fictional person and the token that signs them in once."""

    person_id: UUID
    role: Role
    who: str
    token: str = field(default_factory=lambda: token_urlsafe(16))
