"""Whose phone it is, as its young person says, and whether anything may be kept on it.

The browser itself holds the answer: it is about this browser, and goes when its cookies go.
"""

from datetime import timedelta
from enum import StrEnum

from flask import Flask, request
from werkzeug.wrappers import Response

from voice_app.web import cookies


class PhoneUse(StrEnum):
    """Who can open the phone."""

    MINE = "mine"
    #: It is theirs, and somebody else could open it too.
    SEEN = "seen"
    OTHERS = "others"


#: As long as a phone may go unused and still be known (RFC 6265bis: browsers keep none longer).
LASTS = timedelta(days=400)


def install(app: Flask) -> None:
    """Let pages ask whether this phone may keep anything."""
    app.jinja_env.globals["may_keep"] = may_keep


def said() -> PhoneUse | None:
    """What was said of this phone; None when nobody was asked yet."""
    value = request.cookies.get(cookies.USE, "")
    return PhoneUse(value) if value in list(PhoneUse) else None


def may_keep() -> bool:
    """May anything stay on this phone? Not when other people use it."""
    return said() is not PhoneUse.OTHERS


def remember(response: Response, use: PhoneUse) -> None:
    """Keep the answer in the browser; when others use the phone, have it throw away the rest."""
    cookies.give(response, cookies.USE, use, lasts=LASTS)
    if use is PhoneUse.OTHERS:
        cookies.forget_soon(response, everything=True)
