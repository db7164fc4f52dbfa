"""What travels: the same bytes long for every event, opened only by the browser it is for."""

import hashlib
import hmac
import json
import ssl
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.notices.telling import TEXT, Told, browser_of, send, tell
from tests.support.world import World
from voice_app.notices.rules import Topic, push
from voice_app.notices.service.posting import post_to


def decode(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def expand(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF of one block, as RFC 5869 writes it."""
    extracted = hmac.new(salt, key, hashlib.sha256).digest()
    return hmac.new(extracted, info + b"\x01", hashlib.sha256).digest()[:length]


def opened(body: bytes, private: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """What a browser makes of a push: from RFC 8291 and 8188, sharing nothing with ours."""
    salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
    theirs, sealed = body[21 : 21 + length], body[21 + length :]
    assert length == 65
    assert len(sealed) <= size
    public = private.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    shared = private.exchange(ec.ECDH(), sender)
    secret = expand(shared, auth, b"WebPush: info\x00" + public + theirs, 32)
    key = expand(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = expand(secret, salt, b"Content-Encoding: nonce\x00", 12)
    plain = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\x00")
    assert plain[-1:] == b"\x02"
    return plain[:-1]


def test_the_reading_of_these_tests_opens_the_example_of_the_standard() -> None:
    number = int.from_bytes(decode("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big")
    private = ec.derive_private_key(number, ec.SECP256R1())
    body = decode(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
        "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
        "lcy4a-fN"
    )

    plain = opened(body, private, decode("BTBZMqHH6r4Tts7J_aSIgg"))

    assert plain == b"When I grow up, I want to be a watermelon"


def told_of(world: World, topic: Topic) -> tuple[Told, bytes, dict[str, str]]:
    asked = browser_of(world, world.joy)
    tell(world, world.joy, topic)
    service, _ = send(world)
    body, headers = next((body, dict(h)) for to, body, h in service.came if to == asked.endpoint)
    return asked, body, headers


def test_every_event_says_the_same_in_as_many_bytes(world: World) -> None:
    told = [told_of(world, topic) for topic in Topic]

    assert {opened(body, asked.private, asked.auth) for asked, body, _ in told} == {
        json.dumps({"text": TEXT}).encode()
    }
    assert len({len(body) for _, body, _ in told}) == 1
    shown = {
        tuple(sorted((name, text) for name, text in headers.items() if name != "Authorization"))
        for _, _, headers in told
    }
    assert len(shown) == 1


@pytest.mark.parametrize(
    "text", ["You have a message", "Mae gennych neges", "لديك رسالة", "有一条消息"]
)
def test_every_language_is_as_long(text: str) -> None:
    assert len(push.message(text)) == len(push.message(TEXT))


def test_a_text_that_would_be_longer_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        push.message("You have a message " * 20)


def test_another_browser_cannot_open_it(world: World) -> None:
    asked, body, _ = told_of(world, Topic.ANSWER)
    other = browser_of(world, world.dan)

    with pytest.raises(InvalidTag):
        opened(body, other.private, asked.auth)
    with pytest.raises(InvalidTag):
        opened(body, asked.private, other.auth)


def test_the_push_service_learns_who_sends_and_no_more(world: World) -> None:
    _, _, headers = told_of(world, Topic.ALERT)

    kind, _, rest = headers["Authorization"].partition(" ")
    token, key = (part.strip().partition("=")[2] for part in rest.split(","))
    head, claims, signature = token.split(".")
    said = json.loads(decode(claims))
    assert (kind, json.loads(decode(head))["alg"]) == ("vapid", "ES256")
    assert said["aud"] == "https://fcm.googleapis.com"
    assert timedelta() < datetime.fromtimestamp(said["exp"], UTC) - world.now <= timedelta(hours=24)
    assert set(said) == {"aud", "exp", "sub"}
    raw = decode(signature)
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(key)).verify(
        encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")),
        f"{head}.{claims}".encode(),
        ec.ECDSA(hashes.SHA256()),
    )


def test_the_key_of_the_service_stays_the_same_and_is_in_the_keyring_only(world: World) -> None:
    from voice_app.notices import service

    key = service.public_key(world.database.vault)

    assert key == service.public_key(world.database.vault)
    assert len(decode(key)) == 65
    assert world.database.vault.keyring.versions("push-signing")


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [("", ""), ("AAAA", "AAAA"), ("B" + "A" * 86, "A" * 22), ("not base64!", "A" * 22)],
)
def test_keys_that_are_no_keys_are_refused(p256dh: str, auth: str) -> None:
    with pytest.raises(push.NotABrowser):
        push.Browser.from_text("https://fcm.googleapis.com/x", p256dh, auth)


class Listening(BaseHTTPRequestHandler):
    """A push service that answers that somebody is not there, and leads elsewhere when asked to."""

    came: list[tuple[str, bytes, str]] = []  # noqa: RUF012  one server, one list

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.came.append((self.path, body, self.headers["Content-Encoding"]))
        self.send_response(302 if "elsewhere" in self.path else 429)
        self.send_header("Location", "https://localhost:1/")
        self.send_header("Retry-After", "120")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[tuple[str, ssl.SSLContext]]:
    """A push service on this machine, and how to trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "push.pem"
    pem.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    server = HTTPServer(("127.0.0.1", 0), Listening)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(pem)
    server.socket = own.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    Listening.came.clear()
    yield (
        f"https://127.0.0.1:{server.server_port}",
        ssl.create_default_context(cadata=pem.read_text()),
    )
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_push_is_posted_over_tls_and_the_answer_read(
    listening: tuple[str, ssl.SSLContext],
) -> None:
    address, trusted = listening

    reply = post_to(
        f"{address}/a?b=c", b"\x00sealed", {"Content-Encoding": "aes128gcm"}, context=trusted
    )

    assert (reply.status, reply.retry_after) == (429, "120")
    assert Listening.came == [("/a?b=c", b"\x00sealed", "aes128gcm")]


def test_an_answer_that_leads_elsewhere_is_not_followed(
    listening: tuple[str, ssl.SSLContext],
) -> None:
    address, trusted = listening

    assert (
        post_to(f"{address}/elsewhere", b"", {"Content-Encoding": ""}, context=trusted).status
        == 302
    )
    assert len(Listening.came) == 1


def test_a_push_service_that_nobody_vouches_for_is_not_spoken_to(
    listening: tuple[str, ssl.SSLContext],
) -> None:
    address, _ = listening

    with pytest.raises(ssl.SSLCertVerificationError):
        post_to(address, b"", {})
    assert Listening.came == []
