"""Browsers that are told, push services that listen, and words that give a reason to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from tests.support.world import Someone, World
from voice_app.core.database import Database
from voice_app.notices import service
from voice_app.notices.models import Notice, NoticeTarget, TargetKind
from voice_app.notices.rules import Topic, push
from voice_app.notices.service import Report
from voice_app.notices.service.posting import Reply

HOST = "https://fcm.googleapis.com"
TEXT = "You have a message"


@dataclass
class Told:
    """Somebody's browser: its address at the push service and the keys that it keeps."""

    endpoint: str
    private: ec.EllipticCurvePrivateKey
    auth: bytes
    target_id: UUID

    @property
    def public(self) -> bytes:
        return push.point_of(self.private)


@dataclass
class PushService:
    """A push service in the test's hands: what came, and what it answers."""

    answers: Callable[[str], Reply] = lambda _: Reply(201)
    came: list[tuple[str, bytes, Mapping[str, str]]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, address: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        with self._lock:
            self.came.append((address, body, headers))
        return self.answers(address)


def browser_of(
    world: World, who: Someone, *, device_id: UUID | None = None, endpoint: str = ""
) -> Told:
    """This person asks to be told in a browser of theirs."""
    private, auth = ec.generate_private_key(ec.SECP256R1()), uuid4().bytes
    endpoint = endpoint or f"{HOST}/fcm/send/{uuid4()}"
    actor = world.actor(who)
    if device_id is not None:
        actor = type(actor)(person_id=who.id, role=who.role, level=actor.level, device_id=device_id)
    with world.writing() as session:
        row = service.tell_browser(
            session,
            actor=actor,
            endpoint=endpoint,
            p256dh=push.to_base64(push.point_of(private)),
            auth=push.to_base64(auth),
            now=world.now,
        )
        return Told(endpoint, private, auth, row.id)


def tell(
    world: World, who: Someone, topic: Topic = Topic.ANSWER, about: UUID | None = None
) -> UUID:
    """There is something for this person."""
    about = about or uuid4()
    with world.writing() as session:
        service.tell(session, people=[who.id], topic=topic, about_id=about, now=world.now)
    return about


def send(
    world: World, push_service: PushService | None = None, *, database: Database | None = None
) -> tuple[PushService, Report]:
    """One run of the jobs."""
    post = push_service or PushService()
    courier = service.push_courier(
        (database or world.database).vault, text=TEXT, contact="https://localhost", post=post
    )
    report = service.send_due(
        database or world.database, couriers={TargetKind.PUSH: courier}, clock=lambda: world.now
    )
    return post, report


def waiting(world: World, who: Someone | None = None) -> list[datetime]:
    """When what is not sent yet may go."""
    query = select(Notice.send_at).where(Notice.done_at.is_(None)).order_by(Notice.send_at)
    with world.reading() as session:
        return list(session.scalars(query.where(Notice.person_id == who.id) if who else query))


def targets(world: World, who: Someone) -> list[UUID]:
    """Where this person is told."""
    with world.reading() as session:
        query = select(NoticeTarget.id).where(NoticeTarget.person_id == who.id)
        return list(session.scalars(query))
