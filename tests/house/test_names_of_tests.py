"""The name of a test says what it shows, so that a list of failures reads by itself."""

import ast
import re
from pathlib import Path

from tests.support.tree import read, text_files

SCRIPT_TEST = re.compile(r"""^\s*(?:test|it)\(\s*["'`](.+?)["'`]""", re.MULTILINE)


def test_the_name_of_every_test_is_a_sentence():
    short = [
        f"{path}: {name}"
        for path in text_files(".py", ".js")
        if path.parts[0] == "tests"
        for name, words in names_of_tests(path)
        if len(words) < 4
    ]

    assert short == []


def names_of_tests(path: Path) -> list[tuple[str, list[str]]]:
    if path.suffix == ".js":
        return [(name, name.split()) for name in SCRIPT_TEST.findall(read(path))]
    nodes = ast.walk(ast.parse(read(path)))
    functions = [node.name for node in nodes if isinstance(node, ast.FunctionDef)]
    names = [name for name in functions if name.startswith("test_")]
    return [(name, name.removeprefix("test_").split("_")) for name in names]
