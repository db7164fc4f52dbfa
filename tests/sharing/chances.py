"""What happened around a carer, by chance: what was released to them, and all the rest.

`released` makes what the carer may know. `everything_else` makes what they may not: it returns
the ids of what it made, for whoever wants to try its addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.entries.telling import draft, sent
from tests.sharing.telling import (
    SAFE,
    TEXT,
    assess,
    begin,
    door_of,
    in_days,
    link,
    say,
    show,
    shut,
    sign,
    sign_out,
    withdraw,
)
from tests.support.world import Someone, World
from voice_app.care.service import facts
from voice_app.entries.models import EntryKind
from voice_app.sharing import service
from voice_app.sharing.models import SharingAsked
from voice_app.sharing.rules import Assessment, Lawful, Passing, SummaryText, Wanted
from voice_app.wording.protected import FactKind

WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "islet", "jetty")


@dataclass
class Around:
    """A carer, their door to Amina, and what was released through it."""

    carer: Someone
    door_id: UUID
    publications: list[UUID]
    is_open: bool


def text(chance: Random) -> SummaryText:
    """Some summary."""
    words = [chance.choice(WORDS) for _ in range(5)]
    own = f"The {words[0]} matters to me." if chance.random() < 0.7 else ""
    return replace(
        TEXT,
        from_them=own,
        danger=f"Somebody near the {words[1]}.",
        helps=f"A quiet {words[2]}.",
        next=f"The {words[3]}, on Saturday.",
    )


def let_out(world: World, door_id: UUID, chance: Random) -> UUID:
    """A summary that Amina is OK with and two people let out."""
    summary_id = begin(world, door_id, text(chance))
    show(world, summary_id)
    say(world, summary_id)
    sign_out(world, summary_id, by=world.dan)
    publication = sign_out(world, summary_id, by=world.joy)
    assert publication is not None
    return publication.id


def released(world: World, chance: Random) -> Around:
    """What this carer may know of, or knew of once: the door may have shut since."""
    sam, door_id = link(world)
    around = Around(sam, door_id, [], is_open=False)
    fate = chance.choice(("open", "open", "open", "expired", "shut", "never"))
    if fate == "never":
        return around
    around.is_open = True
    given = replace(SAFE, ends_on=in_days(world, chance.randint(2, 60)))
    sign(world, assess(world, door_id, given=given))
    for _ in range(chance.randint(0 if fate == "open" else 1, 3)):
        around.publications.append(let_out(world, door_id, chance))
        world.later(minutes=chance.randint(1, 600))
    if around.publications and chance.random() < 0.3:
        withdraw(world, chance.choice(around.publications))
    if fate == "shut":
        shut(world, door_id)
    if fate == "expired":
        world.later(days=(given.ends_on - world.now.date() + timedelta(days=1)).days)
    around.is_open = fate == "open"
    return around


def one_more_released(world: World, around: Around, chance: Random) -> list[UUID]:
    """The control: something that is released to the carer, and so must make a difference."""
    return [let_out(world, around.door_id, chance)]


def everything_else(world: World, around: Around, chance: Random) -> list[UUID]:
    """A handful of things that are not for this carer; the ids of what was made."""
    made = []
    for happens in chance.sample(HAPPENS, chance.randint(2, 5)):
        made += happens(world, around, chance)
    return made


def _amina_says(world: World, _around: Around, chance: Random) -> list[UUID]:
    kind = chance.choice((EntryKind.WISH, EntryKind.WORRY, EntryKind.GOOD_NEWS))
    return [sent(world, world.dan, words=f"About Sam and the {chance.choice(WORDS)}.", kind=kind)]


def _amina_keeps_a_draft(world: World, _around: Around, _chance: Random) -> list[UUID]:
    return [draft(world, "Sam must not know.")]


def _amina_asks_to_shut_it(world: World, around: Around, _chance: Random) -> list[UUID]:
    with world.writing() as session:
        entry = service.ask(
            session,
            actor=world.actor(world.amina),
            link_id=around.door_id,
            once=uuid4(),
            wanted=Wanted.SHUT,
            words="Please stop telling him things.",
            starter="",
            to=[world.dan.id],
            now=world.now,
        )
        session.flush()
        asked = session.scalars(
            select(SharingAsked.id).where(SharingAsked.entry_id == entry.id)
        ).one()
        return [entry.id, asked]


def _a_summary_is_begun(world: World, around: Around, chance: Random) -> list[UUID]:
    summary_id = begin(world, around.door_id, text(chance))
    if chance.random() < 0.7:
        show(world, summary_id)
    return [summary_id]


def _a_summary_is_signed_by_one(world: World, around: Around, chance: Random) -> list[UUID]:
    if not around.is_open:
        return []
    summary_id = begin(world, around.door_id, text(chance))
    show(world, summary_id)
    say(world, summary_id)
    sign_out(world, summary_id, by=world.dan)
    return [summary_id]


def _another_carer_is_told(world: World, _around: Around, chance: Random) -> list[UUID]:
    mara, door_id = link(world, name=f"Mara {chance.choice(WORDS).title()}")
    sign(world, assess(world, door_id, given=_weeks(world)))
    return [mara.id, door_id, let_out(world, door_id, chance)]


def _something_is_told_and_taken_back(world: World, around: Around, chance: Random) -> list[UUID]:
    if not around.is_open:
        return []
    publication_id = let_out(world, around.door_id, chance)
    withdraw(world, publication_id)
    return [publication_id]


def _a_new_version_waits(world: World, around: Around, _chance: Random) -> list[UUID]:
    door = door_of(world, around.door_id)
    given = replace(SAFE, basis="Another visit.", ends_on=in_days(world, 20))
    number = door.assessed[0].assessment.number if door.assessed else 0
    return [assess(world, around.door_id, given=given, after=number)]


def _a_fact_is_protected(world: World, _around: Around, chance: Random) -> list[UUID]:
    with world.writing() as session:
        row = facts.protect(
            session,
            actor=world.actor(world.dan),
            fact_id=uuid4(),
            young_person_id=world.amina.id,
            kind=FactKind.SCHOOL,
            value=f"{chance.choice(WORDS).title()} Academy",
            now=world.now,
        )
        return [row.id]


def _somebody_new_comes(world: World, _around: Around, _chance: Random) -> list[UUID]:
    return [world.assign(world.priya, world.amina)]


def _dan_is_away(world: World, _around: Around, _chance: Random) -> list[UUID]:
    world.cover(world.priya, world.dan)
    return []


def _sam_is_linked_to_somebody_else(world: World, around: Around, chance: Random) -> list[UUID]:
    """The same carer, another young person: how far that has come is nothing they can see."""
    _, door_id = link(world, of=world.leo, carer=around.carer)
    made = [door_id]
    if chance.random() < 0.7:
        made.append(assess(world, door_id, given=_weeks(world), by=world.ella))
        if chance.random() < 0.7:
            sign(world, made[-1])
        made.append(begin(world, door_id, text(chance), by=world.ella))
    if chance.random() < 0.5:
        shut(world, door_id, by=world.ella)
    return made


def _it_is_decided_not_to_tell_him(world: World, around: Around, _chance: Random) -> list[UUID]:
    given = Passing(
        passes_on=False,
        lawful=Lawful.CONFIDENCE,
        to_whom="Sam Carter",
        why="He would ask her about it.",
        what="What she said of the car.",
        how_told="On a walk.",
    )
    with world.writing() as session:
        row = service.decide(
            session,
            actor=world.actor(world.dan),
            decision_id=uuid4(),
            given=given,
            link_id=around.door_id,
            now=world.now,
        )
        return [row.id]


def _weeks(world: World) -> Assessment:
    return replace(SAFE, ends_on=in_days(world, 20))


HAPPENS: tuple[Callable[[World, Around, Random], list[UUID]], ...] = (
    _amina_says,
    _amina_keeps_a_draft,
    _amina_asks_to_shut_it,
    _a_summary_is_begun,
    _a_summary_is_signed_by_one,
    _another_carer_is_told,
    _something_is_told_and_taken_back,
    _a_new_version_waits,
    _a_fact_is_protected,
    _somebody_new_comes,
    _dan_is_away,
    _sam_is_linked_to_somebody_else,
    _it_is_decided_not_to_tell_him,
)
