"""Facts that must not leave: who protects them, what cannot be looked for, and nothing lost."""

from uuid import UUID, uuid4

import pytest

from tests.support.world import Someone, World
from voice_app.care.queries.facts import facts_of
from voice_app.care.service import facts
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.wording.protected import FactKind

SCHOOL = "St Winnow’s Academy"


def protect(
    world: World,
    value: str = SCHOOL,
    kind: FactKind = FactKind.SCHOOL,
    *,
    by: Someone | None = None,
    fact_id: UUID | None = None,
) -> UUID:
    with world.writing() as session:
        return facts.protect(
            session,
            actor=world.actor(by or world.dan),
            fact_id=fact_id or uuid4(),
            young_person_id=world.amina.id,
            kind=kind,
            value=value,
            now=world.now,
        ).id


def protected(world: World) -> list[str]:
    with world.reading() as session:
        return [one.value for one in facts_of(session, world.amina.id)]


def test_a_fact_is_protected_once_and_until_it_is_true_no_longer(world: World) -> None:
    fact_id = protect(world)
    protect(world, fact_id=fact_id)
    assert protected(world) == [SCHOOL]

    for _ in range(2):
        with world.writing() as session:
            facts.protect_no_longer(
                session, actor=world.actor(world.nell), fact_id=fact_id, now=world.now
            )

    assert protected(world) == []


def test_another_fact_from_the_same_page_is_protected_too(world: World) -> None:
    once = protect(world)

    protect(world, "Rose Cottage", FactKind.PLACEMENT, fact_id=once)

    assert protected(world) == [SCHOOL, "Rose Cottage"]


def test_nobody_else_protects_a_fact_or_ends_it(world: World) -> None:
    fact_id = protect(world)

    for other in (world.ella, world.finn, world.ruth, world.joy, world.ash, world.amina):
        with pytest.raises(NotFound):
            protect(world, by=other)
        with world.writing() as session, pytest.raises(NotFound):
            facts.protect_no_longer(
                session, actor=world.actor(other), fact_id=fact_id, now=world.now
            )

    assert protected(world) == [SCHOOL]


@pytest.mark.parametrize(
    ("kind", "value"),
    [("phone", "01632"), ("phone", "ask Sam"), ("name", "J"), ("school", "🏫"), ("address", "7")],
)
def test_what_nobody_could_look_for_is_not_called_protected(
    world: World, kind: str, value: str
) -> None:
    with pytest.raises(NotAllowed):
        protect(world, value, FactKind(kind))
    dan = world.browse(world.dan)
    dan.read(f"/staff/people/{world.amina.id}/carers")

    refused = dan.press("Protect it", kind=kind, value=value)

    assert refused.status_code == 400
    assert "That is too short to look for. Type more of it." in refused.text
    assert f'value="{value}"' in refused.text
    assert protected(world) == []


def test_a_name_of_two_letters_is_protected_like_any_other(world: World) -> None:
    dan = world.browse(world.dan)
    dan.read(f"/staff/people/{world.amina.id}/carers")

    kept = dan.press("Protect it", kind="name", value="Jo")

    assert "Protected. It stops every note in which it stands." in kept.text
    assert protected(world) == ["Jo"]
