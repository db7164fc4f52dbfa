"""A phone that seals, in Python: another hand than the browser's, for the same envelope."""

import base64
import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.support.signing_in import PIN, set_pin
from tests.support.world import Browser, Someone, World
from voice_app.accounts.service import phones
from voice_app.offline import service
from voice_app.web import cookies

Sealed = dict[str, Any]


def base64_of(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


class Phone:
    """A phone at its letterbox, with a key of its own."""

    def __init__(self, world: World, person: Someone) -> None:
        self.world, self.person = world, person
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.point = self.key.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        self.browser: Browser = world.browse()
        with world.writing() as session:
            enrolled = phones.enrol(
                session, young_person_id=person.id, public_key=self.point, now=world.now
            )
        self.id = enrolled.device_id
        self.browser.set_cookie(cookies.PHONE, enrolled.token, secure=True)

    def open(self) -> None:
        """Give it a PIN, and open it with that."""
        set_pin(self.world, self.person)
        self.browser.read("/open")
        self.browser.press("Open", pin=PIN)
        assert self.browser.get("/words").status_code == 200

    def seal(
        self,
        entry_id: UUID,
        words: str,
        *,
        at: datetime | None = None,
        unfinished: bool = False,
        contact: str | None = None,
        **changed: Any,
    ) -> Sealed:
        """An envelope as `static/js/seal.js` makes it; `changed` spoils what it is bound to."""
        keyring = self.world.database.vault.keyring
        public = service.public_key(keyring, now=self.world.now)
        inside = {
            "words": words,
            "language": "en_GB",
            "written_at": (at or self.world.now).isoformat(),
            "unfinished": unfinished,
            **({} if contact is None else {"contact": contact}),
        }
        plain = json.dumps(inside).encode()
        size = next(step for step in (1_024, 4_096, 16_384, 65_536, 262_144) if len(plain) <= step)
        told = {
            "shape": "voice/outbox/1",
            "origin": self.world.settings.public_url,
            "key": public.number,
            "phone": hashlib.sha256(self.point).hexdigest(),
            "id": entry_id,
            **changed,
        }
        bound = "|".join(str(part) for part in told.values()).encode()
        server = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public.point)
        sealed = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM).encrypt(
            plain.ljust(size), server, bound
        )
        r, s = decode_dss_signature(self.key.sign(bound + sealed, ec.ECDSA(hashes.SHA256())))
        return {
            "key": public.number,
            "id": str(entry_id),
            "sealed": base64_of(sealed),
            "signature": base64_of(r.to_bytes(32, "big") + s.to_bytes(32, "big")),
        }

    def bring(self, envelope: object) -> Any:
        """Send it as the app does."""
        return self.browser.post(
            "/outbox", json=envelope, headers={"Sec-Fetch-Site": "same-origin"}
        )
