"""Who is asking, from the cookies their browser holds."""

from flask import g

from voice_app.accounts.queries import asking as queries
from voice_app.accounts.service import sessions
from voice_app.core import clock
from voice_app.core.actor import Actor
from voice_app.web import cookies
from voice_app.web.transaction import reading, transaction


def find_actor() -> Actor | None:
    """The person asking and how far they have come, or None.

    A young person's session counts only beside the cookie of the phone it was opened on;
    without a live session an enrolled phone is at the letterbox. A session that is shown and does
    not count (any more) is noted in `g.session_ended`, so that nothing of it stays in the browser.
    """
    session_token, phone_token = cookies.session_token(), cookies.phone_token()
    if not session_token and not phone_token:
        return None
    now = clock.now()
    with reading() as session:
        found = queries.by_session(session, session_token, now=now) if session_token else None
        if found is None or not _counts(found, phone_token):
            g.session_ended = bool(session_token)
            phone = queries.by_phone(session, phone_token) if phone_token else None
            return phone.actor if phone else None
    if found.note_use and found.actor.session_id:
        with transaction() as session:
            sessions.note_use(session, found.actor.session_id, now=now)
    return found.actor


def _counts(found: queries.Found, phone_token: str | None) -> bool:
    return not found.actor.is_young_person or found.was_opened_on(phone_token)
