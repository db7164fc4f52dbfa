"""Web push: sealing a message for one browser, and showing the push service who sends it.

Sources: RFC 8291 (message encryption), RFC 8188 (aes128gcm), RFC 8292 (VAPID).
"""

import base64
import json
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

#: Every message is filled up to this many bytes before it is sealed, whatever its language.
PLAIN_BYTES = 256
RECORD_BYTES = 4096
POINT_BYTES, AUTH_BYTES, SALT_BYTES = 65, 16, 16
#: The order of the curve P-256.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
#: How long a push service keeps what it cannot deliver yet, and how long one token is good for.
KEPT = timedelta(days=2)
TOKEN_LIFE = timedelta(hours=12)


class NotABrowser(ValueError):
    """What should be the keys of a browser is something else."""


@dataclass(frozen=True)
class Browser:
    """Where a browser is told, and the keys that only it can open a message with."""

    endpoint: str
    p256dh: bytes
    auth: bytes

    @classmethod
    def from_text(cls, endpoint: str, p256dh: str, auth: str) -> "Browser":
        """A browser from what it says of itself (base64url).

        Raises:
            NotABrowser: the keys are no keys.
        """
        try:
            made = cls(endpoint, from_base64(p256dh), from_base64(auth))
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), made.p256dh)
        except ValueError:
            raise NotABrowser from None
        if len(made.p256dh) != POINT_BYTES or len(made.auth) != AUTH_BYTES:
            raise NotABrowser
        return made


def message(text: str) -> bytes:
    """What is sealed: the text, filled up to one length.

    Raises:
        ValueError: the text is too long for it.
    """
    plain = json.dumps({"text": text}, ensure_ascii=False).encode() + b"\x02"
    if len(plain) > PLAIN_BYTES:
        raise ValueError("too long for a notice")
    return plain.ljust(PLAIN_BYTES, b"\0")


def sealed_for(browser: Browser, plain: bytes) -> bytes:
    """A message (`message`) that only this browser can open (aes128gcm, one record)."""
    own = ec.generate_private_key(ec.SECP256R1())
    public = point_of(own)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), browser.p256dh)
    salt = os.urandom(SALT_BYTES)
    shared = own.exchange(ec.ECDH(), theirs)
    info = b"WebPush: info\0" + browser.p256dh + public
    secret = _derived(browser.auth, shared, info, 32)
    key = _derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(salt, secret, b"Content-Encoding: nonce\0", 12)
    head = salt + struct.pack("!IB", RECORD_BYTES, len(public)) + public
    return head + AESGCM(key).encrypt(nonce, plain, None)


def signing_key(seed: bytes) -> ec.EllipticCurvePrivateKey:
    """The service's own key for push services, from 32 bytes of the keyring."""
    wide = HKDF(hashes.SHA256(), 48, salt=None, info=b"voice/push/1").derive(seed)
    return ec.derive_private_key(int.from_bytes(wide, "big") % (ORDER - 1) + 1, ec.SECP256R1())


def headers_for(
    key: ec.EllipticCurvePrivateKey, endpoint: str, *, contact: str, now: datetime
) -> Mapping[str, str]:
    """The headers of a push. The same for every notice, whatever it tells of.

    Args:
        contact: where whoever runs the push service may ask (https: or mailto:).
    """
    parts = urlsplit(endpoint)
    audience = f"{parts.scheme}://{parts.netloc}"
    claims = {"aud": audience, "exp": int((now + TOKEN_LIFE).timestamp()), "sub": contact}
    return {
        "Authorization": f"vapid t={_token(key, claims)}, k={to_base64(point_of(key))}",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(KEPT.total_seconds())),
        "Urgency": "normal",
    }


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half of a key, as browsers and push services want it."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def to_base64(raw: bytes) -> str:
    """base64url without its padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_base64(text: str) -> bytes:
    """The bytes of base64url, with or without its padding.

    Raises:
        ValueError: it is something else.
    """
    folded = text.rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    return base64.b64decode(folded + "=" * (-len(folded) % 4), validate=True)


def _token(key: ec.EllipticCurvePrivateKey, claims: Mapping[str, object]) -> str:
    parts = [{"typ": "JWT", "alg": "ES256"}, claims]
    signed = ".".join(to_base64(json.dumps(part).encode()) for part in parts)
    first, second = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{signed}.{to_base64(first.to_bytes(32, 'big') + second.to_bytes(32, 'big'))}"


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=salt, info=info).derive(secret)
