"""A young person's own choices: what they are called, how the app looks, how to talk to them."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.care.models import YoungPerson
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotFound
from voice_app.record import service as trail


def call_me(session: Session, *, actor: Actor, called: str, now: datetime) -> None:
    """Be called this from now on, by everybody and everywhere."""
    _rewrite(session, actor, now, called=called)


def talk_to_me(session: Session, *, actor: Actor, words: str, now: datetime) -> None:
    """Say how people should talk to them, in their own words, exactly as given."""
    _rewrite(session, actor, now, talk_to_me=words)


def choose(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    language: str | None = None,
    paper: str | None = None,
    theme: str | None = None,
) -> None:
    """Choose language, paper or light and dark; what is None stays. "" follows the phone."""
    person = session.get(Person, actor.person_id)
    if person is None:
        raise NotFound
    before = (person.language, person.paper, person.theme)
    person.language = language if language is not None else person.language
    person.paper = paper if paper is not None else person.paper
    if theme is not None:
        person.theme = theme or None
    if (person.language, person.paper, person.theme) != before:
        _record(session, actor, now, person)


def end_first_run(session: Session, *, actor: Actor, now: datetime) -> None:
    """Note when they had first seen who can see, and what must be passed on."""
    place = _place(session, actor)
    if place.first_run_at is None:
        place.first_run_at = now
        _record(session, actor, now, place)


def _rewrite(session: Session, actor: Actor, now: datetime, **changes: Any) -> None:
    place = _place(session, actor)
    body = vault.opened(session, place)
    if {**body, **changes} == body:
        return
    vault.seal(session, place, {**body, **changes})
    _record(session, actor, now, place)


def _place(session: Session, actor: Actor) -> YoungPerson:
    place = session.get(YoungPerson, actor.person_id)
    if place is None:
        raise NotFound
    return place


def _record(session: Session, actor: Actor, now: datetime, row: Person | YoungPerson) -> None:
    trail.append(
        session,
        actor=actor,
        action="choices.changed",
        now=now,
        young_person_id=actor.person_id,
        subject=row,
    )
