"""What the machine lacks is said plainly, and a browser counts as missing with any of its parts."""

import shutil

import pytest

from tests.support import phases, system
from tests.support.phases import PHASES, run_phase
from tests.support.system import CHROMEDRIVER, WEBKIT


@pytest.mark.parametrize("part", ["WebKitWebDriver", "Xvfb"])
def test_webkit_without_one_of_its_parts_is_missing(monkeypatch, part):
    there = {"WebKitWebDriver": "/bin/a", "Xvfb": "/bin/b"}
    monkeypatch.setattr(shutil, "which", {**there, part: None}.get)
    assert WEBKIT.find() is None

    monkeypatch.setattr(system.Path, "glob", lambda *_: iter(["/usr/lib/MiniBrowser"]))
    assert WEBKIT.find() is None
    monkeypatch.setattr(shutil, "which", there.get)
    assert WEBKIT.find() == "/usr/lib/MiniBrowser"


def test_a_phase_that_cannot_run_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(phases, "install", lambda need: need is not WEBKIT)

    result = run_phase(PHASES["webkit"])

    assert (result.tally.passed, result.tally.skipped) == (0, 1)
    said = (
        "skipped. WebKit is not installed. On Debian: sudo apt-get install webkit2gtk-driver xvfb"
    )
    assert said in capsys.readouterr().out


def test_all_packages_of_something_are_installed_at_once(monkeypatch):
    asked = []
    monkeypatch.setattr(system.subprocess, "run", lambda command, **_: asked.append(command))

    for need in (WEBKIT, CHROMEDRIVER):
        system._installed(need)

    packages = [command[command.index("--no-install-recommends") + 1 :] for command in asked[1::2]]
    assert packages == [["webkit2gtk-driver", "xvfb"], ["chromium-driver"]]
