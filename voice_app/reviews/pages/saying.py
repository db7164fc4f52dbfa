"""Saying how one takes part: the page that asks about one step, and what was said there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from voice_app.accounts.queries import names
from voice_app.answers.rules import WAITING
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotFound
from voice_app.core.words import are_written
from voice_app.entries import queries as entries
from voice_app.entries.pages import Item, Reader, and_so_on, items, readable, readers_from
from voice_app.reviews import queries, rules
from voice_app.reviews.forms import WAY_NAMES, StepForm
from voice_app.reviews.pages.steps import question, title
from voice_app.reviews.queries import Choice, Found
from voice_app.reviews.rules import Step, Way
from voice_app.reviews.service import Saying, may_read


@dataclass(frozen=True)
class Asking:
    """The page that asks about one step: the question, who may read it, what was begun."""

    step: Step
    number: int
    title: str
    question: str
    #: The first name of whoever runs the meeting; empty while nobody does.
    chair: str
    readers: tuple[Reader, ...]
    #: Who is chosen when the page opens.
    chosen: tuple[UUID, ...]
    words: str
    ways: tuple[Way, ...]
    #: The phone's id of a draft to go on with, or None for new words.
    once: UUID | None
    is_said: bool
    is_unprinted: bool


def asking(
    session: Session,
    *,
    actor: Actor,
    found: Found,
    number: int,
    kept: UUID | None = None,
    now: datetime,
) -> Asking:
    """The page of a step, with what was begun or said before in it, to be said another way.

    Args:
        kept: the phone's id of words that came too late for this page and were kept.

    Raises:
        NotFound: there is no such step.
    """
    step = _step(number)
    stands, begun = queries.begun_of(session, found, actor=actor, step=step, now=now)
    people, _texts = queries.people_at(session, found.review, now=now)
    workers, at_work = entries.readers_of(session, actor=actor, now=now)
    runs_it = may_read(people, workers)
    chair = next((one.first_name for one in people if one.is_chair), "")
    late = entries.begun(session, actor=actor, phone_id=kept, now=now) if kept else None
    if late is not None and (late.entry is None or late.is_finished):
        late = None
    shown = begun or stands
    return Asking(
        step=step,
        number=number,
        title=title(step, chair),
        question=question(step, chair),
        chair=chair,
        readers=tuple(
            one for one in readers_from(workers, at_work, now=now) if one.person_id in runs_it
        ),
        chosen=_chosen(session, step, stands, begun, runs_it, now),
        words=readable(late.words) if late else _words(session, shown),
        ways=shown.ways if shown and not late else (),
        once=kept if late else (begun.entry.phone_id if begun else None),
        is_said=stands is not None and stands.is_sent,
        is_unprinted=step in rules.UNPRINTED,
    )


def _step(number: int) -> Step:
    step = rules.step_numbered(number)
    if step is None:
        raise NotFound
    return step


def _chosen(
    session: Session,
    step: Step,
    stands: Choice | None,
    begun: Choice | None,
    runs_it: dict[UUID, bool],
    now: datetime,
) -> tuple[UUID, ...]:
    """Whom the page itself chooses: only the first time, and later whoever can read it now.

    Somebody whom the young person left out once is not let in by coming back.
    """
    if stands is not None and stands.is_sent:
        reading = queries.readers_of_choice(session, stands, now=now)
        return tuple(one for one in runs_it if one in reading)
    if stands is not None or begun is not None:
        return ()
    return tuple(
        one for one, is_chair in runs_it.items() if rules.is_told_unless(step, is_chair=is_chair)
    )


def _words(session: Session, shown: Choice | None) -> str:
    """What stands in the field; what was only ticked is ticked again instead."""
    if shown is None:
        return ""
    body = vault.opened(session, shown.entry)
    only_ticked = shown.ways and not body.get("starter")
    return "" if only_ticked else readable(body.get("words", ""))


def saying(form: StepForm, step: Step, chair: str = "") -> Saying:
    """What was given on the page of a step.

    The screen's words stay beside theirs. Where they only ticked, what they ticked is all they
    said, and so becomes their words.
    """
    words, ways = form.words.data or "", form.ticked(step)
    # NOTE: something that was ticked, as a sentence: "By video."
    ticked = " ".join(_("%(way)s.", way=WAY_NAMES[way]) for way in ways)
    starter = ticked or title(step, chair)
    if ticked and not are_written(words):
        words, starter = ticked, ""
    return Saying(
        once=form.made_id(),
        words=words,
        starter=starter,
        prompt=question(step, chair),
        ways=ways,
        turn=form.turn_number(),
    )


@dataclass(frozen=True)
class StepPage:
    """What stands about one step, for the young person who said it."""

    number: int
    title: str
    item: Item
    is_sent: bool
    #: Who can read it, as they are called.
    readers: str
    has_answer: bool
    #: They began to say it another way.
    is_begun_again: bool


def step_page(
    session: Session, *, actor: Actor, found: Found, number: int, now: datetime
) -> StepPage | None:
    """What stands about a step; None while nothing was said.

    Raises:
        NotFound: there is no such step.
    """
    step = _step(number)
    stands, begun = queries.begun_of(session, found, actor=actor, step=step, now=now)
    if stands is None:
        return None
    reading = queries.readers_of_choice(session, stands, now=now)
    called = names(session, [*reading, found.review.chair_id])
    chair = "" if found.chair_has_left else called[found.review.chair_id].first_name
    return StepPage(
        number=number,
        title=title(step, chair),
        item=items(session, actor=actor, entries=[stands.entry], now=now)[0],
        is_sent=stands.is_sent,
        readers=and_so_on(sorted(called[one].first_name for one in reading)),
        has_answer=stands.state not in WAITING,
        is_begun_again=begun is not None and begun is not stands,
    )
