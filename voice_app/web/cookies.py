"""The cookies: phone, whose it is, session, left, known browser, joining, the form's (`app.py`)."""

from datetime import timedelta

from flask import request, session
from werkzeug.wrappers import Response

PHONE = "__Host-phone"
#: Whose phone it is; see `phone_use`.
USE = "__Host-use"
SESSION = "__Host-session"
#: A browser in which a colleague has signed in. It proves nothing; see `accounts`.
KNOWN = "__Host-known"

#: The one phone that gave a code, until its first run is over.
JOIN = "__Host-join"

#: Somebody has just left: what the next page tells the browser to forget.
LEFT = "__Host-left"
FORGETS = {"cache": '"cache"', "all": '"cache", "storage"'}


def phone_token() -> str | None:
    """What an enrolled phone shows of itself."""
    return request.cookies.get(PHONE)


def session_token() -> str | None:
    """What a browser shows of its session."""
    return request.cookies.get(SESSION)


def known_token() -> str | None:
    """What a browser shows in which somebody has signed in before."""
    return request.cookies.get(KNOWN)


def join_token() -> str | None:
    """What a phone shows that has given a code."""
    return request.cookies.get(JOIN)


def to_forget() -> str | None:
    """What the browser is to forget with this page, as `Clear-Site-Data` says it."""
    return FORGETS.get(request.cookies.get(LEFT, ""))


def forget_soon(response: Response, *, everything: bool = False) -> None:
    """Let the next page clear what the browser keeps: pages, and with `everything` its stores too.

    Not this answer itself, which leads there: WebKit with a worker waits for ever at an answer that
    clears and leads on at once.
    """
    give(response, LEFT, "all" if everything else "cache")


def leave(response: Response) -> None:
    """Take back what opens the app, and leave no page of it in the browser."""
    take_back(response, SESSION)
    forget_soon(response)
    forget_forms()


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


def forget_forms() -> None:
    """Empty the form cookie when somebody comes in or goes; only the language stays.

    So a token from before is no good after, and nothing of one person is left for the next.
    """
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
