"""Static files: read once, put together, named by their contents and compressed before anyone asks.

A name that holds the hash of what it stands for never needs to be asked for twice, so every
file may be kept for a year. The style sheet is one request: its parts are put together here,
in the order of the `@import` lines of `static/css/app.css`.
"""

import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import brotli

MIMETYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}

#: Kinds that are not yet compressed by their own format.
COMPRESSIBLE = frozenset({".css", ".js", ".json", ".svg", ".txt", ".webmanifest"})

#: Below this size (bytes) a compressed copy is hardly smaller.
WORTH_COMPRESSING = 200

BUNDLE = "app.css"

_IMPORT = re.compile(r'@import url\("(?P<name>[\w.-]+)"\) layer\((?P<layer>\w+)\);')
_ADDRESS = re.compile(r'url\("\.\./(?P<name>[\w./-]+)"\)')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,])\s*")


@dataclass(frozen=True)
class Asset:
    """One file as it is sent, and its compressed twins."""

    version: str
    mimetype: str
    plain: bytes
    by_encoding: dict[str, bytes]


class Assets:
    """Every static file, in memory, under an address that changes when the file does."""

    def __init__(self, folder: Path) -> None:
        self._by_name: dict[str, Asset] = {}
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.suffix in MIMETYPES
        }
        scripts = {name for name in files if name.startswith("js/")}
        # Modules import each other by relative address, so they share one version.
        tree = _version(part for name in sorted(scripts) for part in (name.encode(), files[name]))
        for name, body in files.items():
            if not name.startswith("css/"):
                self._keep(name, body, tree if name in scripts else _version([body]))
        bundle = self._put_together(folder / "css").encode()
        self._keep(BUNDLE, bundle, _version([bundle]))

    def url(self, name: str) -> str:
        """The address of a file, such as `app.css` or `js/leave.js`.

        Raises:
            KeyError: there is no such file.
        """
        return f"/s/{self._by_name[name].version}/{name}"

    def respond(
        self, version: str, name: str, accept_encoding: str
    ) -> tuple[bytes, str, str | None] | None:
        """Body, type and encoding (None: as it is), or None when nothing has this address."""
        asset = self._by_name.get(name)
        if asset is None or asset.version != version:
            return None
        accepted = set(_accepted(accept_encoding))
        for encoding, body in asset.by_encoding.items():
            if encoding in accepted:
                return body, asset.mimetype, encoding
        return asset.plain, asset.mimetype, None

    def _keep(self, name: str, body: bytes, version: str) -> None:
        suffix = Path(name).suffix
        compressed: dict[str, bytes] = {}
        if suffix in COMPRESSIBLE and len(body) >= WORTH_COMPRESSING:
            compressed = _compressed(body)
        self._by_name[name] = Asset(version, MIMETYPES[suffix], body, compressed)

    def _put_together(self, css: Path) -> str:
        manifest = (css / BUNDLE).read_text(encoding="utf-8")

        def part(found: re.Match[str]) -> str:
            text = (css / found["name"]).read_text(encoding="utf-8")
            return f"@layer {found['layer']}{{{text}}}"

        return self._with_addresses(_squeezed(_IMPORT.sub(part, manifest)))

    def _with_addresses(self, text: str) -> str:
        """The sheet with `../fonts/x` turned into the versioned address next to its own."""

        def address(found: re.Match[str]) -> str:
            name = found["name"]
            return f'url("../{self._by_name[name].version}/{name}")'

        return _ADDRESS.sub(address, text)


@cache
def _compressed(body: bytes) -> dict[str, bytes]:
    # Once in a process: the hardest setting takes a moment, and tests make many apps.
    return {
        "br": cast(bytes, brotli.compress(body, quality=11)),
        "gzip": gzip.compress(body, 9, mtime=0),
    }


def _version(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:12]


def _squeezed(css: str) -> str:
    """The same sheet without comments and needless spaces."""
    return _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", css))).strip()


def _accepted(header: str) -> Iterator[str]:
    """The encodings a browser takes; one with `q=0` is refused."""
    for item in header.lower().split(","):
        encoding, _, quality = item.partition(";")
        if quality.replace(" ", "").rstrip("0.") != "q=":
            yield encoding.strip()
