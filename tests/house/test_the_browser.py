"""A page that complains fails its test: shown here with pages that do."""

import re

import pytest

from tests.support.chromium import axe
from tests.support.system import ROOT

pytestmark = pytest.mark.browser

STRICT = {"Content-Security-Policy": "default-src 'none'; require-trusted-types-for 'script'"}
FINE = "<!DOCTYPE html><html lang='en'><title>Fine</title><main><h1>Fine</h1></main></html>"


def show(page, body, status=200):
    page.route("**/*", lambda route: route.fulfill(body=body, status=status, headers=STRICT))
    page.goto("http://notes.localhost/")


def test_a_quiet_page_has_no_complaints(phone, complaints):
    show(phone, FINE)

    assert complaints.unforgiven() == []
    assert phone.viewport_size == {"width": 390, "height": 844}


def test_what_playwright_switches_off_stays_off(browser):
    told = browser.new_browser_cdp_session().send("SystemInfo.getInfo")["commandLine"]

    first, last = re.findall(r"--disable-features=(\S+)", told)

    assert set(first.split(",")) < set(last.split(","))


def test_a_window_draws_no_page_but_the_one_it_shows(browser, phone):
    targets = browser.new_browser_cdp_session().send("Target.getTargets", {"filter": [{}]})

    # A worker that an earlier phone left behind for a moment draws nothing.
    others = {"tab", "service_worker"}
    drawn = {target["url"] for target in targets["targetInfos"] if target["type"] not in others}

    assert drawn == {phone.url}


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<script>document.title = 'ran'</script>", "Content Security Policy"),
        ("<p style='color: red'>Red</p>", "Content Security Policy"),
        ("<img src='/missing.png' alt=''>", "Content Security Policy"),
    ],
)
def test_what_the_policy_forbids_is_heard(phone, complaints, body, complaint):
    show(phone, FINE + body)
    phone.wait_for_load_state("networkidle")

    assert complaint in complaints.unforgiven()[0]
    complaints.forgive(complaint)
    assert complaints.unforgiven() == []


def test_a_script_that_throws_is_heard(phone, complaints):
    show(phone, FINE)
    phone.evaluate("setTimeout(() => { throw new Error('left open') })")
    phone.wait_for_timeout(50)

    assert "left open" in complaints.unforgiven()[0]
    complaints.forgive("left open")


def test_a_page_that_is_missing_is_heard(phone, complaints):
    show(phone, FINE, status=404)

    assert "404" in complaints.unforgiven()[0]
    complaints.forgive("status of 404")


def test_axe_finds_what_is_wrong_and_only_that(phone):
    show(phone, FINE)
    assert axe(phone) == []

    phone.unroute("**/*")
    show(phone, FINE.replace("</h1>", "</h1><input>"))
    assert [violation.split(":")[0] for violation in axe(phone)] == ["label"]


def test_an_unforgiven_complaint_fails_its_test(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest('pytest_plugins = ["tests.support.browsing"]')
    pytester.makepyfile(
        """
        def test_a_page_that_may_complain(phone, complaints):
            phone.evaluate("console.error('broken')")
            complaints.forgive("broken")

        def test_a_page_that_may_not(phone):
            phone.evaluate("console.error('broken')")
        """
    )

    outcome = pytester.runpytest_subprocess("-p", "no:cacheprovider")

    outcome.assert_outcomes(passed=2, errors=1)
