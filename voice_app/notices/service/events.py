"""What somebody is told of. Everything that happens is on the trail, so this listens there.

It is called in the transaction of what happened; earlier packages know nothing of notices.
"""

from collections.abc import Callable, Collection
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.answers.models import Answer
from voice_app.care.models import TimeAway
from voice_app.core.actor import Role
from voice_app.core.clock import london_day
from voice_app.notices.models import Notice, NoticeTarget
from voice_app.notices.rules import Topic
from voice_app.notices.service.choosing import forget
from voice_app.notices.service.telling import tell
from voice_app.record.service import Said, when_said
from voice_app.sharing.models import (
    AssessmentSignature,
    Publication,
    SafetyAssessment,
    SummarySignature,
)

#: Who is to be told of one event; the person who did it never is.
Finds = Callable[[Session, Said], Collection[UUID]]


def notice_of(session: Session, said: Said) -> None:
    """Write a notice of an event, for those who asked to be told of such."""
    topic, finds = EVENTS.get(said.action, (None, None))
    if topic is None or finds is None or said.subject is None:
        return
    people = {*finds(session, said)} - {said.actor_id}
    tell(session, people=people, topic=topic, about_id=said.subject[1], now=said.at)


def _young_person(_session: Session, said: Said) -> Collection[UUID]:
    return [said.chain_id]


def _answered(session: Session, said: Said) -> Collection[UUID]:
    """What is to be told face to face is not told by a phone."""
    answer = session.get_one(Answer, _subject_id(said))
    return [] if answer.in_person else [answer.young_person_id]


def _readers(session: Session, said: Said) -> Collection[UUID]:
    """Those whom it was sent to by name, and who stands in for them today."""
    named = [UUID(str(one)) for one in said.details.get("to", ())]
    day = london_day(said.at)
    covers = session.scalars(
        select(TimeAway.cover_id).where(
            TimeAway.person_id.in_(named),
            TimeAway.first_on <= day,
            TimeAway.last_on >= day,
            TimeAway.ended_at.is_(None),
            TimeAway.cover_id.is_not(None),
        )
    )
    return [*named, *(one for one in covers if one is not None)]


def _person_named(_session: Session, said: Said) -> Collection[UUID]:
    return [UUID(str(said.details["person"]))]


def _managers(session: Session, _said: Said) -> Collection[UUID]:
    return session.scalars(
        select(Person.id).where(Person.role == Role.MANAGER, Person.ended_at.is_(None))
    ).all()


def _second_for_assessment(session: Session, said: Said) -> Collection[UUID]:
    signature = session.get_one(AssessmentSignature, _subject_id(said))
    assessment = session.get_one(SafetyAssessment, signature.assessment_id)
    return _managers(session, said) if assessment.signed_at is None else []


def _second_for_summary(session: Session, said: Said) -> Collection[UUID]:
    signature = session.get_one(SummarySignature, _subject_id(said))
    others = select(SummarySignature.id).where(
        SummarySignature.summary_id == signature.summary_id,
        SummarySignature.version == signature.version,
        SummarySignature.id != signature.id,
    )
    return [] if session.scalars(others).first() else _managers(session, said)


def _who_agrees_to_wait(session: Session, said: Said) -> Collection[UUID]:
    return [] if said.details.get("told") else _managers(session, said)


def _carer(session: Session, said: Said) -> Collection[UUID]:
    """What is released is what a carer may know of, so they may be told that it is there."""
    return [session.get_one(Publication, _subject_id(said)).carer_id]


def _subject_id(said: Said) -> UUID:
    assert said.subject is not None  # noqa: S101  events without one are told of to nobody
    return said.subject[1]


EVENTS: dict[str, tuple[Topic, Finds]] = {
    # To a young person.
    "wish.answered": (Topic.ANSWER, _answered),
    "entry.heard": (Topic.HEARD, _young_person),
    "review.letter_sent": (Topic.LETTER, _young_person),
    "summary.shown": (Topic.PREVIEW, _young_person),
    # To workers.
    "entry.sent": (Topic.WORDS, _readers),
    "alert.told": (Topic.ALERT, _person_named),
    "assessment.signed": (Topic.TO_SIGN, _second_for_assessment),
    "summary.signed": (Topic.TO_SIGN, _second_for_summary),
    "sharing.passed_on": (Topic.TO_SIGN, _who_agrees_to_wait),
    "sharing.not_passed_on": (Topic.TO_SIGN, _who_agrees_to_wait),
    # To carers.
    "publication.released": (Topic.RELEASED, _carer),
}


def forget_phone(session: Session, said: Said) -> None:
    """A phone that somebody else has is told nothing more; a paused one nothing for now."""
    if said.action not in ("phone.taken", "phone.paused"):
        return
    rows = select(NoticeTarget).where(NoticeTarget.device_id == _subject_id(said))
    for row in session.scalars(rows).all():
        if said.action == "phone.taken":
            forget(session, row, actor=None, now=said.at)
        else:
            session.execute(delete(Notice).where(Notice.target_id == row.id))


when_said += [notice_of, forget_phone]
