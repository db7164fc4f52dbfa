"""The pack of a review as one reader finds it, frozen or as it would be now."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.core.errors import NotFound
from voice_app.entries.models import Entry
from voice_app.entries.pages import Felt, Said, by_week, monday, readable
from voice_app.entries.service import show_to
from voice_app.plan import service as plans
from voice_app.plan.queries import Plan
from voice_app.reviews import queries, rules, service
from voice_app.reviews.forms import COPY_NAMES, TEXT_NAMES
from voice_app.reviews.models import Pack
from voice_app.reviews.pages.deciding import WishHere, wish_here
from voice_app.reviews.pages.staff import Text
from voice_app.reviews.pages.steps import FOR_STAFF
from voice_app.reviews.pages.words import on_day, said_at
from voice_app.reviews.queries import Belonging, Checked, Contents, Found, Here, Opened

#: How many weeks of feelings fit beside each other.
WEEKS = 8
#: What the trail calls a pack.
PLACE = "pack"


@dataclass(frozen=True)
class Check:
    """What a pack says of the young person's own look at their part."""

    is_right: bool
    #: One sentence for the foot of each page.
    line: str
    #: What is not right, in their words; empty when nothing is wrong or nothing was said.
    words: str
    language: str


@dataclass(frozen=True)
class FeelingsByWeek:
    """The feelings that were picked, by week, from the first one that was told."""

    weeks: tuple[date, ...]
    rows: tuple[Felt, ...]


@dataclass(frozen=True)
class PackPage:
    """A pack as one reader finds it. Every tuple is in the pack's own order."""

    review_id: UUID
    young_person_id: UUID
    called: str
    paper: str
    day: date
    #: Which of the frozen packs this is; 0 while it is only what a pack would be now.
    number: int
    #: Whose copy; empty for what anybody in the room may be handed.
    reader: str
    words: tuple[Said, ...]
    wishes: tuple[WishHere, ...]
    good_news: tuple[Said, ...]
    worries: tuple[Said, ...]
    feelings: FeelingsByWeek | None
    plan: Plan
    #: How the young person takes part: what it is about, and their words.
    steps: tuple[tuple[str, Said], ...]
    texts: tuple[Text, ...]
    check: Check
    #: The words in it, for whoever notes that they were shown.
    entries: tuple[Entry, ...]
    #: Everybody who belongs to the review, and so has a copy of their own.
    people: tuple[Belonging, ...]


@dataclass(frozen=True)
class Reader:
    """Somebody for whom there is a copy."""

    person_id: UUID
    name: str
    job: str
    is_mine: bool


@dataclass(frozen=True)
class Copy:
    """A copy that left Voice."""

    to: str
    job: str
    kind: str
    number: int
    given_on: date
    by: str


def shown_pack(
    session: Session, *, actor: Actor, found: Found, whose: UUID | None, now: datetime
) -> PackPage:
    """The same as `pack_page`, with the note that the person asking was shown the words in it."""
    page = pack_page(session, actor=actor, found=found, whose=whose, now=now)
    _note_shown(session, actor, page, page.entries, now)
    return page


def note_read(session: Session, *, actor: Actor, page: PackPage, now: datetime) -> None:
    """Note that the person asking was shown a pack that was made in an earlier transaction."""
    ids = [entry.id for entry in page.entries]
    entries = queries.still_kept(session, page.young_person_id, ids)
    _note_shown(session, actor, page, entries, now)


def _note_shown(
    session: Session, actor: Actor, page: PackPage, entries: Iterable[Entry], now: datetime
) -> None:
    show_to(session, actor=actor, entries=entries, place=PLACE, now=now)
    plans.show_to(
        session,
        actor=actor,
        young_person_id=page.young_person_id,
        plan=page.plan,
        place=PLACE,
        now=now,
    )


def pack_page(
    session: Session, *, actor: Actor, found: Found, whose: UUID | None, now: datetime
) -> PackPage:
    """The pack for one reader, as far as the person asking may see it.

    A colleague sees of somebody else's copy only what is in their own too; the young person
    sees every copy as it is.

    Args:
        found: the review, as `actor` belongs to it.
        whose: whose copy; None for what anybody in the room may be handed.

    Raises:
        NotFound: nobody like that belongs to the review.
    """
    review = found.review
    people, _texts = queries.people_at(session, review, now=now)
    reader = next((one for one in people if one.member.person_id == whose), None)
    if whose is not None and reader is None:
        raise NotFound
    pack = queries.standing_pack(session, review)
    read = _reading(session, found, pack, people, now)
    contents = read(whose)
    if whose is not None and not actor.is_young_person and whose != actor.person_id:
        contents = contents.shared_with(read(actor.person_id))
    owner = service.reader_as(reader) if reader else None
    shown = queries.opened(session, found, contents, actor=actor, owner=owner, now=now)
    return _page(session, found, pack, people, reader, contents, shown, actor, now)


def _reading(
    session: Session,
    found: Found,
    pack: Pack | None,
    people: Sequence[Belonging],
    now: datetime,
) -> Callable[[UUID | None], Contents]:
    """A way to ask what one reader finds: what was frozen, or what there is now."""
    alike = queries.for_all(session, found.review) if pack is None else None

    def read(whose: UUID | None) -> Contents:
        if pack is not None:
            return queries.frozen_for(session, pack, reader_id=whose)
        assert alike is not None  # noqa: S101  it is fetched where no pack is frozen
        one = next((one for one in people if one.member.person_id == whose), None)
        theirs = queries.as_belonging(found, one.member if one else None)
        reader = service.reader_as(one) if one else None
        return queries.contents_for(session, theirs, reader=reader, alike=alike, now=now)

    return read


