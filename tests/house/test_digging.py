"""The search of a browser's disk finds words however they are packed."""

import gzip
import zlib
from pathlib import Path

import brotli
import pytest

from tests.support.digging import dig, unsnapped

BEFORE, AFTER = b"\x00\x17some other bytes\xff" * 3, b"\x00more\xff" * 9
TEXT = b"a quokka without a number, then one: Quokka42 and so on, and so on"
#: Two literals, and between them a copy of "uokka" from 29 bytes before; the word is never whole.
SNAPPED = (
    bytes([len(TEXT), (38 - 1) << 2])
    + TEXT[:38]
    + bytes([(5 - 4) << 2 | 1, 35])
    + bytes([(len(TEXT) - 43 - 1) << 2])
    + TEXT[43:]
)


def test_the_sample_of_snappy_opens_and_does_not_show_the_word_by_itself():
    assert unsnapped(SNAPPED) == (TEXT, True)
    assert b"uokka42" not in SNAPPED


@pytest.mark.parametrize(
    ("how", "packed"),
    [
        ("", TEXT),
        ("", TEXT.decode().encode("utf-16-le")),
        ("", TEXT.decode().encode("utf-16-be")),
        ("/gzip", gzip.compress(TEXT)),
        ("/zlib", zlib.compress(TEXT)),
        ("/brotli", brotli.compress(TEXT)),
        ("/snappy", SNAPPED),
        ("/gzip/snappy", gzip.compress(SNAPPED)),
        ("/brotli", brotli.compress(TEXT * 300)[:-5]),
        ("/gzip", gzip.compress(TEXT)[:-9]),
    ],
)
def test_a_word_is_found_with_how_it_was_packed_in_the_middle_of_a_file(
    tmp_path: Path, how: str, packed: bytes
):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "file").write_bytes(BEFORE + packed + AFTER)

    assert f"below/file {how}".strip() in dig(tmp_path, "quokka")["quokka42"]


def test_other_words_and_the_beginning_alone_are_not_found(tmp_path: Path):
    (tmp_path / "file").write_bytes(BEFORE + gzip.compress(b"quokka quokka4 wombat42") + AFTER)

    assert dig(tmp_path, "quokka") == {}
