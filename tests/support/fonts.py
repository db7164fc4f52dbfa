"""The fonts of printed documents, made from `vendor.toml`: `python -m tests.support.fonts`.

The packages come from npm, which must be installed; what is inside is compared with the list before
anything is made of it. Typst reads no compressed fonts, so they are unpacked, put together and cut
down here, once, and the result is kept. With `--check` nothing is written.
"""

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from tests.support.system import ROOT

LIST = ROOT / "vendor.toml"
LICENCE = "static/fonts/OFL.txt"
# Tables for writing from top to bottom, and hints for screens of long ago.
NOT_PRINTED = ["vhea", "vmtx", "BASE", "prep", "gasp", "fpgm", "cvt ", "STAT"]
HAN = range(0x4E00, 0xA000)
HAN_PUNCTUATION = [*range(0x3000, 0x3100), *range(0xFF00, 0xFFF0), *range(0x2000, 0x2600)]
#: Letterlike signs, numbers, arrows, shapes, dingbats; then stars and more arrows.
SIGNS = [*range(0x2100, 0x2200), *range(0x2300, 0x2400), *range(0x2460, 0x27C0)]
SIGNS += range(0x2B00, 0x2C00)

Font = Any


def main(arguments: list[str]) -> int:
    """Make every font and their licence; 1 when `--check` finds that they would be different."""
    wanted = tomllib.loads(LIST.read_text(encoding="utf-8"))["fonts"]
    folder = ROOT / wanted["folder"]
    made = make_all(wanted["file"])
    if "--check" in arguments:
        there = {path.name: path.read_bytes() for path in folder.iterdir()}
        different = sorted(name for name in {*made, *there} if made.get(name) != there.get(name))
        print(f"Different: {', '.join(different)}" if different else "Every font is as listed.")
        return int(bool(different))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
        print(f"{len(content):>9} {name}")
    return 0


def make_all(wanted: list[dict[str, Any]]) -> dict[str, bytes]:
    """The files by their names: each font of the list, and one licence for all."""
    made: dict[str, bytes] = {}
    owners: set[str] = set()
    with tempfile.TemporaryDirectory(prefix="voice-fonts-") as place:
        for entry in wanted:
            source = unpacked(entry, Path(place)) if "package" in entry else ROOT
            for weight in entry.get("weights", [0]):
                name = entry["name"].format(weight=weight)
                paths = [source / path.format(weight=weight) for path in entry["from"]]
                font = put_together(paths, weight)
                if "keep" in entry:
                    cut_down(font, KEPT[entry["keep"]](), made.get(entry.get("without", "")))
                owners |= owner(font)
                made[name] = saved(font)
    made["OFL.txt"] = licence(sorted(owners))
    made["coverage.txt"] = coverage(made)
    return made


def unpacked(entry: dict[str, Any], place: Path) -> Path:
    """The folder of the package, fetched by npm and found to be the one in the list."""
    folder = place / str(entry["name"])
    folder.mkdir()
    command = ["npm", "pack", f"{entry['package']}@{entry['version']}", "--silent"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (packed,) = folder.glob("*.tgz")
    digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != entry["integrity"]:
        raise SystemExit(f"{entry['package']} is not the package in the list.")
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def put_together(paths: list[Path], weight: int) -> Font:
    """One font of these, all of one weight; the family keeps the name of the first."""
    parts = []
    for path in paths:
        part = TTFont(path, recalcTimestamp=False)
        if "fvar" in part:
            part = instantiateVariableFont(part, {"wght": weight}, updateFontNames=False)
            part["OS/2"].usWeightClass = weight
        part.flavor = None
        parts.append(part)
    if len(parts) == 1:
        return parts[0]
    files = []
    for part in parts:
        file = BytesIO()
        part.save(file)
        files.append(file)
    merged: Font = Merger().merge(files)
    merged.recalcTimestamp = False
    # What is put together is as old as its first part, so that it is the same each time.
    merged["name"] = parts[0]["name"]
    for field in ("created", "modified", "macStyle"):
        setattr(merged["head"], field, getattr(parts[0]["head"], field))
    return merged


def cut_down(font: Font, signs: set[int], other: bytes | None) -> None:
    """Keep only these signs, without those that another font of ours has already."""
    if other:
        signs -= set(TTFont(BytesIO(other)).getBestCmap())
    options = Options(layout_features=["*"], notdef_outline=True, name_IDs=["*"])
    options.drop_tables += NOT_PRINTED
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=signs)
    subsetter.subset(font)


def common_han() -> set[int]:
    """The first level of GB 2312 and of Big5, with kana, punctuation and wide letters."""
    return {*HAN_PUNCTUATION, *_first_level("gb2312", 0xD8), *_first_level("big5", 0xC9)}


def small_signs() -> set[int]:
    """Signs that stand in messages between words."""
    return {*SIGNS}


def _first_level(standard: str, end: int) -> Iterator[int]:
    for sign in HAN:
        encoded = chr(sign).encode(standard, "ignore")
        if encoded and encoded[0] < end:
            yield sign


def saved(font: Font) -> bytes:
    """The font as a file, the same each time."""
    for table in NOT_PRINTED:
        if table in font:
            del font[table]
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def owner(font: Font) -> set[str]:
    """Whose work it is; what is made from our own fonts says so in their licence."""
    whose = font["name"].getDebugName(0)
    return {f"{family_of(font)}: {whose}"} if whose else set()


def family_of(font: Font) -> str:
    """The name by which Typst knows it."""
    return str(font["name"].getBestFamilyName()).removesuffix(" Thin")


def licence(owners: list[str]) -> bytes:
    """Whose work the fonts are, then our own fonts' licence, which all of them share."""
    beginning = "Fonts unpacked, put together or cut down from the originals, renamed nowhere:\n\n"
    shared = (ROOT / LICENCE).read_text(encoding="utf-8")
    return (beginning + "\n".join(owners) + "\n\n" + shared).encode()


def coverage(fonts: dict[str, bytes]) -> bytes:
    """Which signs each family can draw in all its weights, a line each, in our order."""
    families: dict[str, set[int]] = {}
    for name, content in fonts.items():
        if name.endswith(".ttf"):
            font = TTFont(BytesIO(content))
            signs = set(font.getBestCmap())
            family = family_of(font)
            families[family] = families.get(family, signs) & signs
    lines = [f"{name}: {' '.join(_ranges(signs))}\n" for name, signs in families.items()]
    return "".join(lines).encode()


def _ranges(signs: set[int]) -> Iterator[str]:
    for first in sorted(sign for sign in signs if sign - 1 not in signs):
        last = first
        while last + 1 in signs:
            last += 1
        yield f"{first:X}-{last:X}" if last > first else f"{first:X}"


KEPT = {"common-han": common_han, "signs": small_signs}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
