"""The icons of the installed app, drawn from `static/images/icon.svg`.

`python -m tests.support.icons` draws them again; the suite fails when they are not up to date.
"""

from pathlib import Path
from typing import Any, cast

import typst

from tests.support.system import ROOT

IMAGES = ROOT / "static" / "images"
#: The paper of the icon, so that no edge of it shows (the same as in the drawing).
PAPER = "#ebf6ed"
#: Each file: how wide it is (pixels), and how much of it the drawing takes. Phones cut a round
#: shape out of the last one, four fifths wide; nothing of the drawing may be lost then.
ICONS = {
    "icon-180.png": (180, 1.0),
    "icon-192.png": (192, 1.0),
    "icon-512.png": (512, 1.0),
    "icon-cut-512.png": (512, 0.8),
}


def drawn(size: int, part: float) -> bytes:
    """One icon as PNG, without anything in it that tells when or where it was drawn."""
    page = f"""
      #set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: rgb("{PAPER}"))
      #place(center + horizon, image("icon.svg", width: {part:.0%}))
    """
    how: dict[str, Any] = {"format": "png", "ppi": 72, "root": IMAGES}
    return cast("bytes", typst.compile(page.encode(), **how))


def write(folder: Path = IMAGES) -> None:
    """Draw all of them."""
    for name, (size, part) in ICONS.items():
        (folder / name).write_bytes(drawn(size, part))


if __name__ == "__main__":
    write()
