"""A carer cannot tell whether there is more, and reads nothing once a door has shut.

Two worlds are alike but for things that were not released to the carer. Clock and randomness
stand still, and the carer tries every address in both: status, headers and body are the same.
Then many carers' requests meet a door that shuts: none that begins after it finds anything.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, IntegerConverter, UUIDConverter

from tests.prove import Figure, Size, at_least, exactly
from tests.prove.leaks import Stage, staged
from tests.sharing.chances import Around, everything_else, one_more_released, released
from tests.support.world import ADDRESS, NOW, World
from voice_app.core.opening import open_database
from voice_app.web import cookies

TIMED = False
PAIRS = {"small": 50, "full": 300}
#: So many addresses that are not for carers are tried in each pair; every one has its turn.
OTHERS = 12
#: So many pairs differ in something released, and must be told apart.
CONTROLS = 10
#: What a carer may open; these are tried in every pair, with every thing there is.
OWN = ("home.front", "sharing.shared", "sharing.shared_one", "sharing.write_back", "sharing.guide")
#: Headers that may differ between two answers. There are none.
MAY_DIFFER: frozenset[str] = frozenset()

#: Pictures and styles, and what would end the session that all the others need.
NOT_TRIED = {"assets.show", "accounts.leave", "accounts.sign_out"}

Happens = Callable[[World, Around, Random], list[UUID]]


@dataclass
class Seen:
    """What was tried, and what was not the same in both worlds."""

    tried: int = 0
    endpoints: set[str] = field(default_factory=set)
    differ: list[str] = field(default_factory=list)


def run(size: Size) -> list[Figure]:
    """Every pair, and then some that must differ."""
    seen, told_apart = Seen(), 0
    with staged() as stage:
        for number in range(PAIRS[size]):
            compare(stage, number, everything_else, seen)
        for line in seen.differ:
            print("   ", line)
        for number in range(1000, 1000 + CONTROLS):
            control = Seen()
            compare(stage, number, one_more_released, control, is_open=True)
            told_apart += bool(control.differ)
        rules = stage.first.app.url_map.iter_rules()
        views = len({rule.endpoint for rule in rules} - NOT_TRIED)
    pairs = f"in {PAIRS[size]} pairs of worlds"
    wanted = views if size == "full" else views // 2
    return [
        at_least(f"answers compared {pairs}", seen.tried, "", PAIRS[size] * OTHERS),
        at_least(f"views tried, of {views}", len(seen.endpoints), "", wanted),
        exactly("answers that tell of what was not released", len(seen.differ), "", 0),
        exactly("control, something released: pairs told apart", told_apart, "", CONTROLS),
    ]


def compare(
    stage: Stage, number: int, happens: Happens, seen: Seen, *, is_open: bool = False
) -> None:
    """One pair: the same world twice, in one of which something more happens."""
    chance = Random(number)  # noqa: S311  stories, not secrets
    with stage.world() as world:
        around = released(world, chance)
        while is_open and not around.is_open:
            around = released(world, chance)
        # Also when nothing is released any more, they are signed in.
        client = world.browse(around.carer)
        cookie = client.get_cookie(cookies.SESSION)
        assert cookie is not None
        # The key that phones seal to is made for the first who asks, and is random.
        world.browse().read("/page")
        world.database.close()
        with _twin(stage, world):
            made = happens(world, around, chance)
            after = world.now
            targets = list(_targets(world, around, made, number))
            more = _answers(world, cookie.value, targets)
        with _twin(stage, world):
            world.now = after
            plain = _answers(world, cookie.value, targets)
        world.database = open_database(world.settings, now=NOW)
    seen.tried += len(targets)
    for target, one, other in zip(targets, more, plain, strict=True):
        seen.endpoints.add(target.endpoint)
        if one != other:
            seen.differ.append(f"pair {number}: {target.method} {target.endpoint}")


@dataclass(frozen=True)
class Target:
    """One request that a carer tries."""

    endpoint: str
    method: str
    address: str


def _targets(world: World, around: Around, made: list[UUID], number: int) -> Iterator[Target]:
    """What a carer can open with every thing there is, and a dozen other addresses."""
    chance = Random(number)  # noqa: S311  stories, not secrets
    things = [*around.publications, *made, uuid4()]
    rules = sorted(world.app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, str(rule)))
    others = [rule for rule in rules if rule.endpoint not in NOT_TRIED.union(OWN)]
    first = number * OTHERS % len(others)
    turn = (others + others)[first : first + OTHERS]
    with world.app.test_request_context(base_url=world.settings.public_url):
        for rule in [one for one in rules if one.endpoint in OWN] + turn:
            tries = things if rule.endpoint in OWN and rule.arguments else [chance.choice(things)]
            for thing in tries:
                values = {name: _value(rule, name, thing) for name in rule.arguments}
                address = world.app.url_for(rule.endpoint, _external=False, **values)
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    yield Target(rule.endpoint, method, address)


def _value(rule: Any, name: str, thing: UUID) -> Any:
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    if isinstance(converter, UUIDConverter):
        return thing
    return 1 if isinstance(converter, IntegerConverter) else "anything"


@contextmanager
def _twin(stage: Stage, world: World) -> Iterator[None]:
    """Let a copy of this world stand in its place, down to its keys."""
    settings, now = world.settings, world.now
    copied = stage.copy_of(settings)
    world.settings = replace(settings, database_url=copied[0], keyring_url=copied[1])
    world.database = open_database(world.settings, now=NOW)
    world.app.extensions["voice.database"] = world.database
    world._phones.clear()
    yield
    world.database.close()
    world.settings, world.now = settings, now
    stage.give_back(copied)


def _answers(world: World, token: str, targets: list[Target]) -> list[tuple[Any, ...]]:
    """What each target answers, with clock and randomness standing still."""
    with ExitStack() as still:
        for what, as_ in STILL.items():
            still.enter_context(mock.patch(what, as_))
        return [_answer(world, token, target) for target in targets]


def _answer(world: World, token: str, target: Target) -> tuple[Any, ...]:
    client: FlaskClient = world.app.test_client()
    client.set_cookie(cookies.SESSION, token, secure=True)
    fields: dict[str, str] = {}
    if target.method == "POST":
        fields = {"csrf_token": _form_token(world, client), "kind": "seen", "words": "She is well."}
    answer = client.open(
        target.address, method=target.method, data=fields or None, base_url=ADDRESS
    )
    headers = [pair for pair in answer.headers if pair[0] not in MAY_DIFFER]
    return answer.status_code, headers, answer.data


def _form_token(world: World, client: Any) -> str:
    return str(type(world.browse()).form_token(client))


#: What makes two answers to the same request differ by itself.
STILL: dict[str, Callable[..., Any]] = {
    "flask_wtf.csrf.os.urandom": lambda length: bytes(length),
    "itsdangerous.timed.time.time": lambda: NOW.timestamp(),
    "voice_app.web.forms.uuid4": lambda: UUID(int=7),
    "tests.support.world.token_urlsafe": lambda length: "a" * length,
}
