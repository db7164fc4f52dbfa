"""The one text of every notice, and what the pages about it show."""

from dataclasses import dataclass

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from voice_app.config import Settings
from voice_app.core.vault import Vault
from voice_app.notices.queries import Choices
from voice_app.notices.service import public_key


@dataclass(frozen=True)
class Asking:
    """What a page needs on which somebody asks to be told, or stops it."""

    choices: Choices
    #: What a phone would show, in the language that the service chose.
    text: str
    lang: str
    #: The key by which a browser knows the service (base64url).
    key: str
    #: Can this service write e-mails?
    can_write: bool


def asking(choices: Choices, vault: Vault) -> Asking:
    """The page of somebody who chose this so far."""
    settings: Settings = current_app.config["VOICE_SETTINGS"]
    language = settings.notice_language
    return Asking(
        choices=choices,
        text=text_in(language),
        lang=language.replace("_", "-"),
        key=public_key(vault),
        can_write=settings.can_write_mail,
    )


def text_in(language: str) -> str:
    """What a phone, a browser or an e-mail says, whatever it is about. Needs the app's context."""
    with force_locale(language):
        # NOTE: all that a locked phone ever shows. It must tell nothing, and stay short.
        return str(_("You have a message"))
