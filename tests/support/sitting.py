"""Dan and Amina who sit together, with one question asked and nothing said yet."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from tests.support.world import World
from voice_app.together import queries, service


def a_sitting(session: Session, world: World, now: datetime) -> dict[str, Any]:
    """Begin it and ask the question; what stands in addresses about it."""
    dan, prompt_id = world.actor(world.dan), uuid4()
    sitting = service.begin(
        session,
        actor=dan,
        young_person_id=world.amina.id,
        sitting_id=uuid4(),
        where="Dan's car",
        who_was_there="Amina and Dan",
        now=now,
    )
    session.flush()
    found = queries.get(
        session, actor=dan, young_person_id=world.amina.id, sitting_id=sitting.id, now=now
    )
    service.ask(
        session,
        found,
        actor=dan,
        prompt_id=prompt_id,
        question="Tell me about school this week.",
        now=now,
    )
    return {"sitting_id": sitting.id, "prompt_id": prompt_id}
