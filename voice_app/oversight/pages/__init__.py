"""The overview of a reviewing officer: figures, what needs them, reviews coming, who took part."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from voice_app.care.queries.advocates import asks_waiting
from voice_app.core.actor import Actor
from voice_app.core.clock import LONDON, london_day
from voice_app.oversight import queries, rules
from voice_app.oversight.pages.figures import Figure, figures
from voice_app.oversight.pages.needs import Need, needs
from voice_app.oversight.pages.reviews import Coming, Way, coming, ways
from voice_app.reviews import queries as reviews
from voice_app.reviews.rules import COMING, ReviewState

__all__ = ["Coming", "Figure", "Need", "Overview", "Way", "overview"]


#: So many lines about what needs somebody stand open.
MOST_OPEN = 20


@dataclass(frozen=True)
class Overview:
    """What a reviewing officer sees of the young people they review: counts, and no words."""

    young_people: int
    since: date
    today: date
    figures: list[Figure]
    #: What needs the person asking first, and what is one press further away.
    needs: list[Need]
    further_needs: list[Need]
    coming: list[Coming]
    #: How they took part, the ways always in the same order.
    ways: list[Way]
    meetings: int


def overview(session: Session, *, actor: Actor, within: int, now: datetime) -> Overview:
    """The overview of the person asking; an answer is promised `within` so many working days.

    Raises:
        NotFound: they are nobody's reviewing officer, or not any more.
    """
    called = queries.reviewed_by(session, actor=actor, now=now)
    today = london_day(now)
    first = rules.months_before(today)
    since = datetime.combine(first, time(), LONDON)
    asked = queries.asked_since(session, actor=actor, young_people=called, since=since, now=now)
    packs = queries.packs_checked(session, actor=actor, young_people=called, since=since, now=now)
    took_part = queries.took_part(session, actor=actor, young_people=called, since=first, now=now)
    found = [
        one
        for one in reviews.mine(session, actor=actor, now=now)
        if one.review.young_person_id in called
    ]
    current = [one for one in found if one.review.state in (*COMING, ReviewState.HELD)]
    owed = queries.owed(
        session,
        actor=actor,
        young_people=called,
        chairing=[one.review.young_person_id for one in current if one.is_chaired_by(actor)],
        today=today,
        now=now,
    )
    lines = needs(
        owed,
        [one for one in found if one.review.state is ReviewState.DECIDED],
        called=called,
        at={one.review.young_person_id: one.review.id for one in current},
        keyworkers=queries.keyworkers_of(session, called, now=now),
        advocates=asks_waiting(session, actor=actor, now=now),
        today=today,
    )
    return Overview(
        young_people=len(called),
        since=first,
        today=today,
        figures=figures(asked, packs, within=within, today=today),
        needs=lines[:MOST_OPEN],
        further_needs=lines[MOST_OPEN:],
        coming=coming([one for one in found if one.review.state in COMING], today),
        ways=ways(took_part),
        meetings=sum(took_part.values()),
    )
