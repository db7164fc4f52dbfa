"""Every page, in light and in dark: what axe finds, and what breaks the content security policy."""

from tests.prove import Figure, Size, at_least, exactly
from tests.prove.pages import filled_world
from tests.support.chromium import Complaints, axe_in_both_themes, launch
from tests.support.system import CHROMIUM
from tests.support.visiting import Showing, visiting
from tests.web.walking import ONE_EACH, PAGES

TIMED = False
NEEDS = (CHROMIUM,)
POLICY = "Content Security Policy"
#: Every page as each who may open it; in small some, since a test looks at every page once.
LOOKED_AT = {"small": ONE_EACH[:4], "full": PAGES}


def run(size: Size) -> list[Figure]:
    """Walk through the pages, listening; then spoil one and see that both would be noticed."""
    pages, heard = LOOKED_AT[size], Complaints()
    with filled_world() as everywhere, launch() as chromium:
        with visiting(everywhere, chromium, heard) as show:
            violations = reports = 0
            for endpoint, asking in pages:
                for line in axe_in_both_themes(show(endpoint, asking)):
                    print(f"  {endpoint} as {asking}: {line}")
                    violations += 1
                reports += _reports(heard)
            found, reported = _spoiled(show, heard)
    return [
        at_least("pages looked at, in light and in dark", len(pages), "", len(LOOKED_AT[size])),
        exactly("violations that axe finds on them", violations, "", 0),
        exactly("reports of the content security policy", reports, "", 0),
        at_least("control, a spoiled page: violations", found, "", 1),
        at_least("control, a spoiled page: reports", reported, "", 1),
    ]


def _reports(heard: Complaints) -> int:
    return sum(POLICY in complaint for complaint in heard.heard)


def _spoiled(show: Showing, heard: Complaints) -> tuple[int, int]:
    page = show(*ONE_EACH[0])
    page.evaluate("""() => {
      document.querySelector("h1").style.cssText = "color: #999; background: #aaa";
      document.body.append(Object.assign(new Image(), { src: "https://elsewhere.invalid/a.png" }));
    }""")
    page.wait_for_timeout(100)
    return len(axe_in_both_themes(page)), _reports(heard)
