"""A phone in somebody's hand: what they see on it, press and write, whichever browser it has."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Remote
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from urllib3.exceptions import HTTPError

from tests.support.mast import Mast
from voice_app.web import cookies

Seen = TypeVar("Seen")

#: How long something may take to happen on a busy machine (seconds).
LONG = 40
RUN = """const done = arguments[arguments.length - 1];
Promise.resolve(({what})(...arguments)).then(done, (error) => done(`failed: ${{error}}`));"""

IS_THERE = """return performance.timeOrigin !== arguments[0] &&
  document.readyState === "complete";"""
#: What can be read, a line for each piece; nothing while the page is covered.
READ = "() => document.body.innerText"


class Phone:
    """One browser, at the addresses of one mast."""

    def __init__(self, driver: Remote, mast: Mast) -> None:
        self.driver, self.mast = driver, mast

    def goto(self, path: str) -> None:
        """Open an address, wherever it leads."""
        self.change(lambda: self.driver.get(self.mast.address + path))

    def back(self) -> None:
        """Press "Back"."""
        self.change(self.driver.back)

    def change(self, what: Callable[[], object]) -> None:
        """Do what makes another page come, and wait until it is there."""
        before = self.driver.execute_script("return performance.timeOrigin")
        what()
        # What is asked of the page that goes may never be answered, so not at once.
        time.sleep(0.2)
        self.until(lambda: self.driver.execute_script(IS_THERE, before))

    @property
    def path(self) -> str:
        """Where it is now, as in "/page"."""
        return self.driver.current_url.removeprefix(self.mast.address)

    def run(self, what: str, *given: Any) -> Any:
        """What a function of the page, written in JavaScript, comes to, now or later.

        Raises:
            AssertionError: it threw.
        """
        came = self.driver.execute_async_script(RUN.format(what=what), *given)
        assert not str(came).startswith("failed: "), came
        return came

    def until(self, what: Callable[[], Seen]) -> Seen:
        """Wait for something that is true, and return it.

        Raises:
            TimeoutException: it never was.
        """
        # While one page goes and another comes there is none to ask, and no answer may ever come.
        going = [WebDriverException, HTTPError]
        waiting = WebDriverWait(self.driver, LONG, 0.05, ignored_exceptions=going)
        return waiting.until(lambda _: what())

    @property
    def lines(self) -> WebElement:
        """Where something can be written."""
        return self.driver.find_element(By.CSS_SELECTOR, "textarea")

    @property
    def shown(self) -> set[str]:
        """The lines of text that can be read on the page."""
        return {line.strip() for line in self.run(READ).split("\n")} - {""}

    @property
    def everything(self) -> str:
        """The page as the browser holds it, hidden parts and all."""
        return str(self.run("() => document.documentElement.outerHTML"))

    def sees(self, text: str) -> bool:
        """Can a line with this be read?"""
        return any(text in line for line in self.shown)

    def press(self, name: str) -> None:
        """Press the button with this name."""
        way = f"//button[normalize-space()='{name}']"
        self.driver.find_element(By.XPATH, way).click()

    def give(self, name: str, token: str) -> None:
        """Hand it a cookie, as a page of ours would."""
        assert name in {cookies.PHONE, cookies.SESSION}
        kept = {"name": name, "value": token, "path": "/", "secure": True, "httpOnly": True}
        self.driver.add_cookie({**kept, "sameSite": "Strict"})
