"""Everything is closed until a line opens it: who may open which address, and how far in.

Each view carries one stamp. A view without a stamp answers 403 to everybody. The stamp says
role, relation and level; the relation is kept by the queries behind the view, which find
things through the person asking, and a generated test walks every address to hold both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar, cast

from flask import (
    Flask,
    Request,
    Response,
    abort,
    current_app,
    g,
    redirect,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from voice_app.core.actor import Actor, Level, Role
from voice_app.web import errors, keeping

View = TypeVar("View", bound=Callable[..., Any])


class Relation(StrEnum):
    """How the person asking must stand to what the page is about."""

    NONE = "nobody in particular"
    SELF = "what is their own"
    ASSIGNED = "a young person they look after now"
    NAMED = "what a young person sent to them by name"
    MEMBER = "a review they belong to"
    SERVICE = "the service they run"


@dataclass(frozen=True)
class Stamp:
    """Who may open a view. No roles means everybody, signed in or not."""

    roles: frozenset[Role]
    level: Level | None
    relation: Relation


def allow(*roles: Role, level: Level, relation: Relation) -> Callable[[View], View]:
    """Open a view to people of these roles who have come at least this far."""

    def stamp(view: View) -> View:
        view.access = Stamp(frozenset(roles), level, relation)  # type: ignore[attr-defined]
        return view

    return stamp


def public(view: View) -> View:
    """Open a view to everybody. It must not show anything about anybody."""
    view.access = Stamp(frozenset(), None, Relation.NONE)  # type: ignore[attr-defined]
    return view


def stamp_of(view: Callable[..., Any]) -> Stamp | None:
    """The stamp of a view, or None when somebody forgot it."""
    return getattr(view, "access", None)


def actor() -> Actor:
    """The person asking, on a page that only signed-in people reach."""
    return cast(Actor, g.actor)


class SignedIn(UserMixin):  # type: ignore[misc]
    """The person asking, as Flask-Login holds them for one request."""

    def __init__(self, asking: Actor) -> None:
        self.actor = asking
        self.id = str(asking.person_id)


def install(app: Flask, find_actor: Callable[[], Actor | None]) -> None:
    """Ask, before every view, whether it may be opened by whoever `find_actor` finds."""
    login = LoginManager(app)
    # Sessions are rows of ours with levels and limits; nothing is kept in a signed cookie.
    login.session_protection = None

    def load(_: Request) -> SignedIn | None:
        asking = find_actor()
        return SignedIn(asking) if asking else None

    login.request_loader(load)

    @app.before_request
    def check() -> ResponseReturnValue | None:
        g.actor = None
        if request.endpoint != "assets.show":
            g.actor = current_user.actor if current_user.is_authenticated else None
        if request.endpoint is None:
            return None  # No such address: Flask answers 404 or 405, with a way back for each.
        stamp = stamp_of(current_app.view_functions[request.endpoint])
        if stamp is None:
            abort(403)
        if request.method not in ("GET", "HEAD", "OPTIONS") and _comes_from_elsewhere():
            abort(403)
        return _refusal(stamp, g.actor)


def _refusal(stamp: Stamp, asking: Actor | None) -> ResponseReturnValue | None:
    """What to answer instead of the page, or None when the page may be opened."""
    if not stamp.roles:
        return None
    if asking is None:
        return _to_entrance(stamp)
    if asking.role not in stamp.roles:
        abort(404)
    assert stamp.level is not None  # noqa: S101  a stamp with roles has a level
    if asking.level < stamp.level:
        return _to_next_step(asking)
    return None


def _to_entrance(stamp: Stamp) -> ResponseReturnValue:
    if stamp.roles == {Role.YOUNG_PERSON}:
        if keeping.written():
            return errors.show(403, unjoined=True), 403
        return cast(Response, redirect(url_for("home.front"), code=303))
    if keeping.written():
        return errors.show(403, signed_out=True), 403
    return cast(Response, redirect(url_for("accounts.sign_in"), code=303))


def _to_next_step(asking: Actor) -> ResponseReturnValue:
    if asking.is_young_person:
        answer = keeping.kept(asking) or as_without_a_signal(asking)
        if answer is not None:
            return answer
        if request.method == "GET":
            session["then"] = request.path
        return cast(Response, redirect(url_for("accounts.open_phone"), code=303))
    return cast(Response, redirect(url_for("accounts.second_step"), code=303))


def as_without_a_signal(asking: Actor) -> ResponseReturnValue | None:
    """Where every address leads on a phone that may not be read; None on any other.

    It is what the phone's own worker answers when there is no signal.
    """
    if asking.reads:
        return None
    return cast(Response, redirect(url_for("offline.page"), code=303))


def _comes_from_elsewhere() -> bool:
    """Does a browser say that another site sent this form?"""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and origin not in (request.host_url.rstrip("/"), "null")
