"""E-mail to colleagues who asked: the same for every event, through the service's own server."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest

from tests.notices.telling import TEXT, targets, tell, waiting
from tests.sharing.telling import opened_door, released
from tests.support.world import World
from voice_app.cli.running import refuse_unsafe
from voice_app.config import Settings
from voice_app.core.errors import Refused
from voice_app.notices import service
from voice_app.notices.models import NoticeTarget, TargetKind
from voice_app.notices.rules import Topic
from voice_app.notices.service import Report


@dataclass
class Post:
    """A mail server in the test's hands, as small as RFC 5321 lets it be."""

    port: int = 0
    letters: list[Message] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    refuses: bytes = b""


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server on this machine."""
    server_of = Post()

    class Speaks(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                server_of.said.append(line.decode().strip())
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    body = b""
                    while (part := self.rfile.readline()) != b".\r\n":
                        body += part
                    server_of.letters.append(message_from_bytes(body, policy=default))
                    self.wfile.write(b"250 taken\r\n")
                elif word == b"RCPT" and server_of.refuses:
                    self.wfile.write(server_of.refuses)
                elif word == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    self.wfile.write(b"250 fine\r\n")

    server = ThreadingTCPServer(("127.0.0.1", 0), Speaks)
    server_of.port = server.server_address[1]
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server_of
    server.shutdown()
    thread.join()
    server.server_close()


def with_mail(world: World, post: Post) -> Settings:
    return replace(
        world.settings,
        mail_host="127.0.0.1",
        mail_port=post.port,
        mail_security="none",
        mail_from="notes@example.org",
    )


def send(world: World, settings: Settings) -> Report:
    courier = service.mail_courier(settings, text=TEXT)
    return service.send_due(
        world.database, couriers={TargetKind.MAIL: courier}, clock=lambda: world.now
    )


def asks(world: World, address: str) -> None:
    with world.writing() as session:
        actor = world.actor(world.dan)
        service.write_to(session, actor=actor, address=address, now=world.now)


def test_every_event_is_the_same_letter(world: World, post: Post) -> None:
    asks(world, "dan@example.org")
    for topic in Topic:
        tell(world, world.dan, topic)
        send(world, with_mail(world, post))

    letters = post.letters
    assert len(letters) == len(Topic)
    assert len({letter["Message-ID"] for letter in letters}) == len(Topic)
    varies = re.compile(r"Message-ID: <[0-9a-f]{32}@example\.org>")
    assert len({varies.sub("", letter.as_string()) for letter in letters}) == 1
    assert len({len(letter.as_bytes()) for letter in letters}) == 1
    only = letters[0]
    assert (only["From"], only["To"], only["Subject"]) == (
        "notes@example.org",
        "dan@example.org",
        TEXT,
    )
    assert only["Auto-Submitted"] == "auto-generated"
    assert only.get_payload().strip() == TEXT  # type: ignore[union-attr]
    assert {name.lower() for name in only} == {
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "auto-submitted",
        "content-type",
        "content-transfer-encoding",
        "mime-version",
    }


def test_nobody_gets_one_who_did_not_ask(world: World, post: Post) -> None:
    tell(world, world.dan, Topic.ALERT)

    assert str(send(world, with_mail(world, post))) == "0 sent, 0 gone, 0 later"
    assert post.letters == []


def test_another_address_takes_the_place_of_the_first_and_none_ends_it(
    world: World, post: Post
) -> None:
    asks(world, "dan@example.org")
    asks(world, "d.hughes@example.org")
    tell(world, world.dan, Topic.ALERT)
    send(world, with_mail(world, post))
    asks(world, "")
    tell(world, world.dan, Topic.ALERT)
    send(world, with_mail(world, post))

    assert [letter["To"] for letter in post.letters] == ["d.hughes@example.org"]


def test_an_address_is_sealed(world: World) -> None:
    asks(world, "dan@example.org")

    with world.reading() as session:
        (row,) = session.query(NoticeTarget)
        assert b"dan@" not in row.sealed + row.place_index


def test_a_server_that_refuses_is_asked_again_and_no_log_has_the_address(
    world: World, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    asks(world, "dan@example.org")
    tell(world, world.dan, Topic.ALERT)
    post.refuses = b"450 not now, dan@example.org\r\n"

    report = send(world, with_mail(world, post))

    assert str(report) == "0 sent, 0 gone, 1 later"
    assert waiting(world) > [world.now]
    assert "SMTPRecipientsRefused" in caplog.text
    assert "example.org" not in caplog.text


def test_a_server_that_offers_no_encryption_gets_nothing(world: World, post: Post) -> None:
    asks(world, "dan@example.org")
    tell(world, world.dan, Topic.ALERT)

    report = send(world, replace(with_mail(world, post), mail_security="starttls"))

    assert str(report) == "0 sent, 0 gone, 1 later"
    assert not any("dan@" in line for line in post.said)


def test_without_a_mail_server_it_waits_and_no_page_offers_it(world: World) -> None:
    assert "By e-mail" not in world.browse(world.dan).read("/staff/me/notices")


def test_a_colleague_gives_an_address_on_their_page(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(world.app.config, "VOICE_SETTINGS", with_mail(world, post))
    dan = world.browse(world.dan)
    dan.read("/staff/me/notices")

    for wrong in ("dan", "a@example.org, b@example.org", "dan@example.org\nBcc: x@example.org"):
        assert dan.send("/staff/me/notices/mail", mail_address=wrong).status_code == 400
    dan.read("/staff/me/notices")
    dan.press("Keep this address", mail_address=" dan@example.org ")

    assert 'value="dan@example.org"' in dan.page


def test_a_carer_hears_of_what_was_released_when_they_asked(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(world.app.config, "VOICE_SETTINGS", with_mail(world, post))
    sam, link_id = opened_door(world)
    browser = world.browse(sam)
    assert "/shared/telling" in browser.read("/shared")
    browser.read("/shared/telling")
    assert browser.press("Keep this address", mail_address="sam").status_code == 400
    browser.press("Keep this address", mail_address="sam@example.org")

    released(world, link_id)
    send(world, with_mail(world, post))

    assert [letter["To"] for letter in post.letters] == ["sam@example.org"]
    browser.press("Keep this address", mail_address="")
    assert targets(world, sam) == []


@pytest.mark.parametrize("who", ["amina", "dan", "joy"])
def test_nobody_but_a_carer_has_the_carers_page(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    monkeypatch.setitem(world.app.config, "VOICE_SETTINGS", with_mail(world, post))

    assert world.browse(getattr(world, who)).get("/shared/telling").status_code == 404


def test_where_the_service_writes_none_there_is_no_such_page(world: World) -> None:
    sam, _ = opened_door(world)
    browser = world.browse(sam)

    assert browser.get("/shared/telling").status_code == 404
    assert "/shared/telling" not in browser.read("/shared")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"mail_security": "ssl"}, "starttls, tls or none"),
        ({"mail_host": "mail.example.org", "mail_security": "none"}, "another machine"),
        ({"mail_from": ""}, "belong together"),
        ({"mail_from": "Child protection <a@example.org>"}, "bare address"),
        ({"mail_password_file": Path("/nowhere")}, "is not there"),
    ],
)
def test_settings_of_mail_that_are_not_safe_are_refused(
    world: World, tmp_path_factory: pytest.TempPathFactory, change: dict[str, object], says: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("key") / "master.key"
    fine = replace(with_mail(world, Post(port=25)), proxies=1, master_key_file=elsewhere)
    refuse_unsafe(fine)

    with pytest.raises(Refused, match=says):
        refuse_unsafe(replace(fine, **change))  # type: ignore[arg-type]
