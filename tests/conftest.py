"""What every test may ask for. The fixtures themselves stand in `tests/support/`."""

from hypothesis import settings

pytest_plugins = [
    "pytester",
    "tests.support.browsing",
    "tests.support.storing",
    "tests.support.world",
    # After the world, which it imports: a module is a plugin first, or its asserts say less.
    "tests.support.live",
    "tests.support.everywhere",
]

# Examples that once failed would be kept in the checkout, and a slow machine is not a bug.
settings.register_profile("voice", database=None, deadline=None)
settings.load_profile("voice")
