"""The pack: the young person checks their part, it is frozen, and copies of it are given out."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.core import vault
from voice_app.core.actor import Actor, Level
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.core.words import are_written
from voice_app.record import service as trail
from voice_app.reviews import queries, rules
from voice_app.reviews.models import AdultText, HandOut, Pack, PackCheck, PackCopy, Review
from voice_app.reviews.queries import Belonging, Checked, Contents, Found
from voice_app.reviews.rules import CopyKind, ReviewState, TextKind
from voice_app.reviews.service.planning import (
    Problem,
    Wrong,
    for_workers,
    note,
    open_again,
    refuse_a_day_they_were_not_here,
)
from voice_app.reviews.service.wording import look_through


def check(
    session: Session,
    *,
    actor: Actor,
    review_id: UUID,
    check_id: UUID,
    not_right: str,
    now: datetime,
) -> None:
    """The young person says of their part of the pack: that's right, or what is not.

    `check_id` comes from the form, so twice says it once. Changing what goes in afterwards
    lets the check no longer stand.

    Args:
        not_right: empty when all is right.

    Raises:
        NotFound: the review is not the young person's own.
        NotAllowed: `actor` is not the young person, or the pack is frozen already.
    """
    found = queries.get(session, actor=actor, review_id=review_id, now=now)
    if not actor.is_young_person or not rules.may_pick(found.review.state):
        raise NotAllowed
    if session.get(PackCheck, check_id) is not None:
        return
    made = PackCheck(
        id=check_id,
        young_person_id=actor.person_id,
        review_id=review_id,
        is_right=not are_written(not_right),
        checked_at=now,
    )
    body = {
        "checked": [str(one) for one in _picked_now(session, found, actor, now)],
        "words": not_right,
        "language": actor.language,
    }
    vault.seal(session, made, body)
    session.add(made)
    _note(session, actor, "review.pack_checked", made, now)


def ask_to_check(session: Session, *, actor: Actor, review_id: UUID, now: datetime) -> None:
    """Ask the young person to look at their part. Asking again only says it anew.

    Raises:
        NotFound: `actor` does not belong to the review.
        NotAllowed: `actor` is the young person or a guest, or the pack is frozen.
    """
    review = for_workers(session, actor, review_id, now).review
    if not rules.may_pick(review.state):
        raise NotAllowed
    review.state = rules.after_preparing(review.state)
    review.check_asked_at = now
    note(session, actor, "review.check_asked", review, now)


def standing_check(
    session: Session, found: Found, *, actor: Actor, now: datetime
) -> Checked | None:
    """What the young person said of their part, if it is about the pack as it is now."""
    checked = queries.newest_check(session, found.review)
    if checked is None:
        return None
    picked = _picked_now(session, found, actor, now)
    return checked if rules.check_stands(checked.order, picked) else None


def freeze(
    session: Session,
    *,
    actor: Actor,
    review_id: UUID,
    because: str,
    keeps_words: bool = False,
    now: datetime,
) -> None:
    """Freeze the pack with what each of its readers finds in it. Freezing twice changes nothing.

    Args:
        because: why the young person has not checked their part; not needed when they have.
        keeps_words: whoever freezes it saw which words of adults may harm, and they stay.

    Raises:
        NotFound: `actor` does not belong to the review.
        NotAllowed: `actor` is the young person or a guest, or people have met already.
        Wrong: they have not checked it, or say it is not right, and there is no reason.
        Suggested: nobody has seen which words of adults may harm.
    """
    found = for_workers(session, actor, review_id, now)
    review = found.review
    if review.state is ReviewState.FROZEN:
        return
    checked = standing_check(session, found, actor=actor, now=now)
    is_checked = checked is not None and checked.check.is_right
    if not rules.may_freeze(review.state, is_checked=is_checked, because=because):
        if review.state not in rules.OPEN:
            raise NotAllowed
        raise Wrong(Problem.NO_REASON)
    kept = look_through([because, *_by_adults(session, review)], are_kept=keeps_words)
    pack = Pack(
        young_person_id=review.young_person_id,
        review_id=review.id,
        number=queries.how_many_packs(session, review) + 1,
        check_id=checked.check.id if checked else None,
        frozen_by_id=actor.person_id,
        frozen_at=now,
    )
    vault.seal(session, pack, {"because": "" if is_checked else because})
    session.add(pack)
    _copies(session, found, pack, now)
    review.state = ReviewState.FROZEN
    _note(session, actor, "review.pack_frozen", pack, now)
    note(session, actor, "review.frozen", review, now, number=pack.number, suggestions=kept)


def _by_adults(session: Session, review: Review) -> list[str]:
    """What adults wrote for it in their own words; what a child said is never looked through."""
    rows = session.scalars(
        select(AdultText).where(
            AdultText.review_id == review.id,
            AdultText.withdrawn_at.is_(None),
            AdultText.kind != TextKind.CHILDS_WORDS,
        )
    )
    return [vault.opened(session, row)["words"] for row in rows]


def thaw(session: Session, *, actor: Actor, review_id: UUID, now: datetime) -> None:
    """Open a frozen pack again, to change what goes in. Twice changes nothing.

    Raises:
        NotFound: `actor` does not belong to the review.
        NotAllowed: `actor` is the young person or a guest, or people have met already.
    """
    review = for_workers(session, actor, review_id, now).review
    if review.state in rules.OPEN:
        return
    if not rules.may_thaw(review.state):
        raise NotAllowed
    open_again(session, review, actor, now)
    note(session, actor, "review.preparing", review, now)


def hand_out(
    session: Session,
    *,
    actor: Actor,
    review_id: UUID,
    kind: CopyKind,
    name: str,
    job: str,
    given_on: date,
    now: datetime,
) -> HandOut:
    """Write down that a copy left Voice: one's own, or one for somebody without an account.

    Somebody else only ever gets what anybody in the room may be handed.

    Args:
        name: empty for one's own copy.

    Raises:
        NotFound: `actor` does not belong to the review, or no pack is frozen.
        NotAllowed: a guest gives a copy to somebody else.
        Wrong: the day is still to come, or before the young person had a place here.
    """
    found = queries.get(session, actor=actor, review_id=review_id, now=now)
    pack = queries.standing_pack(session, found.review)
    if pack is None or found.member is None:
        raise NotFound
    if name and found.member.is_guest:
        raise NotAllowed
    refuse_a_day_they_were_not_here(session, found.review.young_person_id, given_on, now)
    out = HandOut(
        young_person_id=found.review.young_person_id,
        review_id=review_id,
        pack_id=pack.id,
        kind=kind,
        person_id=None if name else actor.person_id,
        given_by_id=actor.person_id,
        given_on=given_on,
        given_at=now,
    )
    vault.seal(session, out, {"name": name, "job": job})
    session.add(out)
    _note(session, actor, "review.copy_given", out, now)
    return out


def reader_as(one: Belonging) -> Actor:
    """Somebody who belongs to a review, as queries would meet them."""
    return Actor(person_id=one.member.person_id, role=one.role, level=Level.TWO_FACTORS)


def _copies(session: Session, found: Found, pack: Pack, now: datetime) -> None:
    people, _texts = queries.people_at(session, found.review, now=now)
    alike = queries.for_all(session, found.review)
    for one in (*people, None):
        contents = queries.contents_for(
            session,
            queries.as_belonging(found, one.member if one else None),
            reader=reader_as(one) if one else None,
            alike=alike,
            now=now,
        )
        _add_copy(session, pack, one.member.person_id if one else None, contents)


def _add_copy(session: Session, pack: Pack, reader_id: UUID | None, contents: Contents) -> None:
    made = PackCopy(
        young_person_id=pack.young_person_id,
        pack_id=pack.id,
        reader_id=reader_id,
    )
    vault.seal(session, made, contents.as_body())
    session.add(made)


def _picked_now(session: Session, found: Found, actor: Actor, now: datetime) -> Sequence[UUID]:
    """The young person's part: everything they picked, in their order, whoever asks."""
    whole = queries.as_belonging(found, None)
    return [one.entry.id for one in queries.picks_of(session, whole, actor=actor, now=now)]


def _note(
    session: Session,
    actor: Actor,
    action: str,
    row: Pack | PackCheck | HandOut,
    now: datetime,
) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=row.young_person_id,
        subject=row,
        details={"review": row.review_id},
    )
