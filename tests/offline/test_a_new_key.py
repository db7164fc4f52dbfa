"""The browser threw the phone's key away: after the PIN it makes another, and nothing is lost."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from tests.offline.sealing import Phone, base64_of
from tests.support.world import World
from voice_app.accounts.models import Device, RetiredPhoneKey
from voice_app.entries.models import Entry
from voice_app.offline.service.keys import point_of
from voice_app.record import service as trail
from voice_app.web import cookies
from voice_app.web.phone_use import PhoneUse


@pytest.fixture
def phone(world: World) -> Phone:
    """Amina's phone, opened with her PIN."""
    joined = Phone(world, world.amina)
    joined.open()
    return joined


def tell(phone: Phone, key: object) -> Any:
    headers = {"X-CSRFToken": phone.browser.form_token(), "Sec-Fetch-Site": "same-origin"}
    return phone.browser.post("/outbox/key", json={"key": key}, headers=headers)


def another() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def renew(phone: Phone) -> None:
    key = another()
    assert tell(phone, base64_of(point_of(key))).json == {"known": True}
    phone.key, phone.point = key, point_of(key)


def known(world: World) -> list[bytes | None]:
    with world.reading() as session:
        return list(session.scalars(select(Device.public_key).order_by(Device.enrolled_at)))


def words_in(world: World) -> int:
    with world.reading() as session:
        return len(session.scalars(select(Entry.id)).all())


def test_the_new_key_signs_from_now_on_and_what_was_on_its_way_still_comes_in_once(
    world: World, phone: Phone
) -> None:
    on_its_way, old = phone.seal(uuid4(), "Before."), phone.point

    renew(phone)

    assert phone.bring(phone.seal(uuid4(), "After.")).json == {"kept": True}
    for _ in range(2):
        assert phone.bring(on_its_way).json == {"kept": True}
    assert words_in(world) == 2
    with world.reading() as session:
        retired = session.scalars(select(RetiredPhoneKey)).one()
        assert (retired.public_key, retired.retired_at) == (old, world.now)
    assert trail.verify(world.database, now=world.now).problems == []


def test_a_retired_key_is_of_no_use_after_thirteen_months(world: World, phone: Phone) -> None:
    old_key, old_point = phone.key, phone.point
    renew(phone)
    world.later(days=394)
    phone.key, phone.point = old_key, old_point
    assert phone.bring(phone.seal(uuid4(), "Long on its way.")).json == {"kept": True}

    world.now += timedelta(days=2)

    assert phone.bring(phone.seal(uuid4(), "Too long.")).json == {"refused": "not_sealed_here"}


def test_a_key_that_the_phone_never_told_signs_nothing(phone: Phone) -> None:
    phone.key = another()
    phone.point = point_of(phone.key)

    assert phone.bring(phone.seal(uuid4(), "Unknown.")).json == {"refused": "not_sealed_here"}


def test_telling_the_same_key_again_changes_nothing(world: World, phone: Phone) -> None:
    before = known(world)

    assert tell(phone, base64_of(phone.point)).json == {"known": True}

    assert known(world) == before
    with world.reading() as session:
        assert session.scalars(select(RetiredPhoneKey)).all() == []


def test_home_says_which_key_is_known_so_that_the_phone_can_compare(phone: Phone) -> None:
    assert f'data-own-phone="{base64_of(phone.point)}"' in phone.browser.read("/")


def test_after_a_wrong_pin_no_key_is_taken(world: World, phone: Phone) -> None:
    before = known(world)
    phone.browser.post("/leave")
    phone.browser.read("/open")
    assert phone.browser.press("Open", pin="92847").status_code == 400

    answer = tell(phone, base64_of(point_of(another())))

    assert (answer.status_code, answer.location) == (303, "/open")
    assert known(world) == before


def test_with_the_cookie_of_somebody_elses_phone_no_key_is_taken(
    world: World, phone: Phone
) -> None:
    leos = Phone(world, world.leo)
    before = known(world)
    cookie = leos.browser.get_cookie(cookies.PHONE)
    assert cookie is not None
    phone.browser.set_cookie(cookies.PHONE, cookie.value, secure=True)

    answer = tell(phone, base64_of(point_of(another())))

    assert (answer.status_code, answer.location) == (303, "/open")
    assert known(world) == before


def test_a_phone_that_other_people_use_gets_no_key(world: World, phone: Phone) -> None:
    before = known(world)
    phone.browser.set_cookie(cookies.USE, PhoneUse.OTHERS, secure=True)

    assert tell(phone, base64_of(point_of(another()))).status_code == 400

    assert known(world) == before
    assert "own-phone.js" not in phone.browser.read("/")


@pytest.mark.parametrize("key", [None, 7, "", "é", "AAAA", "A" * 87, ["x"]])
def test_what_is_no_key_is_refused(world: World, phone: Phone, key: object) -> None:
    before = known(world)

    answer = tell(phone, key)

    assert (answer.status_code, answer.json) == (400, {"known": False})
    assert known(world) == before
