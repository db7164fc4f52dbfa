"""What a keyworker's screen shows while a phone joins."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from voice_app.care.pages.pictures import Picture, pictures
from voice_app.care.queries.joining import Offered
from voice_app.care.rules.joining import JoinState, readable
from voice_app.web.qr import Qr, drawn


@dataclass(frozen=True)
class Shown:
    """One moment of the joining, ready to draw."""

    called: str
    state: JoinState | None
    code_id: UUID | None
    address: str
    code: str
    qr: Qr | None
    pictures: list[Picture]
    is_contested: bool
    has_first_run: bool
    confirm_by: datetime | None


def shown(offer: Offered, *, address: str) -> Shown:
    """The code and its picture while it is on offer, then the three drawings to compare.

    Args:
        address: where a phone gives the code. In the QR code the code follows after "#",
            which no browser sends to a server, so it never stands in a log.
    """
    is_offered = offer.state is JoinState.OFFERED
    return Shown(
        called=offer.called,
        state=offer.state,
        code_id=offer.code_id,
        address=address,
        code=readable(offer.code) if is_offered else "",
        qr=drawn(f"{address}#{offer.code}") if is_offered else None,
        pictures=pictures(offer.pictures) if offer.state is JoinState.CLAIMED else [],
        is_contested=offer.is_contested,
        has_first_run=offer.has_first_run,
        confirm_by=offer.confirm_by,
    )
