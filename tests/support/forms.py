"""The forms on a page, as a browser would fill in and send them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Button:
    """A button that sends a form."""

    text: str = ""
    name: str = ""
    value: str = ""
    address: str | None = None


@dataclass
class Form:
    """One form: where it goes, what it would send untouched, and what may be filled in."""

    address: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    buttons: list[Button] = field(default_factory=list)

    def filled_in(self, fields: Mapping[str, Any], button: Button) -> dict[str, list[str]]:
        """What is sent when `button` is pressed after filling in `fields`.

        Raises:
            AssertionError: the form has no such field, so nobody could fill it in.
        """
        unknown = set(fields) - self.names
        assert not unknown, f"the form has no {sorted(unknown)}, only {sorted(self.names)}"
        sent = dict(self.values)
        for name, value in fields.items():
            many = value if isinstance(value, list | tuple | set) else [value]
            sent[name] = [str(one) for one in many]
        if button.name:
            sent[button.name] = [button.value]
        return sent


def forms_on(html: str) -> list[Form]:
    """Every form of a page, in the order of the page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def form_with(html: str, button_text: str) -> tuple[Form, Button]:
    """The first form with a button that says `button_text`, and that button.

    Raises:
        AssertionError: nobody could press such a button on this page.
    """
    buttons = [(form, button) for form in forms_on(html) for button in form.buttons]
    for form, button in buttons:
        if button.text == button_text:
            return form, button
    said = [button.text for _, button in buttons]
    raise AssertionError(f"no button says {button_text!r}; there are {said}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._form: Form | None = None
        #: The form that the control being read belongs to.
        self._owner: Form | None = None
        self._button: Button | None = None
        self._textarea: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = self._named(given.get("id"))
            self._form.address = given.get("action", "")
            self._form.method = given.get("method", "get").lower()
            self.forms.append(self._form)
            return
        # A control may stand outside its form and name it.
        form = self._named(given["form"]) if given.get("form") else self._form
        if form is not None and tag != "option":
            self._owner = form
        if self._owner is not None and (form is not None or tag == "option"):
            self._control(tag, given, self._owner)

    def _named(self, form_id: str | None) -> Form:
        """The form with this id, which may come later on the page."""
        if form_id is None:
            return Form("", "get")
        return self._by_id.setdefault(form_id, Form("", "get"))

    def _control(self, tag: str, given: dict[str, str], form: Form) -> None:
        name = given.get("name", "")
        if tag == "button" and given.get("type", "submit") == "submit":
            self._button = Button("", name, given.get("value", ""), given.get("formaction"))
            form.buttons.append(self._button)
        elif tag == "option" and self._select is not None:
            if "selected" in given or self._select not in form.values:
                form.values[self._select] = [given.get("value", "")]
        elif name and "disabled" not in given:
            form.names.add(name)
            if tag == "input":
                self._input(given, name, form)
            elif tag == "textarea":
                self._textarea, form.values[name] = name, [""]
            elif tag == "select":
                self._select = name

    def _input(self, given: dict[str, str], name: str, form: Form) -> None:
        kind = given.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in given:
                form.values.setdefault(name, []).append(given.get("value", "on"))
        else:
            form.values.setdefault(name, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._button is not None:
            self._button.text = " ".join(f"{self._button.text} {data}".split())
        elif self._textarea is not None and self._owner is not None:
            self._owner.values[self._textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "button":
            self._button = None
        elif tag == "textarea":
            self._drop_first_newline()
            self._textarea = None
        elif tag == "select":
            self._select = None

    def _drop_first_newline(self) -> None:
        """Browsers leave out one newline right behind the tag, and send the rest with CRLF."""
        if self._textarea is not None and self._owner is not None:
            written = self._owner.values[self._textarea][0].replace("\r\n", "\n")
            self._owner.values[self._textarea] = [written.removeprefix("\n").replace("\n", "\r\n")]
