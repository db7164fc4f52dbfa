"""The one text of every notice, in the language that the service chose."""

from flask_babel import force_locale
from flask_babel import gettext as _


def text_in(language: str) -> str:
    """What a phone, a browser or an e-mail says, whatever it is about. Needs the app's context."""
    with force_locale(language):
        # NOTE: all that a locked phone ever shows. It must tell nothing, and stay short.
        return str(_("You have a message"))
