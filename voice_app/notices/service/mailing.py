"""Bringing the one text by e-mail, with nothing in it that differs from one to the next."""

import logging
import smtplib
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from secrets import token_hex
from typing import Any

from voice_app.config import Settings
from voice_app.notices.service.sending import Courier, Delivered, Outcome

#: How long the mail server may take to answer one question (seconds).
PATIENCE = 4.0

log = logging.getLogger("voice.jobs")


def mail_courier(
    settings: Settings, *, text: str, context: ssl.SSLContext | None = None
) -> Courier:
    """Brings one text to addresses, through the service's own mail server."""
    sender = settings.mail_from
    password = _password(settings)

    def deliver(body: Mapping[str, Any], now: datetime) -> Delivered:
        letter = letter_to(str(body["address"]), sender=sender, text=text, now=now)
        try:
            with _connected(settings, context) as server:
                if password is not None:
                    server.login(settings.mail_user, password)
                server.send_message(letter)
        except OSError as error:  # smtplib's errors are of this kind too
            # An address that the server refuses may be a mistake of the server: it stays until
            # its owner changes it, and is tried a dozen times. The error could hold the address.
            log.warning("an e-mail was not taken: %s", type(error).__name__)
            return Delivered(Outcome.LATER)
        return Delivered(Outcome.SENT)

    return deliver


def letter_to(address: str, *, sender: str, text: str, now: datetime) -> EmailMessage:
    """The e-mail: subject and body say the one text."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, address, text
    letter["Date"] = format_datetime(now.astimezone(UTC))
    # Random, and with no name of this machine in it.
    domain = sender.rpartition("@")[2].strip("> ")
    letter["Message-ID"] = f"<{token_hex(16)}@{domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(f"{text}\n")
    return letter


def _connected(settings: Settings, context: ssl.SSLContext | None) -> smtplib.SMTP:
    host, port = settings.mail_host, settings.mail_port
    trusted = context or ssl.create_default_context()
    if settings.mail_security == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=trusted)
    server = smtplib.SMTP(host, port, timeout=PATIENCE)
    try:
        if settings.mail_security == "starttls":
            server.starttls(context=trusted)
    except OSError:
        server.close()
        raise
    return server


def _password(settings: Settings) -> str | None:
    if not settings.mail_user or settings.mail_password_file is None:
        return None
    return settings.mail_password_file.read_text("utf-8").strip()
