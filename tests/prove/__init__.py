"""Proofs: what Voice promises in figures, measured.

Each module here has `run(size)`, which measures and returns figures. `size` is "small" inside
`./voice test`, where a proof should take seconds, and "full" for `./voice prove`.
`NEEDS` names what the machine must have for it; `TIMED` says whether it measures time, and so must
run with nothing beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Literal, cast

from tests.support.system import Need

Size = Literal["small", "full"]
NOT_PROOFS = {"__main__", "test_skipping", "test_small_proofs"}


@dataclass(frozen=True)
class Figure:
    """One thing measured and what we hold it to; see `at_most`, `at_least` and `exactly`."""

    name: str
    value: float
    unit: str
    limit: str
    passed: bool


def at_most(name: str, value: float, unit: str, limit: float) -> Figure:
    """A figure that must not grow past `limit`."""
    return Figure(name, value, unit, f"≤ {limit:g}", value <= limit)


def at_least(name: str, value: float, unit: str, limit: float) -> Figure:
    """A figure that must reach `limit`; also for controls, which must show the harm."""
    return Figure(name, value, unit, f"≥ {limit:g}", value >= limit)


def exactly(name: str, value: float, unit: str, limit: float) -> Figure:
    """A count that has one right answer."""
    return Figure(name, value, unit, f"= {limit:g}", value == limit)


Proof = Callable[[Size], list[Figure]]


def proofs() -> dict[str, Proof]:
    """Every proof by its name, found by looking into this folder."""
    names = [module.name for module in iter_modules(__path__)]
    return {name: _proof(name) for name in names if name not in NOT_PROOFS}


def needs(name: str) -> tuple[Need, ...]:
    """What the machine must have for this proof; mostly nothing."""
    return cast("tuple[Need, ...]", getattr(_module(name), "NEEDS", ()))


def is_timed(name: str) -> bool:
    """Does this proof measure time? Then nothing may run beside it; so too when it does not say."""
    return cast("bool", getattr(_module(name), "TIMED", True))


def _proof(name: str) -> Proof:
    def run(size: Size) -> list[Figure]:
        # Imported only now: some proofs bring a browser, and most runs want one proof.
        return cast("Proof", _module(name).run)(size)

    return run


def _module(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name}")
