"""Small ways to tell a story about a reviewing officer: who they review, what they see."""

import re
from html import unescape
from uuid import UUID, uuid4

from tests.answers.telling import YES, answer, ask, say
from tests.reviews.telling import in_days
from tests.support.world import Someone, World
from voice_app.answers.rules import VerdictValue
from voice_app.care.models import AssignmentKind
from voice_app.care.queries.advocates import asks_waiting
from voice_app.care.service import advocates
from voice_app.reviews import service
from voice_app.reviews.rules import ReviewKind

OVERVIEW = "/staff/overview"


def overview(world: World, reader: Someone | None = None) -> str:
    """The page as Ruth (unless told) sees it, from its heading on."""
    page = world.browse(reader or world.ruth).read(OVERVIEW)
    return page[page.index("<main") : page.index("</main>")]


def text(html: str) -> str:
    """What a piece of a page says, as one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def figures(page: str) -> list[str]:
    """What each of the four figures says."""
    found = page[page.index('<ul class="figures">') :]
    return [text(one) for one in found[: found.index("</ul>")].split("</li>")[:-1]]


def part(page: str, heading: str) -> str:
    """The part of the page below one of its headings."""
    found = page[page.index(f">{heading}</h2>") :]
    return found[: found.index("</section>")]


def rows(page: str) -> list[str]:
    """What needs the reader, line by line."""
    needs = part(page, "Needs you")
    return [text(one.split("</tr>")[0]) for one in needs.split("<tr>") if "<td" in one]


def review_also(world: World, young_person: Someone, officer: Someone | None = None) -> UUID:
    """Ruth (unless told) is the reviewing officer of somebody else too; the assignment's id."""
    return world.assign(officer or world.ruth, young_person, AssignmentKind.REVIEWING_OFFICER)


def asked_and_answered(world: World, number: int = 1) -> None:
    """Amina asks Dan and Ruth so many things, and Dan says yes to each at once."""
    for one in range(number):
        answer(world, ask(world, world.dan, world.ruth, words=f"Thing {one}."), YES)


def says(world: World, *values: VerdictValue) -> None:
    """Amina asks and is answered, once for each, and says this of the answers."""
    for value in values:
        entry_id = ask(world, world.dan, world.ruth)
        say(world, entry_id, answer(world, entry_id, YES).id, value)


def planned_for(world: World, young_person: Someone, keyworker: Someone, *, days: int) -> None:
    """Their keyworker plans a review that Ruth runs."""
    with world.writing() as session:
        service.plan(
            session,
            actor=world.actor(keyworker),
            review_id=uuid4(),
            young_person_id=young_person.id,
            kind=ReviewKind.REGULAR,
            due_on=in_days(world, days),
            chair_id=world.ruth.id,
            others=[],
            now=world.now,
        )


def asks_for_advocate(world: World, wish_id: UUID | None) -> None:
    """Amina asks for somebody at her side, about one wish or about everything."""
    with world.writing() as session:
        amina = world.actor(world.amina)
        advocates.ask_for_advocate(session, actor=amina, wish_id=wish_id, now=world.now)


def advocate_arranged(world: World) -> None:
    """Dan arranges it."""
    dan = world.actor(world.dan)
    with world.writing() as session:
        for ask in asks_waiting(session, actor=dan, now=world.now):
            advocates.arrange_advocate(
                session,
                actor=dan,
                asked_id=ask.asked.id,
                advocate_id=None,
                words="Noor comes on Monday.",
                now=world.now,
            )
