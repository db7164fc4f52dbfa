"""One place that turns what went wrong into a page that says what to do next."""

import logging

from flask import Flask, g, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from voice_app.core import errors
from voice_app.core.actor import Actor, Level
from voice_app.web import keeping

log = logging.getLogger("voice")

STATUS: dict[type[errors.VoiceError], int] = {
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.AlreadyDone: 409,
    errors.TooManyTries: 429,
    errors.TooBusy: 503,
    errors.CouldNotMake: 503,
}


def install(app: Flask) -> None:
    """Answer every error with a page, for a young person in their own words and paper."""

    @app.errorhandler(errors.VoiceError)
    def known(error: errors.VoiceError) -> ResponseReturnValue:
        status = STATUS.get(type(error), 500)
        if status == 500:
            log.error("stored data could not be trusted: %s", type(error).__name__)
        if isinstance(error, errors.TooManyTries | errors.TooBusy):
            headers = {"Retry-After": str(error.retry_after)}
            return show(status, wait=error.retry_after), status, headers
        return show(status), status

    @app.errorhandler(CSRFError)
    def expired(_: CSRFError) -> ResponseReturnValue:
        answer = keeping.kept(g.get("actor"))
        return answer or (show(400, expired=True), 400)

    @app.errorhandler(HTTPException)
    def by_status(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None:
            return error
        status = error.code or 500
        headers = dict(error.get_headers()) if status == 405 else {}
        return show(status), status, {k: v for k, v in headers.items() if k == "Allow"}

    @app.errorhandler(SecurityError)
    def elsewhere(_: SecurityError) -> ResponseReturnValue:
        # Somebody asked for another host name. A page of ours could name no address under it.
        return "", 400

    @app.errorhandler(InternalServerError)
    def unexpected(_: InternalServerError) -> ResponseReturnValue:
        return show(500), 500


def show(
    status: int,
    *,
    expired: bool = False,
    signed_out: bool = False,
    unjoined: bool = False,
    wait: int | None = None,
) -> str:
    """The page for a status. Sentences that were sent and refused are given back to be copied.

    A phone that is not open gets nothing back, nor does anybody who is not signed in, unless
    they were until now.

    Args:
        expired: the form had been open too long; nothing else was wrong with it.
        signed_out: a colleague's session had ended when they sent this.
        unjoined: it came from a page for young people, on a phone that is none of ours (any more).
        wait: whole seconds until it is worth trying again.
    """
    asking: Actor | None = g.setdefault("actor", None)
    minutes = None if wait is None else -(-wait // 60)
    was_inside = signed_out or unjoined
    return render_template(
        "error.html",
        status=status,
        expired=expired,
        signed_out=signed_out,
        unjoined=unjoined,
        minutes=minutes,
        written=keeping.written() if was_inside or (asking and _is_open(asking)) else [],
    )


def _is_open(asking: Actor) -> bool:
    return asking.level in (Level.OPEN, Level.TWO_FACTORS)
