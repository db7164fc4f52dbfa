"""The three cookies: the enrolled phone, the session, and the form's own (see `app.py`)."""

from datetime import timedelta

from flask import Response, request

PHONE = "__Host-phone"
SESSION = "__Host-session"


def phone_token() -> str | None:
    """What an enrolled phone shows of itself."""
    return request.cookies.get(PHONE)


def session_token() -> str | None:
    """What a browser shows of its session."""
    return request.cookies.get(SESSION)


def give(response: Response, name: str, token: str, *, lasts: timedelta | None = None) -> None:
    """Hand a token to the browser alone: no script and no other site can use it.

    Without `lasts` it is gone when the browser closes.
    """
    response.set_cookie(
        name, token, max_age=lasts, secure=True, httponly=True, samesite="Strict", path="/"
    )


def take_back(response: Response, name: str) -> None:
    """Ask the browser to forget a token."""
    response.delete_cookie(name, secure=True, httponly=True, samesite="Strict", path="/")
