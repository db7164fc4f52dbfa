"""How pages say that somebody must wait, or that a PIN was wrong."""

from flask_babel import gettext as _
from flask_babel import ngettext

from voice_app.accounts.service.pins import Tried


def say_wait(seconds: int) -> str:
    """How long until the next try is worth it."""
    minutes = -(-seconds // 60)
    if seconds < 60:
        said = ngettext(
            "Wait %(num)s second. Then try again.", "Wait %(num)s seconds. Then try again.", seconds
        )
    else:
        said = ngettext(
            "Wait %(num)s minute. Then try again.", "Wait %(num)s minutes. Then try again.", minutes
        )
    return str(said)


def say_wrong(tried: Tried) -> str:
    """That a PIN was wrong, and how many tries are left when they are few."""
    if tried.left_to_tell is None:
        # NOTE: the code on the lock page was wrong. Calm; no blame.
        said = _("Not that one.")
    else:
        # NOTE: the code on the lock page was wrong. Calm; no blame.
        said = ngettext(
            "Not that one. %(num)s try left.",
            "Not that one. %(num)s tries left.",
            tried.left_to_tell,
        )
    return str(said)
