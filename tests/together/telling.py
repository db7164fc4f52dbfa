"""Sitting together in stories: beginning, asking, typing, keeping."""

from sqlalchemy import select

from tests.support.world import Browser, Someone, World
from voice_app.entries.models import Entry
from voice_app.record.models import TrailEvent

WORDS = "It’s OK. I like art.\r\nI hate the bus  because they wait there."


def begin(world: World, who: Someone | None = None) -> Browser:
    page = world.browse(who or world.dan)
    page.read(f"/staff/people/{world.amina.id}/together")
    page.press("Start", where="Dan’s car", who_was_there="Only the two of us")
    return page


def ask(page: Browser, question: str = "Tell me about school this week.") -> None:
    page.press("Ask this", own=question)


def typed(page: Browser, words: str = WORDS, **fields: str) -> None:
    page.press("Read back", words=words, **fields)


def keep(page: Browser, *to: Someone) -> str:
    page.press("It is right", said="Yeah that’s right.")
    return page.press("Keep it", to=[one.id for one in to]).text


def only_entry(world: World) -> Entry:
    with world.reading() as session:
        return session.scalars(select(Entry)).one()


def actions(world: World) -> list[str]:
    with world.reading() as session:
        events = session.scalars(select(TrailEvent).order_by(TrailEvent.seq))
        return [event.action for event in events if event.action.startswith("sitting.")]
