"""The letter: as whoever runs the meeting writes it, and as the young person reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed
from voice_app.entries.pages import readable
from voice_app.reviews import queries, rules, service
from voice_app.reviews.pages.deciding import WishHere, wish_here
from voice_app.reviews.queries import Found, ToTell, Version
from voice_app.reviews.rules import LetterWords, Retold, TextKind


@dataclass(frozen=True)
class Item:
    """One decision in a letter; its `wish` carries the words of the letter."""

    decision_id: UUID
    wish: WishHere
    #: Does this answer still stand, so that the young person can say whether it is OK?
    stands: bool
    #: May it stand on paper? What the young person does not want there never prints.
    prints: bool


@dataclass(frozen=True)
class Letter:
    """A letter as its reader sees it."""

    review_id: UUID
    held_on: date
    greeting: str
    items: tuple[Item, ...]
    also: str
    #: What the young person said themselves when they did not agree.
    not_agreed: tuple[str, ...]
    closing: str
    signed_by: str


@dataclass(frozen=True)
class LetterPage:
    """The letter for those who belong: a form for whoever runs the meeting."""

    review_id: UUID
    called: str
    paper: str
    held_on: date
    chair: str
    #: The decisions of which it tells, by id, with the words of the newest version.
    items: tuple[Item, ...]
    words: LetterWords
    #: The number of the newest version, 0 for none; and the one that was sent.
    number: int
    sent: Version | None
    may_write: bool
    is_told: bool

    def as_letter(self, words: LetterWords) -> Letter:
        """How these words would read to the young person."""
        return Letter(
            review_id=self.review_id,
            held_on=self.held_on,
            greeting=readable(words.greeting),
            items=tuple(_retold(one, words.about) for one in self.items),
            also=readable(words.also),
            not_agreed=own_dissent(self.items),
            closing=readable(words.closing),
            signed_by=self.chair.partition(" ")[0],
        )


def letter_page(session: Session, *, actor: Actor, review_id: UUID, now: datetime) -> LetterPage:
    """The letter of a review for a colleague. Whoever asks is written down as shown the words.

    Raises:
        NotFound: `actor` does not belong to the review.
        NotAllowed: `actor` is the young person or a guest.
    """
    found = service.for_workers(session, actor, review_id, now)
    review = found.review
    may_write = rules.may_write_letter(review.state, is_chair=found.is_chaired_by(actor))
    versions = queries.versions(session, found, actor=actor)
    sent = queries.newest_sent(versions)
    told = ToTell([], frozenset(), something_waits=False)
    if may_write or sent:
        told = queries.to_tell(session, found, actor=actor, now=now)
    service.show_letter(session, actor=actor, shown=told.decided, now=now)
    items = _items(session, found, told, to_author=False)
    people, texts = queries.people_at(session, review, now=now)
    also = [readable(one.words) for one in texts if one.text.kind is TextKind.DECISION]
    newest = versions[0] if versions else None
    by = newest.made_by if newest else next((one.name for one in people if one.is_chair), "")
    held_on = review.held_on or review.due_on
    return LetterPage(
        review_id=review.id,
        called=found.called,
        paper=found.paper,
        held_on=held_on,
        chair=by,
        items=items,
        words=_words(newest, items, _first_words(found.called, held_on, also)),
        number=newest.letter.number if newest else 0,
        sent=sent,
        may_write=may_write,
        is_told=review.told_at is not None,
    )


def letter_to_print(session: Session, *, actor: Actor, review_id: UUID, now: datetime) -> Letter:
    """The newest version, for whoever runs the meeting to print. That it was taken is noted.

    Raises:
        NotFound: `actor` does not belong to the review, or nothing was written yet.
        NotAllowed: `actor` does not run the meeting, or not everything is decided.
    """
    page = letter_page(session, actor=actor, review_id=review_id, now=now)
    if not page.may_write:
        raise NotAllowed
    service.take_letter(session, actor=actor, review_id=review_id, number=page.number, now=now)
    return page.as_letter(page.words)


def own_letter(session: Session, *, actor: Actor, found: Found, now: datetime) -> Letter:
    """The young person's own letter. That they open it is written down: they were told.

    Raises:
        NotFound: none was sent.
    """
    version = service.letter_of(session, found, actor=actor)
    told = queries.to_tell(session, found, actor=actor, now=now)
    service.open_letter(session, found, actor=actor, version=version, told=told, now=now)
    items = _items(session, found, told, to_author=True)
    words = _words(version, items, LetterWords())
    return Letter(
        review_id=found.review.id,
        held_on=found.review.held_on or found.review.due_on,
        greeting=readable(words.greeting),
        items=tuple(_retold(one, words.about) for one in items),
        also=readable(words.also),
        not_agreed=own_dissent(items),
        closing=readable(words.closing),
        signed_by=version.made_by.split(maxsplit=1)[0],
    )


def _items(session: Session, found: Found, told: ToTell, *, to_author: bool) -> tuple[Item, ...]:
    dissents = queries.dissents_at(session, found) if told.decided else []
    return tuple(
        Item(
            decision_id=here.decision.id,
            wish=wish_here(session, here, found.called, to_author=to_author, dissents=dissents),
            stands=here.answer.number == here.wish.answers,
            prints=here.entry.id not in told.unprinted,
        )
        for here in told.decided
        if here.decision and here.answer and here.wish
    )


def _words(version: Version | None, items: Sequence[Item], first: LetterWords) -> LetterWords:
    """What a version says, or the first words; of each decision at least what was decided."""
    body = version.body if version else None
    about = {}
    for one in items:
        kept = body["about"].get(str(one.decision_id)) if body else None
        decided, because = one.wish.what_happens, one.wish.because
        about[one.decision_id] = (
            Retold(decided=kept["decided"], because=kept["because"])
            if kept
            else Retold(decided=decided, because=because)
        )
    if body is None:
        return replace(first, about=about)
    return LetterWords(
        greeting=body["greeting"], also=body["also"], closing=body["closing"], about=about
    )


def _first_words(called: str, held_on: date, also: Sequence[str]) -> LetterWords:
    # NOTE: the first words of a letter to a young person, which an adult may change. Warm, plain.
    hello = _("Dear %(name)s,", name=called)
    day = format_date(held_on, "d MMMM")
    # NOTE: in a letter to a young person. Their meeting decided what they had asked for.
    thanks = _("On %(day)s we met to talk about what you want. This is what we decided.", day=day)
    return LetterWords(
        greeting=f"{hello}\n\n{thanks}",
        also="\n\n".join(also),
        # NOTE: the last words of a letter to a young person, which an adult may change.
        closing=_("You can tell us if something is not OK. Then we talk about it again."),
    )


def _retold(one: Item, about: Mapping[UUID, Retold]) -> Item:
    retold = about.get(one.decision_id)
    if retold is None:
        return one
    wish = replace(
        one.wish,
        what_happens=readable(retold.decided),
        because=readable(retold.because),
    )
    return replace(one, wish=wish)


def own_dissent(items: Sequence[Item]) -> tuple[str, ...]:
    """What the young person said when they did not agree; what adults said is not for a letter."""
    return tuple(
        dissent.words for one in items for dissent in one.wish.dissents if dissent.is_theirs
    )
