"""A code to photograph is drawn as squares that a reader can read."""

import re

import segno

from voice_app.web.qr import QUIET_ZONE, drawn


def test_the_dark_squares_are_those_of_the_code() -> None:
    text = "https://notes.example/join#ACDEFGHJ"

    code = drawn(text)

    matrix = segno.make_qr(text, error="q").matrix
    squares = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", code.path)}
    assert code.size == len(matrix) + 2 * QUIET_ZONE
    assert squares == {
        (x + QUIET_ZONE, y + QUIET_ZONE)
        for y, row in enumerate(matrix)
        for x, dark in enumerate(row)
        if dark
    }
