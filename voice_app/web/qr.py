"""QR codes as plain shapes, for a template to draw without a script, a style or a picture file."""

from dataclasses import dataclass

import segno

#: Light squares around the code; a reader needs four to find its edge.
QUIET_ZONE = 4


@dataclass(frozen=True)
class Qr:
    """A code drawn in squares: how many on each side, and the dark ones as one SVG path."""

    size: int
    path: str


def drawn(text: str) -> Qr:
    """The code for a text. A quarter of it may be covered and it still reads."""
    rows = list(segno.make_qr(text, error="q").matrix_iter(border=QUIET_ZONE))
    squares = [
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    ]
    return Qr(len(rows), "".join(squares))
