"""The three pictures on both screens, each with a word for whoever cannot see it."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

# NOTE: names of small drawings that two people compare, one plain word each.
WORDS = {
    "star": _l("Star"),
    "sun": _l("Sun"),
    "cloud": _l("Cloud"),
    "home": _l("House"),
    "phone": _l("Phone"),
    "clock": _l("Clock"),
    "pen": _l("Pen"),
    "cal": _l("Calendar"),
    "eye": _l("Eye"),
    "print": _l("Printer"),
    "lock": _l("Lock"),
    "mic": _l("Microphone"),
}


@dataclass(frozen=True)
class Picture:
    """One drawing and its word."""

    icon: str
    word: str


def pictures(names: str) -> list[Picture]:
    """The pictures of a code, in their order."""
    return [Picture(name, str(WORDS[name])) for name in names.split()]
