"""`./voice prove` without Chromium says plainly what it skipped, and fails only where it must."""

import re

import pytest

from tests.prove import Figure, __main__, exactly, needs, proofs
from tests.support.system import CHROMIUM, ROOT

#: How a proof that opens a browser begins.
OPENS = re.compile(r"import .*\b(launch|chromium|own_browser)$", re.MULTILINE)
IN_A_BROWSER = [
    name for name in proofs() if OPENS.search((ROOT / f"tests/prove/{name}.py").read_text("utf-8"))
]


@pytest.fixture(autouse=True)
def _nothing_is_measured(monkeypatch):
    def measured(name: str, _size: str) -> list[Figure]:
        assert name not in IN_A_BROWSER
        return [exactly("lost", 0, "", 0)]

    monkeypatch.setattr(__main__, "measure", measured)
    monkeypatch.setattr(__main__, "install", lambda _need: False)
    monkeypatch.setenv("CI", "")


def test_without_chromium_it_says_which_proofs_were_skipped_and_why(capsys):
    assert __main__.main([]) == 0

    printed = capsys.readouterr().out
    for name in IN_A_BROWSER:
        assert f"{name} skipped. Chromium is not installed." in printed
    assert printed.count("skipped") == len(IN_A_BROWSER)


@pytest.mark.parametrize(
    ("names", "ci", "code"),
    [
        ([], "true", 1),
        (["pages"], "", 1),
        (["pages", "record"], "", 1),
        (["record"], "true", 0),
    ],
)
def test_a_skipped_proof_fails_where_it_was_asked_for_or_nothing_may_be(
    monkeypatch, names, ci, code
):
    monkeypatch.setenv("CI", ci)

    assert __main__.main(names) == code


def test_with_chromium_there_nothing_is_skipped(monkeypatch, capsys):
    monkeypatch.setattr(__main__, "install", lambda _need: True)
    monkeypatch.setattr(__main__, "measure", lambda _name, _size: [exactly("lost", 0, "", 0)])

    assert __main__.main([]) == 0
    assert "skipped" not in capsys.readouterr().out


def test_the_proofs_that_open_a_browser_say_so():
    assert {"accessible", "back", "pages"} <= set(IN_A_BROWSER)
    assert [name for name in proofs() if CHROMIUM in needs(name)] == IN_A_BROWSER
