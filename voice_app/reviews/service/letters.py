"""The letter to the young person: written by whoever runs the meeting, sent, and opened."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.answers import service as answers
from voice_app.answers.queries import Asked
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound, VoiceError
from voice_app.entries import service as entries
from voice_app.record import service as trail
from voice_app.reviews import queries, rules
from voice_app.reviews.models import Letter
from voice_app.reviews.queries import Found, Here, ToTell, Version
from voice_app.reviews.rules import LetterState, LetterWords
from voice_app.reviews.service.planning import for_workers
from voice_app.reviews.service.telling import now_told
from voice_app.reviews.service.wording import look_through

#: What the trail calls a letter, on a page or as a file.
PLACE = "letter"


class Untold(VoiceError):
    """The letter says nothing yet of some decisions; `parts` says of which, and what."""

    def __init__(self, parts: Collection[tuple[UUID, str]]) -> None:
        super().__init__()
        self.parts = tuple(parts)


def write_letter(
    session: Session,
    *,
    actor: Actor,
    review_id: UUID,
    words: LetterWords,
    after: int,
    send: bool,
    keeps_words: bool = False,
    now: datetime,
) -> Letter:
    """Keep a new version of the letter, and send it if asked. The very same again changes nothing.

    Args:
        after: the number of the newest version that the writer had before them, 0 for none.
        keeps_words: whoever sends it saw which words may harm, and they stay.

    Raises:
        NotFound: `actor` does not belong to the review.
        NotAllowed: `actor` does not run the meeting, or not everything is decided.
        Untold: it is to be sent and says nothing of some decision.
        Suggested: it is to be sent, and nobody has seen which of its words may harm.
        AlreadyDone: there is a newer version by now.
    """
    found = for_workers(session, actor, review_id, now)
    is_chair = found.is_chaired_by(actor)
    if not rules.may_write_letter(found.review.state, is_chair=is_chair):
        raise NotAllowed
    if send and rules.untold(words):
        raise Untold(rules.untold(words))
    kept = look_through(rules.texts_of(words), are_kept=keeps_words) if send else 0
    newest = next(iter(queries.versions(session, found, actor=actor)), None)
    if newest is not None and newest.body == _body(words):
        letter = newest.letter
    elif (newest.letter.number if newest else 0) == after:
        letter = _add(session, actor, found, words, after + 1, now)
    else:
        raise AlreadyDone
    if send and letter.state is not LetterState.SENT:
        letter.state, letter.sent_at = LetterState.SENT, now
        _note(session, actor, "review.letter_sent", letter, now, suggestions=kept)
    return letter


def open_letter(
    session: Session,
    found: Found,
    *,
    actor: Actor,
    version: Version,
    told: ToTell,
    now: datetime,
) -> None:
    """Note that the young person opened their letter, and so was told. Safe to repeat.

    Every answer in it counts as read. While something waits to be told face to face, they have
    not been told everything yet. Review, version and decisions must come from queries for them.

    Raises:
        NotAllowed: it is not their own letter.
    """
    if actor.person_id != found.review.young_person_id:
        raise NotAllowed
    if version.letter.opened_at is None:
        version.letter.opened_at = now
        _note(session, actor, "review.letter_opened", version.letter, now)
    for here in told.decided:
        if here.wish and here.answer:
            asked = Asked(here.wish, here.entry, here.answer)
            answers.read(session, actor=actor, asked=asked, now=now)
    if rules.may_tell(found.review.state) and not told.something_waits:
        now_told(session, found, actor, now)


def show_letter(session: Session, *, actor: Actor, shown: Collection[Here], now: datetime) -> None:
    """Note that a colleague read the words in a letter, on a page or by taking the file."""
    words = [here.entry for here in shown]
    entries.show_to(session, actor=actor, entries=words, place=PLACE, now=now)


def take_letter(
    session: Session, *, actor: Actor, review_id: UUID, number: int, now: datetime
) -> None:
    """Note that a colleague took a version of the letter as a file.

    Raises:
        NotFound: there is no such version.
    """
    query = select(Letter).where(Letter.review_id == review_id, Letter.number == number)
    letter = session.scalar(query)
    if letter is None:
        raise NotFound
    _note(session, actor, "review.letter_taken_as_file", letter, now)


def letter_of(session: Session, found: Found, *, actor: Actor) -> Version:
    """The letter that was sent.

    Raises:
        NotFound: none was.
    """
    version = queries.newest_sent(queries.versions(session, found, actor=actor))
    if version is None:
        raise NotFound
    return version


def _add(
    session: Session, actor: Actor, found: Found, words: LetterWords, number: int, now: datetime
) -> Letter:
    letter = Letter(
        young_person_id=found.review.young_person_id,
        review_id=found.review.id,
        number=number,
        state=LetterState.DRAFTED,
        made_by_id=actor.person_id,
        made_at=now,
    )
    vault.seal(session, letter, _body(words))
    session.add(letter)
    _note(session, actor, "review.letter_written", letter, now)
    return letter


def _body(words: LetterWords) -> dict[str, Any]:
    return {
        "greeting": words.greeting,
        "also": words.also,
        "closing": words.closing,
        "about": {
            str(decision_id): {"decided": one.decided, "because": one.because}
            for decision_id, one in words.about.items()
        },
    }


def _note(
    session: Session, actor: Actor, action: str, letter: Letter, now: datetime, **more: int
) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=letter.young_person_id,
        subject=letter,
        details={"review": letter.review_id, "number": letter.number, **more},
    )