def _page(
    session: Session,
    found: Found,
    pack: Pack | None,
    people: Sequence[Belonging],
    reader: Belonging | None,
    contents: Contents,
    shown: Opened,
    actor: Actor,
    now: datetime,
) -> PackPage:
    def words(ids: Iterable[UUID]) -> tuple[Said, ...]:
        here = (shown.words[id_] for id_ in ids if id_ in shown.words)
        return tuple(_said(session, one, found) for one in here)

    return PackPage(
        review_id=found.review.id,
        young_person_id=found.review.young_person_id,
        called=found.called,
        paper=found.paper,
        day=found.review.due_on,
        number=pack.number if pack else 0,
        reader=reader.name if reader else "",
        words=words(contents.picked),
        wishes=tuple(
            _wish(session, shown.words[one.entry_id], found, one)
            for one in contents.wishes
            if one.entry_id in shown.words
        ),
        good_news=words(contents.good_news),
        worries=words(contents.worries),
        feelings=_feelings(words(contents.feelings)),
        plan=shown.plan,
        steps=tuple(
            (str(FOR_STAFF[step]), _said(session, shown.words[entry_id], found))
            for step, entry_id in contents.steps
            if entry_id in shown.words
        ),
        texts=tuple(
            Text(
                id=one.text.id,
                words=readable(one.words),
                kind=str(TEXT_NAMES[one.text.kind]),
                author=one.author,
                day=london_day(one.text.written_at),
                may_take_out=False,
            )
            for one in shown.texts
        ),
        check=_check(session, found, pack, actor, now),
        entries=tuple(here.entry for here in shown.words.values()),
        people=tuple(people),
    )


def _said(session: Session, here: Here, found: Found) -> Said:
    """Words in a pack. Those taken back before people met over them are only said to be so."""
    words = said_at(session, here, found.called)
    held_at, back_at = found.review.held_at, words.taken_back_at
    if back_at is not None and (held_at is None or back_at < held_at):
        return replace(words, words="", starter=None, feelings=())
    return words


def _feelings(told: Sequence[Said]) -> FeelingsByWeek | None:
    felt = [(london_day(one.said_at), one) for one in told if one.feelings]
    if not felt:
        return None
    last = monday(max(day for day, _said in felt))
    first = max(monday(min(day for day, _said in felt)), last - timedelta(weeks=WEEKS - 1))
    count = (last - first).days // 7 + 1
    lately = [(day, one) for day, one in felt if day >= first]
    return FeelingsByWeek(
        weeks=tuple(first + timedelta(weeks=number) for number in range(count)),
        rows=tuple(by_week(lately, first, count)),
    )


def _wish(session: Session, here: Here, found: Found, came: queries.Came) -> WishHere:
    wish = wish_here(session, here, found.called)
    return replace(wish, said=_said(session, here, found), verdict=came.verdict)


def _check(session: Session, found: Found, pack: Pack | None, actor: Actor, now: datetime) -> Check:
    today = london_day(now)
    if pack is None:
        checked = service.standing_check(session, found, actor=actor, now=now)
        because = ""
    else:
        checked = queries.check_of(session, pack)
        because = readable(vault.opened(session, pack)["because"])
    if checked is None:
        line = _not_checked(found.called, because, is_frozen=pack is not None)
        return Check(is_right=False, line=line, words="", language="")
    return Check(
        is_right=checked.check.is_right,
        line=_checked_line(found.called, checked, because, today),
        words=readable(checked.words),
        language=checked.language.replace("_", "-"),
    )


def _not_checked(called: str, because: str, *, is_frozen: bool) -> str:
    if not is_frozen:
        return str(_("Not checked by %(name)s yet", name=called))
    # NOTE: at the foot of each printed page. The reason is a sentence of a worker's own.
    return str(_("Not checked by %(name)s, because: %(reason)s", name=called, reason=because))


def _checked_line(called: str, checked: Checked, because: str, today: date) -> str:
    day = on_day(london_day(checked.check.checked_at), today)
    if checked.check.is_right:
        # NOTE: at the foot of each printed page, as in "Checked by Amina on 16 June".
        return str(_("Checked by %(name)s on %(day)s", name=called, day=day))
    if not because:
        return str(_("%(name)s said on %(day)s what is not right", name=called, day=day))
    return str(
        _(
            "%(name)s said on %(day)s what is not right. Frozen all the same, because: %(reason)s",
            name=called,
            day=day,
            reason=because,
        )
    )


def readers(people: Sequence[Belonging], actor: Actor) -> tuple[Reader, ...]:
    """Everybody for whom there is a copy of their own, whoever runs the meeting first."""
    return tuple(
        Reader(
            person_id=one.member.person_id,
            name=one.name,
            job=one.job,
            is_mine=one.member.person_id == actor.person_id,
        )
        for one in people
    )


def copies(session: Session, found: Found) -> tuple[Copy, ...]:
    """Every copy of the pack that left Voice, the newest first."""
    return tuple(
        Copy(
            to=readable(one.to),
            job=readable(one.job),
            kind=str(COPY_NAMES[one.out.kind]),
            number=one.number,
            given_on=one.out.given_on,
            by=one.by,
        )
        for one in queries.given_out(session, found.review)
    )


def may_freeze(found: Found) -> bool:
    """May the person asking freeze the pack?"""
    works_here = found.member is not None and not found.member.is_guest
    return works_here and found.review.state in rules.OPEN


def may_thaw(found: Found) -> bool:
    """May the person asking open a frozen pack again?"""
    works_here = found.member is not None and not found.member.is_guest
    return works_here and rules.may_thaw(found.review.state)
