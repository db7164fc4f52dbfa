"""When a notice may be sent, when again, and to which hosts. Pure, and without a clock."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from voice_app.core.actor import BY_PASSPHRASE, Role
from voice_app.core.clock import LONDON, london

#: When nobody is told, unless they say otherwise (clock time in London).
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
#: How long one runner has a notice in hand before another may take it.
LEASE = timedelta(minutes=2)
#: The first pause after a push service was too busy; each one is twice as long.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
#: A notice that could not be sent so often is given up; what it tells of is there all the same.
MOST_TRIES = 12
#: Notices that went are kept this long, so that nothing is told twice.
KEPT_FOR = timedelta(days=30)

#: The push services of the browsers in use. Anything else could be a machine of our own network.
PUSH_HOSTS = frozenset({"fcm.googleapis.com", "web.push.apple.com"})
PUSH_DOMAINS = (".push.services.mozilla.com", ".notify.windows.com", ".push.apple.com")
LONGEST_ENDPOINT = 2000


class Topic(StrEnum):
    """What a notice tells of. It decides when it goes, and never what it says."""

    ANSWER = "answer"
    HEARD = "heard"
    LETTER = "letter"
    PREVIEW = "preview"
    WORDS = "words"
    ALERT = "alert"
    TO_SIGN = "to_sign"
    RELEASED = "released"


#: Told at once, at any hour.
URGENT = frozenset({Topic.ALERT})


def may_have_mail(role: Role) -> bool:
    """May somebody be told by e-mail? A young person never: who reads it is not in their hands."""
    return role in BY_PASSPHRASE


def send_at(topic: Topic, now: datetime, quiet: tuple[time, time]) -> datetime:
    """When a notice may go: now, or when the quiet hours end (an instant; now is one too)."""
    return now if topic in URGENT else after_quiet(now, *quiet)


def after_quiet(now: datetime, starts: time, ends: time) -> datetime:
    """This instant, or the end of the quiet hours that it falls into.

    Args:
        starts, ends: clock times in London; they may go past midnight. The same twice: never quiet.
    """
    wall = london(now)
    clock = wall.time().replace(fold=0)
    is_quiet = starts <= clock < ends if starts <= ends else clock >= starts or clock < ends
    if not is_quiet:
        return now
    day = wall.date() if clock < ends else wall.date() + timedelta(days=1)
    return datetime.combine(day, ends, LONDON).astimezone(now.tzinfo)


def pause_after(tries: int, asked_for: timedelta | None = None) -> timedelta:
    """How long to wait after this many tries; longer when the push service asks for it."""
    doubled = FIRST_PAUSE * (1 << min(max(tries - 1, 0), 20))
    return min(max(doubled, asked_for or FIRST_PAUSE), LONGEST_PAUSE)


def is_push_host(endpoint: str) -> bool:
    """Is this an address at one of the known push services, and nothing disguised as one?"""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint
    is_known = host in PUSH_HOSTS or host.endswith(PUSH_DOMAINS)
    return (
        plain
        and len(endpoint) <= LONGEST_ENDPOINT
        and parts.scheme == "https"
        and is_known
        and port in (None, 443)
        and parts.username is None
        and parts.password is None
    )
