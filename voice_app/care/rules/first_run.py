"""The first run on a phone: one idea a screen, forward and back."""

#: What is read: who can see, what must be passed on, that a court could ask, that no is fine.
READING = ("see", "tell", "ask", "no")
#: What is chosen, each kept at once, so that going back loses nothing.
CHOOSING = ("language", "name", "paper")
LAST = "pin"

#: The most words on a screen that is read, heading and buttons included.
MOST_WORDS = 60

PAPERS = ("fern", "tide", "heather", "pad", "rose", "plain")
#: Light, dark, or as the phone is.
THEMES = ("", "light", "dark")

#: Languages that young people may say they write in, whether or not the screens speak them.
LANGUAGES = (
    "en_GB",
    "cy",
    "am",
    "ar",
    "bn",
    "ckb",
    "es",
    "fa",
    "fr",
    "pl",
    "ps",
    "pt",
    "ro",
    "so",
    "sq",
    "ti",
    "tr",
    "uk",
    "ur",
    "vi",
    "zh",
)


def steps(*, is_first: bool) -> tuple[str, ...]:
    """The screens in their order; somebody who has read them only chooses a PIN again."""
    return (*READING, *CHOOSING, LAST) if is_first else (LAST,)


def before(step: str, *, is_first: bool) -> str | None:
    """The screen that "Back" leads to, or None on the first."""
    order = steps(is_first=is_first)
    place = order.index(step)
    return order[place - 1] if place else None


def after(step: str, *, is_first: bool) -> str | None:
    """The screen that comes next, or None after the last."""
    order = steps(is_first=is_first)
    place = order.index(step) + 1
    return order[place] if place < len(order) else None
