"""Words that arrive after their page has closed are kept first and asked about later.

A form may come when the session has ended or its token is too old. The view says how to keep
what was written; it is called only for a form that this app's own page sent.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms.validators import ValidationError

from voice_app.core.actor import Actor

#: The fields in which people write sentences. Nothing secret is ever typed into one of these.
#: A form that asks the same of several things adds "-" and which to the name.
PROSE = (
    "words",
    "own",
    "message",
    "what_happens",
    "because",
    "shaped_by",
    "how",
    "said",
    "where",
    "who_was_there",
    "decided",
    "greeting",
    "also",
    "closing",
    "arranged",
    "safe",
    "danger",
    "if_wrong",
    "basis",
    "protective",
    "covered",
    "not_covered",
    "view",
    "no_view",
    "from_them",
    "helps",
    "next",
    "ring",
    "not_shown",
    "identity",
    "to_whom",
    "what",
    "how_told",
    "why_not_yet",
    "why",
    "contact",
    "done",
)

View = TypeVar("View", bound=Callable[..., Any])
#: Keeps what the present request sent and says where to go, or None when there is nothing.
Keep = Callable[[Actor], ResponseReturnValue | None]


def keeps(keep: Keep) -> Callable[[View], View]:
    """Let a view keep what was written when its form cannot be answered as it should."""

    def stamp(view: View) -> View:
        view.keep = keep  # type: ignore[attr-defined]
        return view

    return stamp


def kept(asking: Actor | None) -> ResponseReturnValue | None:
    """Keep what the present request wrote; None when there was nothing to keep, or no right to."""
    if request.method != "POST" or request.endpoint is None:
        return None
    if asking is None or not asking.is_young_person or not _from_our_own_page():
        return None
    keep: Keep | None = getattr(current_app.view_functions[request.endpoint], "keep", None)
    return keep(asking) if keep else None


def written() -> list[str]:
    """The sentences that the present request brought, to be given back when it was refused.

    They come from the page that the person asking has before them, so they learn nothing new.
    """
    try:
        if request.method != "POST" or not _from_our_own_page():
            return []
        sent = [(name.partition("-")[0], text) for name, text in request.form.items()]
    except RequestEntityTooLarge:
        return []  # It was never read, and asking once more would only be refused once more.
    return [text for name, text in sent if name in PROSE and text.strip()]


def _from_our_own_page() -> bool:
    """Does the browser say so, or, where it does not say, does the form's token?"""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True
