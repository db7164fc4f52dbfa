"""The master key for people: made once, printed as a recovery copy, asked back, replaced."""

import base64
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import click

from voice_app.cli.folder import held, make_private, refuse_without_data
from voice_app.config import Settings
from voice_app.core.errors import Refused
from voice_app.core.keyring import Keyring, MasterKey, read_master_keys, write_master_keys
from voice_app.core.opening import open_keyring

GROUP = 4


def recovery_copy(master: MasterKey) -> str:
    """The master key in groups of letters and digits that a person can print and type back."""
    raw = bytes.fromhex(master.id) + master.key
    text = base64.b32encode(raw + sha256(raw).digest()[:4]).decode().rstrip("=")
    groups = [text[start : start + GROUP] for start in range(0, len(text), GROUP)]
    lines = [" ".join(groups[start : start + 6]) for start in range(0, len(groups), 6)]
    return "\n".join(lines)


def from_recovery_copy(typed: str) -> MasterKey:
    """The master key from what somebody typed; spaces, lines and small letters do not matter.

    Raises:
        Refused: it is not a whole recovery copy.
    """
    text = "".join(typed.split()).upper()
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:  # also what is not letters at all
        raw = b""
    body, check = raw[:-4], raw[-4:]
    if len(body) != 36 or sha256(body).digest()[:4] != check:
        raise Refused("That is not the whole recovery copy. Check each group and try again.")
    return MasterKey(body[:4].hex(), body[4:])


def make_master_key(path: Path) -> MasterKey:
    """Write a new master key and print its recovery copy, once."""
    master = MasterKey.new()
    write_master_keys(path, [master])
    _print_recovery_copy(master)
    return master


def read_from_paper() -> MasterKey:
    """Ask for the recovery copy."""
    click.echo("Type the recovery copy from the paper. End with an empty line.")
    return from_recovery_copy(_typed_lines())


def check_recovery_copy(settings: Settings, *, now: datetime) -> None:
    """Ask for the recovery copy and compare it with the key in use.

    When the key file is gone, it is made again from the paper, once the keyring opens with it.
    """
    refuse_without_data(settings)
    path = settings.master_key_file
    is_gone = not path.exists()
    if is_gone:
        click.echo(f"The master key is not at {path}. It is made again from the recovery copy.")
    typed = read_from_paper()
    if not is_gone and typed != read_master_keys(path)[0]:
        raise Refused("That is a recovery copy, but not of the key that is in use now.")
    keyring = open_keyring(settings, [typed])
    keyring.note_recovery_check(now=now)
    keyring.close()
    if is_gone:
        write_master_keys(path, [typed])
    click.echo("That is right. Put the paper away safely; young people can be added now.")


def rotate(settings: Settings, *, now: datetime) -> None:
    """Put a new master key in place of the old one.

    The file holds both keys until every key is wrapped by the new one, so that a crash in
    between loses nothing; calling it again finishes the work.
    """
    refuse_without_data(settings)
    make_private(settings.data_folder)
    with held(settings.data_folder, "rotate the key"):
        keyring: Keyring = open_keyring(settings)
        old = read_master_keys(settings.master_key_file)
        master = MasterKey.new()
        write_master_keys(settings.master_key_file, [master, *old])
        count = keyring.rewrap(master, now=now)
        write_master_keys(settings.master_key_file, [master])
        keyring.close()
    click.echo(f"{count} keys are now wrapped by the master key {master.id}.")
    _print_recovery_copy(master)


def _typed_lines() -> str:
    lines: list[str] = []
    while line := click.prompt("", default="", show_default=False, prompt_suffix=""):
        lines.append(line)
    return " ".join(lines)


def _print_recovery_copy(master: MasterKey) -> None:
    click.echo(
        "\nRecovery copy of the master key. Print it or write it down, twice, and keep it in a\n"
        "safe away from this machine. Without the key or this copy, nothing can ever be read.\n\n"
        f"{recovery_copy(master)}\n\n"
        "Then type it back with: ./voice recovery\n"
    )
