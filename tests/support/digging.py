"""A search of everything that a browser left on the disk, packed or not.

Words are looked for as they are (UTF-8) and as browsers keep them in memory (UTF-16, both ways
round). At every offset of every file a gzip, zlib, brotli or snappy stream may begin; each is
opened as far as it goes, and what is in it is searched the same way.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path

import brotli

#: What one stream may hold (bytes); ours hold far less.
MOST = 4_000_000
#: Streams within streams: a value packed by itself, in a packed block of a database.
DEEPEST = 2
#: Of fewer bytes we do not believe that they were a stream.
LEAST = 64
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
GZIP = re.compile(rb"\x1f\x8b\x08")
ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
#: A snappy stream: its length in 7-bit groups (8 to 4194303), then a literal, never a copy.
SNAPPY = re.compile(
    rb"(?=(?:[\x08-\x7f]|[\x80-\xff][\x01-\x7f]|[\x80-\xff]{2}[\x01-\x7f])[\x00-\xf4])"
)
#: Anywhere but in what fills files that are longer than what is in them.
ANYWHERE = re.compile(rb"(?!\x00{16})(?=.)", re.DOTALL)
#: Most of what is tried breaks within the first bytes, so little is fed at first (bytes).
FIRST, STEP = 12, 512
BROKEN = (zlib.error, brotli.error)

#: Where a word was found: the file, below the folder, and what was opened on the way.
Found = dict[str, set[str]]
#: What was opened, and whether it may well be a stream: then streams are looked for in it too.
Opened = tuple[bytes, bool]
#: Takes some of what is packed, and gives what comes of it.
Feed = Callable[[bytes], bytes]


def dig(folder: Path, beginning: str) -> Found:
    """Every word that is `beginning` and two digits, with where it lies.

    Args:
        beginning: ASCII letters in lower case; the search takes no notice of case.
    """
    found: Found = defaultdict(set)
    wanted = re.compile(rb"|".join(_spelt(beginning)), re.IGNORECASE)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            for word, how in _words_in(path.read_bytes(), wanted):
                found[word].add(f"{path.relative_to(folder)} {how}".strip())
    return dict(found)


def _spelt(beginning: str) -> Iterator[bytes]:
    """The word as bytes, once in each encoding, as patterns."""
    for encoding in ENCODINGS:
        digit = b"".join(
            b"[0-9]" if byte == ord("0") else b"\\x00" for byte in "0".encode(encoding)
        )
        yield re.escape(beginning.encode(encoding)) + digit * 2


def _words_in(
    content: bytes, wanted: re.Pattern[bytes], how: str = ""
) -> Iterator[tuple[str, str]]:
    for match in wanted.finditer(content):
        yield match[0].replace(b"\0", b"").decode().lower(), how
    for kind, begins, opens in OPENING:
        if how and kind == "brotli":
            continue  # Nobody packs that into another stream, and it may begin anywhere.
        for match in begins.finditer(content):
            opened, is_whole = opens(content, match.start())
            inside = f"{how}/{kind}"
            if is_whole and inside.count("/") < DEEPEST:
                yield from _words_in(opened, wanted, inside)
            else:
                for found in wanted.finditer(opened):
                    yield found[0].replace(b"\0", b"").decode().lower(), inside


def _unpacked(start: Callable[[], Feed], content: bytes, at: int) -> Opened:
    """As much as can be opened, also of a stream that is broken, or followed by something else."""
    opened, feed, good = b"", start(), at
    try:
        for size in (FIRST, *repeat(STEP, (len(content) - at) // STEP + 1)):
            opened += feed(content[good : good + size])
            good += size
            if len(opened) > MOST or _leads_nowhere(opened, good - at, content):
                break
    except BROKEN:
        if good > at:
            opened = _to_the_last_byte(start(), content[at:good], content[good : good + STEP])
    return opened, len(opened) >= LEAST


def _leads_nowhere(opened: bytes, fed: int, content: bytes) -> bool:
    """Does it give nothing for long, or only repeat what stands there?"""
    return len(opened) < fed // STEP if fed <= FIRST + STEP else opened[:LEAST] in content


def _to_the_last_byte(feed: Feed, good: bytes, rest: bytes) -> bytes:
    """What a step gives up to the very byte that broke it."""
    opened = feed(good)
    try:
        for at in range(len(rest)):
            opened += feed(rest[at : at + 1])
    except BROKEN:
        pass
    return opened


def _gunzipped(content: bytes, at: int) -> Opened:
    return _unpacked(lambda: zlib.decompressobj(31).decompress, content, at)


def _inflated(content: bytes, at: int) -> Opened:
    return _unpacked(lambda: zlib.decompressobj(15).decompress, content, at)


def _unbrotlied(content: bytes, at: int) -> Opened:
    opened, _ = _unpacked(lambda: brotli.Decompressor().process, content, at)
    return opened, False  # Too much opens by chance, and pages hold nothing packed.


def unsnapped(content: bytes, at: int = 0) -> Opened:
    """As much of a snappy stream as can be opened; nothing when it only repeats what stands there.

    Ours, because libraries want to know where a stream ends, and refuse one that is broken.
    Source: google/snappy, format_description.txt.
    """
    length, shift = 0, 0
    while content[at] & 0x80:
        length |= (content[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    length |= content[at] << shift
    at += 1
    opened, was_literal, has_copies = bytearray(), False, False
    while len(opened) < length and at < len(content):
        if content[at] & 3 == 0:
            size, at = _literal_at(content, at)
            # Two in a row are only where a piece of 64 KB ends, or by chance.
            by_chance = was_literal and len(opened) % 65_536
            if by_chance or size > length - len(opened) or at + size > len(content):
                break
            opened += content[at : at + size]
            at, was_literal = at + size, True
        else:
            size, back, at = _copy_at(content, at)
            if not 0 < back <= len(opened):
                break
            for _ in range(size):  # byte by byte: it may repeat what it has just copied
                opened.append(opened[-back])
            was_literal, has_copies = False, True
    return (bytes(opened), len(opened) == length) if has_copies else (b"", False)


def _literal_at(content: bytes, at: int) -> tuple[int, int]:
    """How many bytes follow as they are, and from where."""
    size = (content[at] >> 2) + 1
    more = max(0, size - 60)  # a long number follows the tag
    if more:
        size = int.from_bytes(content[at + 1 : at + 1 + more], "little") + 1
    return size, at + 1 + more


def _copy_at(content: bytes, at: int) -> tuple[int, int, int]:
    """How many bytes are copied, from how far back, and where what follows begins."""
    tag = content[at]
    if tag & 3 == 1:  # 4 to 11 bytes; three bits of how far back are in the tag
        back = (tag >> 5) << 8 | int.from_bytes(content[at + 1 : at + 2], "little")
        return 4 + (tag >> 2 & 7), back, at + 2
    wide = 2 if tag & 3 == 2 else 4
    back = int.from_bytes(content[at + 1 : at + 1 + wide], "little")
    return (tag >> 2) + 1, back, at + 1 + wide


#: What may be packed, how it begins, and what opens it.
OPENING: tuple[tuple[str, re.Pattern[bytes], Callable[[bytes, int], Opened]], ...] = (
    ("gzip", GZIP, _gunzipped),
    ("zlib", ZLIB, _inflated),
    ("snappy", SNAPPY, unsnapped),
    ("brotli", ANYWHERE, _unbrotlied),
)
