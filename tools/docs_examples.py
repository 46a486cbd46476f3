"""The examples in the documentation: find them, run them, and write down what they print.

`python tools/docs_examples.py [PAGE ...]` puts the real output below every `$ foedus ...` of the
pages given (by default all), after a change that changes results. An output that ends in a line
`...` keeps about its length, to the end of a paragraph; one with another `...` is left alone, and
so are blocks that are not to be run, or need research data that are not there. Look at the
difference before committing it.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
BLOCK = re.compile(
    r"^(?:<!-- (?P<note>[^\n]*?) -->\n+)?(?P<fence>```+)(?P<kind>console|python)[^\n]*\n"
    r"(?P<body>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
TO_THE_END = 12
"""Lines by which an output that is shown from its beginning may grow."""

WRITING = {"--csv", "--report", "--plot", "--out", "-o"}


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its kind, text and line, and the comment above it."""

    kind: str
    body: str
    line: int
    note: str

    @property
    def skipped(self) -> bool:
        """Return whether the page says that it is not run, and why."""
        return self.note.startswith("not run: ") and len(self.note) > len("not run: x")

    @property
    def needs_data(self) -> bool:
        """Return whether the page says that it needs the research data."""
        return self.note == "needs the research data"


def blocks_of(text: str) -> list[Block]:
    """Return the console and python blocks of a page."""
    return [
        Block(m["kind"], m["body"], text[: m.start("fence")].count("\n") + 1, m["note"] or "")
        for m in BLOCK.finditer(text)
    ]


def commands_of(block: Block) -> list[tuple[str, list[str]]]:
    """Return the foedus commands of a console block, each with the lines shown below it."""
    found: list[tuple[str, list[str]]] = []
    for line in block.body.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return [(command, shown) for command, shown in found if command.split()[0] == "foedus"]


def output_of(command: str) -> str:
    """Return what a command prints; one that writes no file is run only once."""
    writes = WRITING & set(command.split())
    return _run(command) if writes else _remembered(command)


def _run(command: str) -> str:
    from foedus.cli.main import main

    written = io.StringIO()
    with (
        contextlib.redirect_stdout(written),
        contextlib.redirect_stderr(written),
        contextlib.suppress(SystemExit),
    ):
        main(shlex.split(command)[1:])
    return "\n".join(line.rstrip() for line in written.getvalue().rstrip().splitlines())


_remembered = cache(_run)


def line_matches(shown: str, real: str) -> bool:
    """Return whether a line shown stands for a real one; `...` is any text."""
    pieces = [re.escape(piece) for piece in shown.rstrip().split("...")]
    return re.fullmatch(".*".join(pieces), real.rstrip()) is not None


def matches(shown: list[str], real: str) -> bool:
    """Return whether the lines shown stand for an output; a line `...` is any lines."""
    pattern = "\n".join(shown).rstrip().splitlines()
    lines = real.rstrip().splitlines()
    at = i = 0
    wild = None  # where the last `...` stood, and the line to which it reaches
    while i < len(lines):
        if at < len(pattern) and pattern[at].strip() == "...":
            wild, at = (at, i), at + 1
        elif at < len(pattern) and line_matches(pattern[at], lines[i]):
            at, i = at + 1, i + 1
        elif wild:
            at, i = wild[0] + 1, wild[1] + 1
            wild = (wild[0], i)
        else:
            return False
    return all(line.strip() == "..." for line in pattern[at:])


def refreshed(text: str) -> str:
    """Return a page in which outputs shown in full, or from their beginning, are the real ones."""

    def replacement(match: re.Match[str]) -> str:
        (block,) = blocks_of(match.group())
        absent = block.needs_data and "FOEDUS_DATA_MIRROR" not in os.environ
        if block.kind != "console" or block.skipped or absent:
            return match.group()
        body = block.body
        for command, shown in commands_of(block):
            old = "\n".join(shown).rstrip()
            if (length := _length(old)) is not None:
                real = _beginning(output_of(command), length)
                body = body.replace(f"$ {command}\n{old}", f"$ {command}\n{real}")
        return match.group().replace(block.body, body)

    return BLOCK.sub(replacement, text)


def _length(shown: str) -> int | None:
    """Return the lines shown from the beginning, 0 for all, None for what is left alone."""
    beginning = shown.removesuffix("\n...")
    if not beginning or "..." in beginning:
        return None
    return 0 if beginning == shown else beginning.count("\n") + 1


def _beginning(output: str, length: int) -> str:
    """Return the first lines of an output, to the end of a short paragraph; 0: all of it."""
    lines = output.splitlines()
    if not length or length >= len(lines):
        return output
    rest = lines[length : length + TO_THE_END]
    further = next((n for n, line in enumerate(rest) if not line.strip()), 0)
    return "\n".join([*lines[: length + further], "..."])


@contextlib.contextmanager
def _elsewhere() -> Iterator[None]:
    """Run in a temporary folder that has the examples, on 80 columns without colour."""
    os.environ.update(COLUMNS="80", NO_COLOR="1")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        if (ROOT / "examples").is_dir():
            Path("examples").symlink_to(ROOT / "examples")
        yield


def main(pages: list[str]) -> None:
    """Put the real outputs into pages."""
    chosen = [Path(page).resolve() for page in pages] or list(PAGES)
    with _elsewhere():
        for page in chosen:
            text = page.read_text(encoding="utf-8")
            if (new := refreshed(text)) != text:
                page.write_text(new, encoding="utf-8")
                print(page)


if __name__ == "__main__":
    main(sys.argv[1:])
