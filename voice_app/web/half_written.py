"""What a young person has half written in a form: kept while they write, and given back to them.

It is kept as a draft of their own, which knows the page it belongs to. The features that have such
forms say only what was written and where; the app hands in what keeps it (`install`).
"""

from datetime import datetime
from typing import Protocol, cast
from uuid import UUID

from flask import Flask, current_app, redirect, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from voice_app.core import clock
from voice_app.core.actor import Actor, Level
from voice_app.core.words import are_written
from voice_app.web import access
from voice_app.web.forms import AWAY, KEEP, HalfWritten
from voice_app.web.paging import last_shown
from voice_app.web.transaction import transaction

_KEEPER = "voice.half_written"


class Keeper(Protocol):
    """Keeps what is half written. `once` is the id that came with the form."""

    def keep_half(
        self,
        session: Session,
        *,
        actor: Actor,
        once: UUID,
        words: str,
        prompt: str,
        page: str,
        turn: int | None,
        now: datetime,
    ) -> bool:
        """Keep it for the person asking; False when the form was sent meanwhile."""

    def keep_half_late(
        self,
        session: Session,
        *,
        actor: Actor,
        once: UUID,
        words: str,
        prompt: str,
        page: str,
        now: datetime,
    ) -> UUID:
        """Keep it, not confirmed, from a phone that has locked; the id that finds it again."""

    def half_of(
        self, session: Session, *, actor: Actor, once: UUID, page: str, now: datetime
    ) -> str | None:
        """The words that were kept so on this page, or None."""

    def let_half_go(self, session: Session, *, actor: Actor, once: UUID, now: datetime) -> None:
        """Really erase it: what it was for is done."""


def install(app: Flask, keeper: Keeper) -> None:
    """Let this keep what is half written."""
    app.extensions[_KEEPER] = keeper


def keep(form: HalfWritten, *, page: str, prompt: str) -> ResponseReturnValue:
    """Keep what a page sent by itself, and answer its script.

    Args:
        page: the address at which the form is shown.
        prompt: what the page asks.
    """
    words = form.half()
    with transaction() as db:
        is_kept = _keeper().keep_half(
            db,
            actor=access.actor(),
            once=form.made_id(),
            words=words,
            prompt=prompt,
            page=page,
            turn=form.turn_number(),
            now=clock.now(),
        )
    return ("", 204) if is_kept else ("", 409)


def keep_late(
    asking: Actor, form: HalfWritten, *, page: str, prompt: str
) -> ResponseReturnValue | None:
    """Keep what came after the phone had locked, and lead back to the page with it.

    None when there is nothing to keep, or when the page would send the same again and again.
    """
    words, go = form.half(), form.go.data
    if not are_written(words) or go == KEEP:
        return None
    with transaction() as db:
        once = _keeper().keep_half_late(
            db,
            actor=asking,
            once=form.made_id(),
            words=words,
            prompt=prompt,
            page=page,
            now=clock.now(),
        )
    return go_on(asking, f"{page}?kept={once}", is_away=go == AWAY)


def go_on(asking: Actor, then: str, *, is_away: bool) -> ResponseReturnValue:
    """Where somebody goes whose words came late and were kept: through the PIN to `then`.

    Args:
        is_away: the page that sent them is gone.
    """
    if is_away:
        return "", 204  # Whoever holds the phone now is told nothing.
    if asking.level >= Level.OPEN:
        return redirect(then, code=303)
    session["then"] = then
    return redirect(url_for("accounts.open_phone"), code=303)


def give_back(db: Session, form: HalfWritten, *, page: str) -> None:
    """Put what was half written before into the form, when the address names it."""
    once = last_shown("kept")
    if once is None:
        return
    actor, now = access.actor(), clock.now()
    words = _keeper().half_of(db, actor=actor, once=once, page=page, now=now)
    if words is not None:
        form.put_back(words, str(once))


def let_go(db: Session, form: HalfWritten) -> None:
    """The form is sent: what was kept of it while it was written is erased."""
    _keeper().let_half_go(db, actor=access.actor(), once=form.made_id(), now=clock.now())


def _keeper() -> Keeper:
    return cast(Keeper, current_app.extensions[_KEEPER])
