"""Letting colleagues in for real: a link with two people behind it, a passphrase, an app."""

from dataclasses import dataclass

import pyotp

from tests.support.world import Browser, Someone, World
from voice_app.accounts.models import Person
from voice_app.accounts.queries import people as people_queries
from voice_app.accounts.queries.people import Link
from voice_app.accounts.rules import passphrases
from voice_app.accounts.service import first_access, hashing, links, people, pins
from voice_app.core.actor import Role
from voice_app.record import service as trail

#: What every colleague of a story chooses.
PASSPHRASE = "kettle lantern 7 orchard"
PIN = "7294"


@dataclass(frozen=True)
class Access:
    """What somebody holds who has had first access."""

    sign_in_name: str
    secret: str
    recovery_codes: tuple[str, ...]

    def code(self, world: World) -> str:
        """The six digits that their app shows now."""
        return pyotp.TOTP(self.secret).at(world.now)


def let_in(world: World, person: Someone, passphrase: str = PASSPHRASE) -> Access:
    """Somebody's first access, from the link to the recovery codes; a minute goes by."""
    sign_in_name = name_for_signing_in(world, person)
    token = printed_link(world, person)
    verifier = hashing.hashed(passphrases.as_bytes(passphrase))
    with world.writing() as session:
        claim = first_access.choose(session, token=token, verifier=verifier, now=world.now)
    with world.writing() as session:
        secret = first_access.app_secret(session, token=token, claim=claim, now=world.now)
        assert secret is not None
        code = pyotp.TOTP(secret).at(world.now)
        codes = first_access.finish(session, token=token, claim=claim, code=code, now=world.now)
        assert codes is not None
    world.later(minutes=1)
    return Access(sign_in_name, secret, tuple(codes))


def name_for_signing_in(world: World, person: Someone) -> str:
    """Give somebody a sign-in name, as in "dan.hughes"."""
    sign_in_name = person.name.lower().replace(" ", ".")
    with world.writing() as session:
        account = session.get_one(Person, person.id)
        job = people_queries.named(session, account).job
        people.call(session, account, name=person.name, job=job, sign_in_name=sign_in_name)
        trail.append(session, actor=None, action="account.named", now=world.now, subject=account)
    return sign_in_name


def printed_link(world: World, person: Someone) -> str:
    """The token on the paper for somebody, with two other people behind it."""
    approvers = [one for one in (world.joy, world.ash, *_deputy(world, person)) if one != person]
    asks, approves = approvers[:2]
    with world.writing() as session:
        actor = world.actor(asks)
        printed = links.ask(session, actor=actor, person_id=person.id, now=world.now)
    if printed is not None:
        return printed.token  # Nobody else could approve anything yet.
    with world.writing() as session:
        waiting = link_of(world, person)
        actor = world.actor(approves)
        return links.approve(session, actor=actor, link_id=waiting.id, now=world.now).token


def link_of(world: World, person: Someone) -> Link:
    """The link of somebody that waits or is good."""
    with world.reading() as session:
        found = people_queries.account(session, person.id, now=world.now).link
    assert found is not None
    return found


def _deputy(world: World, person: Someone) -> list[Someone]:
    """A third person who runs accounts, when the link is for one of the other two."""
    if person not in (world.joy, world.ash):
        return []
    with world.writing() as session:
        return [world.make_colleague(session, "Mo Lane", "Deputy manager", Role.MANAGER)]


def set_pin(world: World, person: Someone, pin: str = PIN) -> None:
    """A young person's PIN, as their first run sets it."""
    verifier = pins.verifier_of(world.database.vault, person_id=person.id, pin=pin)
    with world.writing() as session:
        actor = world.actor(person)
        pins.set_pin(session, actor=actor, person_id=person.id, verifier=verifier, now=world.now)


def sign_in(browser: Browser, access: Access, world: World) -> None:
    """Sign in on the pages, as a person does."""
    browser.read("/sign-in")
    browser.press("Go on", sign_in_name=access.sign_in_name, passphrase=PASSPHRASE)
    browser.press("Sign in", code=access.code(world))
