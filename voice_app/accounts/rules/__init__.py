"""How long things last, and what makes a good PIN, passphrase or pair of approvers."""

from voice_app.accounts.rules.sessions import (
    BROWSER_COOKIE_LASTS,
    NOTED_EVERY,
    PHONE_COOKIE_LASTS,
    SPANS,
)

__all__ = ["BROWSER_COOKIE_LASTS", "NOTED_EVERY", "PHONE_COOKIE_LASTS", "SPANS"]
