"""A mast: the app at an address of this machine, with or without https, whose signal can be cut."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tests.support.live import usual_port
from tests.support.world import World

#: An app as servers call it.
Served = Callable[..., Any]


class Quiet(WSGIRequestHandler):
    """Answers one question for each connection, so that nothing lives on when the signal goes."""

    protocol_version = "HTTP/1.0"

    def log(self, *_: Any) -> None:
        """Say nothing of what was asked."""


class Mast:
    """A server that a test can take away and bring back at the same address."""

    app: Served

    def __init__(self, port: int, certificate: Path | None) -> None:
        self.port, self.certificate = port, certificate
        self.address = f"{'https' if certificate else 'http'}://localhost:{port}"
        self._server: BaseWSGIServer | None = None

    def up(self) -> None:
        """There is a signal from now on."""
        context = None
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
        self._server = make_server(
            "localhost",
            self.port,
            self.app,
            threaded=True,
            request_handler=Quiet,
            ssl_context=context,
        )
        Thread(target=self._server.serve_forever, args=(0.02,), name="mast", daemon=True).start()

    def down(self) -> None:
        """No signal from now on: whoever asks is refused at once."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@contextmanager
def standing(
    world: World,
    folder: Path,
    *,
    secure: bool = True,
    through: Callable[[Served], Served] = lambda app: app,
) -> Iterator[Mast]:
    """This world's app, with a signal, for as long as the block lasts.

    Args:
        folder: where the certificate is kept that a browser must be told to trust.
        through: what stands between the app and the network, to take something away.
    """
    port = usual_port()
    mast = Mast(port, certificate_in(folder) if secure else None)
    world.settings = replace(world.settings, public_url=mast.address)
    mast.app = through(world.app)
    mast.up()
    try:
        yield mast
    finally:
        mast.down()


def certificate_in(folder: Path) -> Path:
    """A certificate of a day for localhost, signed by nobody else, and its key, in one file."""
    path = folder / "localhost.pem"
    if path.exists():
        return path
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=12))
        .not_valid_after(now + timedelta(hours=12))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    written = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + written)
    return path
