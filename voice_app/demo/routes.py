"""The address behind a demo link. It exists only in an app made for a demo folder."""

from collections.abc import Sequence
from hmac import compare_digest
from typing import cast

from flask import Blueprint, Flask, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from voice_app.accounts import rules
from voice_app.accounts.service import phones, sessions
from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.core.errors import NotFound
from voice_app.demo.links import Link
from voice_app.web import access, cookies
from voice_app.web.transaction import transaction

bp = Blueprint("demo", __name__)

LOOPBACK = ("127.0.0.1", "::1")


def offer(app: Flask, links: Sequence[Link]) -> None:
    """Make these links good, each once."""
    app.extensions["voice.demo_links"] = list(links)


@bp.get("/demo/<token>")
@access.public
def sign_in(token: str) -> ResponseReturnValue:
    """Sign a fictional person in, when asked from this very machine."""
    if request.remote_addr not in LOOPBACK:
        raise NotFound
    link = _take(token)
    now = clock.now()
    response = cast(Response, redirect(url_for("home.front"), code=303))
    with transaction() as session:
        if link.role is Role.YOUNG_PERSON:
            phone = phones.enrol(session, young_person_id=link.person_id, public_key=None, now=now)
            cookies.give(response, cookies.PHONE, phone.token, lasts=rules.PHONE_COOKIE_LASTS)
            device_id, level = phone.device_id, Level.OPEN
        else:
            device_id, level = None, Level.TWO_FACTORS
        token = sessions.start(
            session, person_id=link.person_id, level=level, now=now, device_id=device_id
        )
    cookies.give(response, cookies.SESSION, token)
    return response


def _take(token: str) -> Link:
    """The link with this token, which is then used up."""
    links: list[Link] = current_app.extensions["voice.demo_links"]
    for link in links:
        if compare_digest(link.token.encode(), token.encode()):
            links.remove(link)
            return link
    raise NotFound
