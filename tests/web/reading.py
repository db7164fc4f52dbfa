"""Reading a page as a test does: what its words are, and what each owes its reader."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.support.catalogue import OPEN, SHUT

#: Attributes whose text somebody hears or sees.
SPOKEN = ("alt", "aria-label", "placeholder", "title", "data-busy", "data-said")
#: Elements whose text is nobody's sentence: times are said by the locale, code is code.
NOT_SENTENCES = {"script", "style", "time", "code", "bdi", "textarea"}
#: What makes a browser refuse or cut what somebody typed, in its own words or in none.
BY_THE_BROWSER = {"required", "minlength", "maxlength", "pattern"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
WORD = re.compile(r"[^\W\d_]{2}")


@dataclass
class Page(HTMLParser):
    """One page, taken apart."""

    html: str
    titles: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    root: dict[str, str] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    refusing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, bool]] = []
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.root = given
        if "style" in given or any(name.startswith("on") for name in given):
            self.inline.append(self.get_starttag_text() or tag)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.inline.append(tag)
        if BY_THE_BROWSER & given.keys():
            self.refusing.append(given.get("name", tag))
        if "id" in given and given.get("type") != "hidden":
            self.ids.append(given["id"])
        if not self._is_somebodys_words:
            self.texts += [given[name] for name in SPOKEN if given.get(name)]
            if tag == "input" and given.get("type") == "submit":
                self.texts.append(given.get("value", ""))
        if tag not in VOID:
            theirs = tag in NOT_SENTENCES or (tag != "html" and "lang" in given)
            theirs = theirs or "data-words" in given or given.get("translate") == "no"
            self._open.append((tag, theirs))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if not text or self._is_somebodys_words:
            return
        inside = [tag for tag, _ in self._open]
        self.texts.append(text)
        if "title" in inside:
            self.titles.append(text)
        if "h1" in inside:
            self.headings.append(text)
        if "button" in inside:
            self.buttons.append(text)

    @property
    def _is_somebodys_words(self) -> bool:
        return any(theirs for _, theirs in self._open)

    def h1_count(self) -> int:
        """How many first headings there are."""
        return len(re.findall(r"<h1[\s>]", self.html))


def ambiguous(page: Page) -> list[str]:
    """Ids that a page gives to several things, so that a label may name the wrong one."""
    return sorted(one for one, times in Counter(page.ids).items() if times > 1)


def unmarked(page: Page, names: set[str]) -> Iterator[str]:
    """Texts of a page in a pretend language that nobody marked for translation.

    Names of people and of the app are nobody's sentences and stay as they are.
    """
    longest_first = sorted(names, key=len, reverse=True)
    for text in page.texts:
        rest = re.sub(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}", "", text)
        while OPEN in rest and SHUT in rest and rest != text:
            text, rest = rest, re.sub(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}", "", rest)
        for name in longest_first:
            rest = rest.replace(name, "")
        # What is left of a sentence that was cut by a tag has only one of the two signs.
        if WORD.search(rest) and OPEN not in text and SHUT not in text:
            yield text
