"""Icons and faces: drawn once at the end of a page, and only those the page uses.

This is the one place that prints markup of its own making. Names come from templates and are
looked up in the drawings; nothing a person wrote is ever put into it.
"""

import re
from dataclasses import dataclass
from functools import cache

from flask import Flask, g
from markupsafe import Markup, escape

from voice_app.config import RESOURCES

HAIR = ("mid", "short", "long", "curls", "scarf")

#: Icons that point along the line of reading, so they turn round in right-to-left pages.
DIRECTED = frozenset({"i-back", "i-fwd", "i-leave"})

_SYMBOL = re.compile(r'<symbol id="(?P<id>[\w-]+)".*?</symbol>', re.DOTALL)
_NEEDS = re.compile(r'href="#(?P<id>[\w-]+)"')


@dataclass(frozen=True)
class Symbol:
    """One drawing, and the drawings it is made of."""

    text: str
    needs: frozenset[str]


@cache
def drawings() -> dict[str, Symbol]:
    """All drawings by id, read once."""
    found: dict[str, Symbol] = {}
    for name in ("icons.svg", "faces.svg"):
        svg = (RESOURCES / "static" / "images" / name).read_text(encoding="utf-8")
        for match in _SYMBOL.finditer(svg):
            needs = frozenset(need["id"] for need in _NEEDS.finditer(match[0]))
            found[match["id"]] = Symbol(match[0], needs)
    return found


def icon(name: str, label: str | None = None) -> Markup:
    """An icon (`home`) or the shape of a state (`s-yes`). Silent unless it has a label.

    Raises:
        KeyError: there is no such drawing.
    """
    symbol = _used(name if name.startswith("s-") else f"i-{name}")
    turned = " icon--directed" if symbol in DIRECTED else ""
    return _svg(f"icon{turned}", [("", symbol)], label)


def face(
    name: str, picked: bool = False, pickable: bool = False, label: str | None = None
) -> Markup:
    """A face by its feeling (`fed_up` or `fed-up`). Picked: the marker lies behind it.

    A pickable face carries the marker too; the style sheet shows it while its box is ticked.

    Raises:
        KeyError: there is no such drawing.
    """
    uses = [("", _used("f-" + name.replace("_", "-")))]
    if picked or pickable:
        uses.insert(0, ("face__marker", _used("f-blob")))
    return _svg("face face--picked" if picked else "face", uses, label)


def swipe() -> Markup:
    """The marker stretched behind a block."""
    symbol = _used("swipe")
    return Markup(  # noqa: S704  a fixed text
        '<svg class="swipe" preserveAspectRatio="none" viewBox="0 0 100 100" aria-hidden="true">'
        f'<use href="#{symbol}"/></svg>'
    )


def symbols() -> Markup:
    """The drawings this page has used so far, for its end. Hair is the one chosen on `g.hair`."""
    known = drawings()
    used: set[str] = set(g.get("symbols", ()))
    for symbol in list(used):
        used |= known[symbol].needs
    texts = [
        _with_hair(known) if symbol == "hair" else known[symbol].text for symbol in sorted(used)
    ]
    if not texts:
        return Markup("")
    return Markup(  # noqa: S704  our own drawings, read from the static files
        '<svg class="symbols" width="0" height="0" aria-hidden="true">' + "".join(texts) + "</svg>"
    )


def install(app: Flask) -> None:
    """Give every template `icon`, `face`, `swipe` and `symbols`."""
    drawings()
    app.jinja_env.globals.update(icon=icon, face=face, swipe=swipe, symbols=symbols)


def _with_hair(known: dict[str, Symbol]) -> str:
    hair = g.get("hair", "mid")
    if hair == "mid" or hair not in HAIR:
        return known["hair"].text
    return known[f"hair-{hair}"].text.replace(f'id="hair-{hair}"', 'id="hair"', 1)


def _used(symbol: str) -> str:
    """Note that this page needs a drawing."""
    if symbol not in drawings():
        raise KeyError(symbol)
    if "symbols" not in g:
        g.symbols = set()
    g.symbols.add(symbol)
    return symbol


def _svg(css_class: str, uses: list[tuple[str, str]], label: str | None) -> Markup:
    role = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    box = "0 0 64 64" if css_class.startswith("face") else "0 0 24 24"
    drawn = "".join(
        f'<use class="{part}" href="#{symbol}"/>' if part else f'<use href="#{symbol}"/>'
        for part, symbol in uses
    )
    return Markup(  # noqa: S704  names are looked up in our drawings, the label is escaped
        f'<svg class="{css_class}" viewBox="{box}" {role}>{drawn}</svg>'
    )
