"""What happens to accounts stands in the trail, and no secret does."""

from tests.support.signing_in import PIN, let_in, set_pin, sign_in
from voice_app.core.actor import Level
from voice_app.record import service as trail
from voice_app.record.models import TrailEvent


def actions(world):
    with world.reading() as session:
        return [row.action for row in session.query(TrailEvent).order_by(TrailEvent.seq)]


def test_every_step_of_a_colleague_is_in_the_trail(world, browse):
    before = len(actions(world))
    dan = let_in(world, world.dan)
    browser = browse()
    sign_in(browser, dan, world)
    browser.send("/sign-out")

    told = actions(world)[before:]

    for action in (
        "link.asked_for",
        "link.approved",
        "link.used",
        "passphrase.set",
        "app.enrolled",
        "recovery_codes.made",
        "code.used",
        "session.started",
        "session.ended",
    ):
        assert action in told


def test_every_step_of_a_phone_is_in_the_trail(world, browse):
    before = len(actions(world))
    set_pin(world, world.amina)
    phone = browse(world.amina, Level.LETTERBOX)
    phone.read("/open")
    phone.press("Open", pin="6183")
    phone.press("Open", pin=PIN)
    phone.post("/leave")

    told = actions(world)[before:]

    for action in ("pin.set", "pin.wrong", "pin.right", "session.started", "session.ended"):
        assert action in told


def test_counting_a_guess_alone_is_mere_housekeeping(world, browse):
    let_in(world, world.dan)
    before = actions(world)
    browser = browse()
    browser.read("/sign-in")

    browser.press("Go on", sign_in_name="dan.hughes", passphrase="orchard lantern 7 kettle")

    assert actions(world) == before


def test_the_record_is_whole_after_all_of_it(world, browse):
    dan = let_in(world, world.dan)
    sign_in(browse(), dan, world)
    set_pin(world, world.amina)

    assert trail.verify(world.database, now=world.now).problems == []
