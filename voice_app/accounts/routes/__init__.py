"""Pages of accounts: opening a phone, signing in, first access, who has an account."""

from voice_app.accounts.routes import first_access, me, people, phones, signing_in
from voice_app.accounts.routes.asking import find_actor
from voice_app.accounts.routes.blueprint import bp

#: Views whose forms carry no token, so that they work from any page however old.
WITHOUT_FORM_TOKEN = (phones.leave,)

__all__ = [
    "WITHOUT_FORM_TOKEN",
    "bp",
    "find_actor",
    "first_access",
    "me",
    "people",
    "phones",
    "signing_in",
]
