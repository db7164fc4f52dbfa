"""What every test may ask for. The fixtures themselves stand in `tests/support/`."""

from hypothesis import configuration, settings

from tests.support.system import CACHE

pytest_plugins = [
    "pytester",
    "tests.support.browsing",
    "tests.support.storing",
    "tests.support.world",
    # After the world, which it imports: a module is a plugin first, or its asserts say less.
    "tests.support.live",
    "tests.support.everywhere",
    "tests.support.joined",
]

# What it learns of our code is kept outside the checkout; examples that once failed are not kept,
# and a slow machine is not a bug.
configuration.set_hypothesis_home_dir(CACHE / "hypothesis")
settings.register_profile("voice", database=None, deadline=None)
settings.load_profile("voice")
