"""Browsers driven through WebDriver: WebKit as on iPhones, and Chromium with its whole history."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ChromeOptions, Remote, WebKitGTKOptions
from selenium.webdriver.chrome.remote_connection import ChromeRemoteConnection
from selenium.webdriver.chrome.service import Service as ChromeService
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.common.service import Service
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.service import Service as WebKitService
from urllib3.exceptions import HTTPError

from tests.support.chromium import ARGUMENTS, PHONE
from tests.support.system import CHROMEDRIVER, CHROMIUM, WEBKIT

#: How long a browser may take to start, and then for one thing that it is told to do (seconds).
STARTED, PATIENCE = 60, 30
#: WebKit makes a process for each page; what is asked of the old one meanwhile is never answered.
PATIENCE_WITH_WEBKIT = 8


@contextmanager
def webkit() -> Iterator[Remote]:
    """A phone with a WebKit that nobody has used before.

    Raises:
        LookupError: this machine has none; the message says how to get it.
    """
    program = WEBKIT.find()
    if program is None:
        raise LookupError(WEBKIT.advice)
    options = WebKitGTKOptions()
    options.binary_location = str(program)
    options.add_argument("--automation")
    # It never notices that "Back" has led on to another page, and would wait for ever.
    options.page_load_strategy = "none"
    options.set_capability("acceptInsecureCerts", True)
    with _home() as home, _screen() as display:
        service = WebKitService(shutil.which("WebKitWebDriver"), env={**home, "DISPLAY": display})
        with _driven(service, options, PATIENCE_WITH_WEBKIT) as phone:
            yield phone


@contextmanager
def chromium(*arguments: str, has_script: bool = True) -> Iterator[Remote]:
    """A Chromium that keeps pages for "Back" as everybody's does; Playwright's switches that off.

    Raises:
        LookupError: this machine has none; the message says how to get it.
    """
    for need in (CHROMIUM, CHROMEDRIVER):
        if need.find() is None:
            raise LookupError(need.advice)
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM.find())
    for argument in ("--headless=new", *ARGUMENTS, *arguments):
        options.add_argument(argument)
    options.set_capability("acceptInsecureCerts", True)
    if not has_script:
        off = {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", off)
    with _home() as home:
        service = ChromeService(str(CHROMEDRIVER.find()), env=home)
        with _driven(service, options, PATIENCE) as browser:
            yield browser


@contextmanager
def _driven(service: Service, options: ArgOptions, patience: float) -> Iterator[Remote]:
    service.start()
    try:
        connection = _connection(service)
        driver = Remote(connection, options=options)
        connection.client_config.timeout = patience
        try:
            driver.set_script_timeout(patience)
            driver.set_window_size(PHONE["width"], PHONE["height"])
            yield driver
        finally:
            # It may have gone already, which is why the test failed.
            with suppress(WebDriverException, HTTPError, OSError):
                driver.quit()
    finally:
        service.stop()


def _connection(service: Service) -> RemoteConnection:
    # Said here in full: the drivers of the package itself ask in ways that it warns of.
    config = ClientConfig(remote_server_addr=service.service_url, timeout=STARTED)
    if isinstance(service, ChromeService):
        return ChromeRemoteConnection(service.service_url, client_config=config)
    return RemoteConnection(client_config=config)


@contextmanager
def _home() -> Iterator[Mapping[str, str]]:
    """Surroundings in which a browser leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="voice-browser-", ignore_cleanup_errors=True) as folder:
        places = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "TMPDIR")
        yield {**os.environ, **dict.fromkeys(places, folder)}


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees; its name, as in ":7"."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as screen:
        try:
            assert screen.stdout is not None
            yield f":{screen.stdout.readline().strip()}"
        finally:
            screen.terminate()
