"""The shape of codes: six digits from an app, twelve letters and digits from paper."""

from voice_app.accounts.rules.digits import plain_digits

#: A phone's clock may be one step of 30 seconds early or late.
STEPS_OFF = 1
APP_CODE_LENGTH = 6
#: What stands above the code in somebody's app.
ISSUER = "Voice"

RECOVERY_CODES = 10
RECOVERY_LENGTH = 12
#: Without I, L, O and U, which are misread (Crockford's base 32).
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILOU", "110V")


def app_code(typed: str) -> str | None:
    """The six digits of a code from an app, or None when this is something else."""
    digits = plain_digits(typed)
    return digits if digits is not None and len(digits) == APP_CODE_LENGTH else None


def recovery_code(typed: str) -> str:
    """One spelling of a recovery code, whatever was typed between its letters."""
    kept = "".join(character for character in typed.upper() if character.isalnum())
    return kept.translate(_MISREAD)
