"""Writing down that somebody is to be told, in the transaction of what it tells of."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.notices import queries, rules
from voice_app.notices.models import Notice
from voice_app.notices.rules import Topic


def tell(
    session: Session, *, people: Collection[UUID], topic: Topic, about_id: UUID, now: datetime
) -> int:
    """Let these people know that there is something; says how many notices were written.

    Whoever did not ask to be told gets none. Telling the same twice is telling it once. A worker
    who was told of new words hears of no more until they looked.
    """
    targets = queries.targets_of(session, people) if people else []
    keys = {row.id: f"{row.id}/{topic}/{about_id}" for row in targets}
    known = queries.known(session, keys.values()) if targets else set()
    fresh = [row for row in targets if keys[row.id] not in known]
    if topic is Topic.WORDS:
        waiting = {
            one
            for one in {row.person_id for row in fresh}
            if queries.told_and_not_looked(session, one)
        }
        fresh = [row for row in fresh if row.person_id not in waiting]
    quiet = queries.quiet_hours_of(session, {row.person_id for row in fresh}) if fresh else {}
    for row in fresh:
        session.add(
            Notice(
                person_id=row.person_id,
                target_id=row.id,
                topic=topic,
                about_id=about_id,
                dedupe=keys[row.id],
                made_at=now,
                send_at=rules.send_at(topic, now, quiet[row.person_id]),
            )
        )
    return len(fresh)
