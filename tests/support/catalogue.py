"""The catalogue of every sentence: taken from the sources, and put into two pretend languages.

`python -m tests.support.catalogue` writes `translations/messages.pot`; the suite fails when it
is not up to date. The pretend languages find what nobody marked for translation: in each,
every marked sentence stands between ⟦ and ⟧, one runs left to right, the other right to left.
"""

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.support.system import ROOT

POT = ROOT / "translations" / "messages.pot"

#: Languages that no release will ship, so that they can pretend.
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "eo", "yi"
OPEN, SHUT = "⟦", "⟧"

KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
LETTERS = str.maketrans("aceinosuyACEINOSUY", "áçéíñóšúýÁÇÉÍÑÓŠÚÝ")


def extract() -> Catalog:
    """Every marked sentence in the sources, with the notes for translators."""
    catalog = Catalog(project="Voice", charset="utf-8", fuzzy=False)
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, comment_tags=("NOTE:",), strip_comment_tags=True
    )
    for filename, _line, message, comments, context in sorted(found, key=str):
        catalog.add(message, None, [(filename, 0)], auto_comments=comments, context=context)
    return catalog


def as_text(catalog: Catalog) -> str:
    """A catalogue as it stands in its file, without the day, which would change it every time."""
    file = BytesIO()
    write_po(file, catalog, width=100, sort_output=True, omit_header=True, include_lineno=False)
    return file.getvalue().decode()


def pretend(folder: Path) -> None:
    """Compile both pretend languages into a folder of translations."""
    for language in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
        catalog = Catalog(locale=language, charset="utf-8", fuzzy=False)
        for message in extract():
            if not message.id:
                continue
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            forms = tuple(_pretended(text) for text in ids)
            string = forms[:1] + forms[-1:] * (catalog.num_plurals - 1)
            catalog.add(
                message.id, string if message.pluralizable else forms[0], context=message.context
            )
        target = folder / language / "LC_MESSAGES"
        target.mkdir(parents=True)
        with (target / "messages.mo").open("wb") as file:
            write_mo(file, catalog)


def committed() -> Catalog:
    """The catalogue in the repository."""
    with POT.open("rb") as file:
        return read_po(file)


def _pretended(text: str) -> str:
    """The sentence in a pretend language: marked, accented, a third longer, same placeholders."""
    parts = PLACEHOLDER.split(text)
    holders = [*PLACEHOLDER.findall(text), ""]
    said = "".join(
        part.translate(LETTERS) + holder for part, holder in zip(parts, holders, strict=True)
    )
    return f"{OPEN}{said}{'·' * (len(text) // 3)}{SHUT}"


if __name__ == "__main__":
    POT.write_text(as_text(extract()), encoding="utf-8")
