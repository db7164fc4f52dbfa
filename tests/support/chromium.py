"""Debian's Chromium, driven by Playwright, with an ear for everything a page complains about."""

from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.support.system import CHROMIUM

# Chromium obeys the last such list alone, so this one begins with what Playwright switches off. The
# last two draw suggestions below the address bar, in pages of their own for each window: together
# they cost as much of the processor as the rest of the browser.
SWITCHED_OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)
# A quiet browser: nothing of its own goes out to the network, and it runs as root in a container.
ARGUMENTS = [
    f"--disable-features={','.join(SWITCHED_OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What is expected of a page may take its time on a busy machine (milliseconds).
expect.set_options(timeout=20_000)

#: What a browser tells its pages when somebody looks at something else, and when they come back.
LOOK = """(away) => {
  Object.defineProperty(document, "hidden", { value: away, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
PHONE = {"width": 390, "height": 844}
COMPUTER = {"width": 1280, "height": 800}


@contextmanager
def launch() -> Iterator[Browser]:
    """Start Chromium and close it at the end.

    Raises:
        LookupError: this machine has none; the message says how to get it.
    """
    program = CHROMIUM.find()
    if program is None:
        raise LookupError(CHROMIUM.advice)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


class Complaints:
    """What the pages of a test complained about: errors in the console, CSP and scripts that threw.

    A test that expects one says so with `forgive`, so that nothing is forgiven by habit.
    """

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.forgiven: list[str] = []

    def listen_to(self, context: BrowserContext) -> None:
        """Hear every page of `context`, those that open later too."""
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.heard.append(f"{error.page}: {error.error}"))

    def forgive(self, fragment: str) -> None:
        """Expect complaints that contain `fragment`, before or after this call."""
        self.forgiven.append(fragment)

    def unforgiven(self) -> list[str]:
        """What nobody expected, oldest first."""
        return [
            complaint
            for complaint in self.heard
            if not any(fragment in complaint for fragment in self.forgiven)
        ]

    def _note_console(self, message: ConsoleMessage) -> None:
        # Warnings count as well: a deprecation today is a broken page next year.
        if message.type in {"error", "warning"}:
            self.heard.append(f"{message.location['url']}: {message.text}")


def axe_in_both_themes(page: Page) -> list[str]:
    """The same, looked at in light and in dark, where nothing but colours differs."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = axe(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += axe(page, "color-contrast")
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found


def axe(page: Page, *rules: str) -> list[str]:
    """What axe-core finds wrong with `page`, one line for each element; empty means nothing.

    With `rules` (such as "color-contrast") it looks for these alone.
    """
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("options => axe.run(options).then((r) => r.violations)", options)
    return [
        f"{violation['id']}: {violation['help']} at {node['target']}"
        for violation in violations
        for node in violation["nodes"]
    ]
