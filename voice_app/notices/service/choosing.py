"""Asking to be told, changing when, and changing one's mind."""

from datetime import datetime, time
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.core.models import Base
from voice_app.core.vault import PUSH_SIGNING, Vault
from voice_app.notices import rules
from voice_app.notices.models import Notice, NoticeTarget, QuietHours, TargetKind
from voice_app.notices.rules import push
from voice_app.record import service as trail


def public_key(safe: Vault) -> str:
    """The key by which browsers know that a push comes from this service (base64url)."""
    return push.to_base64(push.point_of(push.signing_key(safe.secret(PUSH_SIGNING))))


def tell_browser(
    session: Session,
    *,
    actor: Actor,
    endpoint: str,
    p256dh: str,
    auth: str,
    now: datetime,
) -> NoticeTarget:
    """Tell this browser from now on. Asking twice changes nothing.

    A browser belongs to whoever asked last. A young person's phone is one place; what it gave
    before is forgotten.

    Raises:
        NotAllowed: it is at no push service that we know, or its keys are no keys.
    """
    if not rules.is_push_host(endpoint):
        raise NotAllowed
    try:
        push.Browser.from_text(endpoint, p256dh, auth)
    except push.NotABrowser:
        raise NotAllowed from None
    body = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth}
    index = vault.vault_of(session).blind_index("push", endpoint)
    before = session.scalars(
        select(NoticeTarget).where(NoticeTarget.place_index == index)
    ).one_or_none()
    if before is not None:
        is_same = (before.person_id, before.device_id) == (actor.person_id, actor.device_id)
        if is_same and vault.opened(session, before) == body:
            return before
        forget(session, before, actor=actor, now=now)
    if actor.device_id is not None:
        for old in _on_phone(session, actor):
            forget(session, old, actor=actor, now=now)
    return _add(session, actor, TargetKind.PUSH, index, body, now)


def write_to(session: Session, *, actor: Actor, address: str, now: datetime) -> None:
    """Tell them by e-mail at this address from now on; an empty one ends it.

    Raises:
        NotAllowed: a young person is never told by e-mail.
    """
    if not rules.may_have_mail(actor.role):
        raise NotAllowed
    index = vault.vault_of(session).blind_index(f"mail/{actor.person_id}", address)
    for before in session.scalars(
        select(NoticeTarget).where(
            NoticeTarget.person_id == actor.person_id, NoticeTarget.kind == TargetKind.MAIL
        )
    ).all():
        if vault.opened(session, before)["address"] == address:
            return
        forget(session, before, actor=actor, now=now)
    if address:
        _add(session, actor, TargetKind.MAIL, index, {"address": address}, now)


def be_quiet(session: Session, *, actor: Actor, starts: time, ends: time, now: datetime) -> None:
    """Tell them nothing between these times (London); the same time twice ends it."""
    row = session.scalars(
        select(QuietHours).where(QuietHours.person_id == actor.person_id)
    ).one_or_none()
    if row is None:
        if (starts, ends) == (rules.QUIET_FROM, rules.QUIET_UNTIL):
            return
        row = QuietHours(person_id=actor.person_id, starts=starts, ends=ends)
        session.add(row)
    elif (row.starts, row.ends) == (starts, ends):
        return
    row.starts, row.ends = starts, ends
    _note(session, actor, "notices.quiet_hours_set", row, actor.is_young_person, now)


def stop(session: Session, *, actor: Actor, target_id: UUID, now: datetime) -> None:
    """Tell one browser or address of theirs nothing more. Stopping twice changes nothing.

    Raises:
        NotFound: it is somebody else's.
    """
    row = session.get(NoticeTarget, target_id)
    if row is None:
        return
    if row.person_id != actor.person_id:
        raise NotFound
    forget(session, row, actor=actor, now=now)


def stop_here(session: Session, *, actor: Actor, now: datetime) -> None:
    """Tell the phone in the young person's hand nothing more. Stopping twice changes nothing."""
    for row in _on_phone(session, actor):
        forget(session, row, actor=actor, now=now)


def forget(session: Session, row: NoticeTarget, *, actor: Actor | None, now: datetime) -> None:
    """Delete a browser or an address, and what was on its way to it."""
    session.execute(delete(Notice).where(Notice.target_id == row.id))
    is_phone = row.device_id is not None
    _note(session, actor, "notices.ended", row, is_phone, now, person_id=row.person_id)
    session.delete(row)
    # Another row with the same place may follow in this transaction.
    session.flush()


def _on_phone(session: Session, actor: Actor) -> list[NoticeTarget]:
    return list(
        session.scalars(
            select(NoticeTarget).where(
                NoticeTarget.person_id == actor.person_id,
                NoticeTarget.device_id == actor.device_id,
            )
        )
    )


def _add(
    session: Session,
    actor: Actor,
    kind: TargetKind,
    index: bytes,
    body: vault.Body,
    now: datetime,
) -> NoticeTarget:
    row = NoticeTarget(
        person_id=actor.person_id,
        kind=kind,
        device_id=actor.device_id,
        place_index=index,
        made_at=now,
    )
    vault.seal(session, row, body)
    session.add(row)
    _note(session, actor, "notices.asked_for", row, actor.is_young_person, now)
    return row


def _note(
    session: Session,
    actor: Actor | None,
    action: str,
    row: Base,
    is_young_person: bool,
    now: datetime,
    *,
    person_id: UUID | None = None,
) -> None:
    whose = person_id or (actor.person_id if actor else None)
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=whose if is_young_person else None,
        subject=row,
    )
