"""Keys to seal to, and what comes in sealed."""

from voice_app.offline.service.keys import Public, clear_away, destroy_old_keys, public_key
from voice_app.offline.service.receiving import Receipt, Refusal, receive
from voice_app.offline.service.renewing import renew_key

__all__ = [
    "Public",
    "Receipt",
    "Refusal",
    "clear_away",
    "destroy_old_keys",
    "public_key",
    "receive",
    "renew_key",
]
