"""A browser that asked to be told, for worlds in which everything is there."""

from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy.orm import Session

from tests.support.world import World
from voice_app.notices import service as notices

ENDPOINT = "https://fcm.googleapis.com/fcm/send/dan"


def keys() -> dict[str, str]:
    """What a browser would send of itself, beside where it can be told."""
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {
        "p256dh": urlsafe_b64encode(point).decode(),
        "auth": urlsafe_b64encode(bytes(16)).decode(),
    }


def told_in_a_browser(session: Session, world: World, now: datetime) -> dict[str, Any]:
    """A browser of Dan's is told that there is something new."""
    actor = world.actor(world.dan)
    told = notices.tell_browser(session, actor=actor, endpoint=ENDPOINT, now=now, **keys())
    return {"target_id": told.id}
