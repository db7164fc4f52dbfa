"""Everybody who might ask for a page, and how far in they are."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from tests.support.world import Someone, World
from voice_app.core.actor import Level
from voice_app.web import cookies
from voice_app.web.phone_use import PhoneUse

#: Everybody who might ask, in the order of the table: a name, and who that is how far in.
ASKING: dict[str, Callable[[World], tuple[Someone | None, Level | None]]] = {
    "nobody": lambda _: (None, None),
    "letterbox": lambda world: (world.amina, Level.LETTERBOX),
    "open": lambda world: (world.amina, None),
    "other": lambda world: (world.leo, None),
    "keyworker": lambda world: (world.dan, None),
    "former": lambda world: (world.finn, None),
    "cover": lambda world: (world.priya, None),
    "stranger": lambda world: (world.ella, None),
    "social": lambda world: (world.nell, None),
    "reviewer": lambda world: (world.ruth, None),
    "manager": lambda world: (world.joy, None),
    "admin": lambda world: (world.ash, None),
    "half-in": lambda world: (world.dan, Level.ONE_FACTOR),
    # Carers: something is released to them, it ended, was taken back, there never was anything,
    # of another young person, and another of the same one. The last has not given the code yet.
    "carer": lambda world: (world.sam, None),
    "expired": lambda world: (world.ned, None),
    "revoked": lambda world: (world.rae, None),
    "never": lambda world: (world.noa, None),
    "of-leo": lambda world: (world.lou, None),
    "parent": lambda world: (world.mara, None),
    "half-carer": lambda world: (world.sam, Level.ONE_FACTOR),
}

#: Who can open their phones: nobody but Amina, and somebody besides Leo.
WHOSE = {"open": PhoneUse.MINE, "other": PhoneUse.SEEN}


def come_in(world: World, session: Session, asking: str) -> dict[str, str]:
    """What the browser of somebody from `ASKING` keeps of them."""
    person, level = ASKING[asking](world)
    kept = world.come_in(session, person, level) if person else {}
    return kept | ({cookies.USE: WHOSE[asking]} if asking in WHOSE else {})
