"""What the tests need from the machine itself, and how it gets there."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Inside the environment: gone when `.venv` is, and no check writes among the sources.
CACHE = ROOT / ".venv" / "cache"

#: More than all temporary files of a test run together (bytes).
PLENTY = 1_000_000_000


def find_chromium() -> Path | None:
    """The Chromium of this machine, or None."""
    found = shutil.which("chromium")
    return Path(found) if found else None


def find_chromedriver() -> Path | None:
    """The program through which Chromium is driven as a person would drive it, or None."""
    found = shutil.which("chromedriver")
    return Path(found) if found else None


def find_webkit() -> Path | None:
    """WebKit's own small browser, when what drives it and a screen to draw on are here too."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
    return browsers[0] if driver and screen and browsers else None


def find_postgres() -> Path | None:
    """The folder with `initdb` and `postgres` of the newest PostgreSQL here, or None."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: int(folder.parent.name))
    # Where it comes with the package manager of another system, it is on the path.
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def find_pdftotext() -> Path | None:
    """The program that reads the text out of a PDF, or None."""
    found = shutil.which("pdftotext")
    return Path(found) if found else None


def find_libreoffice() -> Path | None:
    """The office program of this machine when it can write letters, or None."""
    found = shutil.which("soffice")
    writer = Path(found).resolve().parent / "libswlo.so" if found else None
    return Path(found) if found and writer and writer.exists() else None


def find_node() -> Path | None:
    """The Node that comes inside Playwright's package, so nobody has to install one."""
    import playwright

    node = Path(playwright.__file__).parent / "driver" / "node"
    return node if node.exists() else None


@dataclass(frozen=True)
class Need:
    """Something of the machine that a phase cannot do without, and the Debian packages it is in."""

    name: str
    package: str
    find: Callable[[], Path | None]

    @property
    def advice(self) -> str:
        """What a person can do when it is missing."""
        return f"{self.name} is not installed. On Debian: sudo apt-get install {self.package}"


CHROMIUM = Need("Chromium", "chromium", find_chromium)
CHROMEDRIVER = Need("chromedriver", "chromium-driver", find_chromedriver)
WEBKIT = Need("WebKit", "webkit2gtk-driver xvfb", find_webkit)
POSTGRES = Need("PostgreSQL", "postgresql", find_postgres)
LIBREOFFICE = Need("LibreOffice Writer", "libreoffice-writer-nogui", find_libreoffice)
POPPLER = Need("pdftotext", "poppler-utils", find_pdftotext)


def install(need: Need) -> bool:
    """Make sure that `need` is here, installing it where we may; False when it is still missing."""
    if need.find():
        return True
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    # Tests run side by side; the second to come finds what the first has installed.
    with (Path(tempfile.gettempdir()) / "voice-installing").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        return need.find() is not None or _installed(need)


def _installed(need: Need) -> bool:
    print(f"Installing {need.name} ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *need.package.split()]
    subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
    return need.find() is not None


def quick_folder() -> Path | None:
    """A folder in memory with plenty of room, or None; a write there waits for no disk."""
    folder = Path("/dev/shm")
    if not os.access(folder, os.W_OK) or shutil.disk_usage(folder).free < PLENTY:
        return None
    return folder


def is_ci() -> bool:
    """Whether nothing may be skipped."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}
