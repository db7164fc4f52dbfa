"""The app among the others on a phone: a neutral icon and name, and two words that tell nothing."""

import json
import struct
import zlib
from functools import cache
from math import hypot
from typing import Any, NamedTuple

import pytest

from tests.entries.test_the_letterbox import MAY_BE_READ
from tests.offline.test_what_a_phone_keeps import ALSO
from tests.support.icons import ICONS, IMAGES, PAPER, drawn
from tests.support.world import World
from voice_app.core.actor import Level
from voice_app.offline import routes

Manifest = dict[str, Any]


@pytest.fixture
def manifest(world: World) -> Manifest:
    told: Manifest = world.browse().get("/app.webmanifest").json
    return told


class Picture(NamedTuple):
    """A PNG, opened: each pixel as red, green, blue and how thick it is (0 to 255)."""

    width: int
    rows: list[list[bytes]]

    @property
    def farthest_from_middle(self) -> float:
        """How far the drawing reaches from the middle, as a part of the width."""
        background, middle = self.rows[0][0], (self.width - 1) / 2
        return max(
            hypot(x - middle, y - middle) / self.width
            for y, row in enumerate(self.rows)
            for x, pixel in enumerate(row)
            if pixel != background
        )


@cache
def picture(content: bytes) -> Picture:
    """Open a PNG of 8 bits and four channels (the PNG specification, 9.2: five filters)."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, *kind = struct.unpack(">IIBBBBB", content[16:29])
    assert kind == [8, 6, 0, 0, 0]
    packed, at = b"", 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        if content[at + 4 : at + 8] == b"IDAT":
            packed += content[at + 8 : at + 8 + length]
        at += 12 + length
    lines, size = zlib.decompress(packed), 4 * width
    above, rows = bytes(size), []
    for start in range(0, height * (size + 1), size + 1):
        above = _line(lines[start], lines[start + 1 : start + 1 + size], above)
        rows.append([above[pixel : pixel + 4] for pixel in range(0, size, 4)])
    assert len(rows) == height == width
    return Picture(width, rows)


def _line(how: int, sent: bytes, above: bytes) -> bytes:
    if how == 2 and not any(sent):
        return above
    line = bytearray(sent)
    for at in range(len(line)):
        left, corner = (line[at - 4], above[at - 4]) if at >= 4 else (0, 0)
        guess = left + above[at] - corner
        nearest = min((left, above[at], corner), key=lambda one: abs(guess - one))
        added = (0, left, above[at], (left + above[at]) // 2, nearest)[how]
        line[at] = (line[at] + added) % 256
    return bytes(line)


def test_each_icon_is_the_picture_that_the_manifest_promises(
    world: World, manifest: Manifest
) -> None:
    found = [
        (one["purpose"], one["sizes"], one["type"], world.browse().get(one["src"]))
        for one in manifest["icons"]
    ]

    pictures = [one for one in found if one[2] == "image/png"]
    assert {(purpose, sizes) for purpose, sizes, _, _ in pictures} == {
        ("any", "192x192"),
        ("any", "512x512"),
        ("maskable", "512x512"),
    }
    for _, sizes, kind, answer in found:
        assert (answer.status_code, answer.mimetype) == (200, kind)
        if kind == "image/png":
            width = picture(answer.data).width
            assert sizes == f"{width}x{width}"


def test_nothing_of_the_icon_is_lost_when_a_phone_cuts_it_round(
    world: World, manifest: Manifest
) -> None:
    (cut,) = [one for one in manifest["icons"] if one["purpose"] == "maskable"]
    whole = next(one for one in manifest["icons"] if one["sizes"] == "192x192")
    reach = {
        one["src"]: picture(world.browse().get(one["src"]).data).farthest_from_middle
        for one in (cut, whole)
    }

    # The middle circle, four fifths wide, is all that a phone must leave (W3C manifest).
    assert reach[cut["src"]] <= 0.4
    assert reach[whole["src"]] > 0.4


@pytest.mark.parametrize("name", ICONS)
def test_the_icon_is_drawn_from_the_one_drawing_and_has_no_see_through_edge(name: str) -> None:
    kept = (IMAGES / name).read_bytes()

    assert kept == drawn(*ICONS[name]), "Draw them again: python -m tests.support.icons"
    assert {pixel[3] for row in picture(kept).rows for pixel in row} == {255}


def test_the_paper_of_icon_page_and_moment_before_is_the_same(manifest: Manifest) -> None:
    tokens = (IMAGES.parent / "css" / "tokens.css").read_text("utf-8")

    assert routes.PAPER == PAPER == manifest["background_color"] == manifest["theme_color"]
    assert f'[data-set="fern"] {{ --paper: {PAPER};' in tokens
    assert f'fill="{PAPER}"' in (IMAGES / "icon.svg").read_text("utf-8")
    corner = picture((IMAGES / "icon-192.png").read_bytes()).rows[0][0]
    assert corner == bytes.fromhex(PAPER[1:] + "ff")


def test_the_app_has_the_name_of_the_service_and_opens_on_the_kept_page(
    world: World, manifest: Manifest
) -> None:
    assert (manifest["name"], manifest["short_name"]) == (world.settings.app_name,) * 2
    assert (manifest["start_url"], manifest["scope"]) == ("/page", "/")


def test_two_shortcuts_lead_to_the_empty_page_and_to_the_keys_and_tell_nothing(
    world: World, manifest: Manifest
) -> None:
    phone = world.browse(world.amina, Level.LETTERBOX)

    assert [(one["name"], one["url"]) for one in manifest["shortcuts"]] == [
        ("Write", "/page"),
        ("Open", "/open"),
    ]
    assert {one["name"] for one in manifest["shortcuts"]} <= MAY_BE_READ | ALSO
    assert 'name="words"' in phone.read("/page")
    assert 'name="pin"' in phone.read("/open")
    # On a phone that never joined the keys are not there; it leads to the entrance.
    assert world.browse().get("/open").location == "/"


def test_the_manifest_is_the_same_for_everybody_and_holds_no_word_of_what_it_is_for(
    world: World, manifest: Manifest
) -> None:
    nobodys = world.browse().read("/app.webmanifest")

    for asking in (world.browse(world.amina), world.browse(world.dan)):
        assert asking.read("/app.webmanifest") == nobodys
    said = json.dumps(manifest).lower()
    for word in ("voice", "care", "child", "young", "safe", "social", world.settings.organisation):
        assert word.lower() not in said


def test_an_iphone_finds_an_icon_and_the_name_on_a_young_persons_page(world: World) -> None:
    page = world.browse(world.amina).read("/")

    assert f'name="apple-mobile-web-app-title" content="{world.settings.app_name}"' in page
    start = page.index('rel="apple-touch-icon" href="') + len('rel="apple-touch-icon" href="')
    icon = world.browse().get(page[start : page.index('"', start)])
    assert picture(icon.data).width == 180
