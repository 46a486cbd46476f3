"""What is printed: in characters that the stream has, without orders to the terminal."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "OutputEnded",
    "console",
    "finish",
    "prepare",
    "say",
    "say_error",
    "say_json",
    "say_note",
    "visible",
]

TRANSLITERATED = "foedus.transliterate"
NARROW, WIDE = 20, 500
"""Columns: the terminal's own word on its width is taken between these."""

LATIN = str.maketrans(
    {
        **dict(zip("αβγδεζηθικλμνξοπρστυφχψω", (
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi "
            "rho sigma tau upsilon phi chi psi omega"
        ).split(), strict=True)),
        **dict(zip("ΔΣΦΨΩ", "Delta Sigma Phi Psi Omega".split(), strict=True)),
        **dict.fromkeys("–—−‐‑‒─━", "-"), **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„″«»", '"'), **dict.fromkeys("│┃", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯", "+"), **dict.fromkeys("█▇▆▅▓■●", "#"),
        **dict.fromkeys("▄▃▂▁▒░○□·•", "."), **dict.fromkeys("✓✔", "v"), **dict.fromkeys("✗✘", "x"),
        "…": "...", "×": "x", "÷": "/", "⁄": "/",
        "→": "->", "←": "<-", "↑": "^", "↓": "v", "⇒": "=>",
        "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "±": "+/-", "∞": "inf", "√": "sqrt",
        "°": " deg", "§": "s.", "€": "EUR", "£": "GBP", "∑": "sum", "∂": "d", "∈": "in",
        "▲": "^", "▼": "v", "△": "^", "▽": "v", "▶": ">", "◀": "<", "☢": "*", "†": "+",
        "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ß": "ss", "ı": "i",
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A",
    }
)  # fmt: skip

# Orders to a terminal, and marks that turn the direction of what follows.
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class OutputEnded(BaseException):
    """Standard output takes no more: who read it left, or its disk is full."""

    def __init__(self, problem: OSError) -> None:
        super().__init__(problem.strerror)
        self.number, self.said = problem.errno, problem.strerror or str(problem)


class _Raw(io.FileIO):
    """A stream whose end is no OSError: libraries would catch it, each with its own exit code."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as problem:
            raise OutputEnded(problem) from None


def prepare() -> None:
    """Make the streams print whatever they are given."""
    for name in ("COLUMNS", "LINES"):
        given = os.environ.get(name)
        if given is not None and not (given.isdecimal() and NARROW <= int(given[:9]) <= WIDE):
            del os.environ[name]
    codecs.register_error(TRANSLITERATED, _replacement)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by who started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif name == "stdout" and stream is sys.__stdout__ and _is_plain(stream):
            sys.stdout = _own(stream)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=TRANSLITERATED)


def _is_plain(stream: Any) -> bool:
    buffer = getattr(stream, "buffer", None)
    return type(getattr(buffer, "raw", buffer)) is io.FileIO  # there is no buffer if asked for none


def _own(stream: Any) -> io.TextIOWrapper:
    # Python prints UTF-8 where the locale is C; who sets LC_ALL=C says that it cannot be shown.
    told = os.environ.get("PYTHONIOENCODING") or os.environ.get("PYTHONUTF8") == "1"
    plain = os.environ.get("LC_ALL") in ("C", "POSIX") and not told
    return io.TextIOWrapper(
        io.BufferedWriter(_Raw(stream.fileno(), "wb", closefd=False)),
        encoding="ascii" if plain else stream.encoding,
        errors=TRANSLITERATED,
        line_buffering=stream.line_buffering or stream.write_through,
    )


def _replacement(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_plain(character) for character in text), error.end


def _plain(character: str) -> str:
    """Return a character in ASCII.

    Examples
    --------
    >>> "".join(map(_plain, "ρ – Türkiye, Côte d’Ivoire, 中"))
    "rho - Turkiye, Cote d'Ivoire, ?"
    """
    found = character.translate(LATIN)
    if not found.isascii():
        found = unicodedata.normalize("NFKD", found).translate(LATIN)
        found = "".join(c for c in found if not unicodedata.combining(c))
    if "\ud800" <= character <= "\udfff":
        return f"\\u{ord(character):04x}"
    return found if found.isascii() else "?"


def visible(text: str) -> str:
    r"""Return text in which what a terminal would obey is spelt out; lines and tabs stay.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> print(visible("a \x1b[31mred\x1b[0m title"))
    a \x1b[31mred\x1b[0m title
    """
    return HIDDEN.sub(lambda hit: hit.group().encode("unicode_escape").decode("ascii"), text)


def console() -> Console:
    """Return a console that writes to standard output, in colour only on a terminal."""
    from rich.console import Console

    class Shown(Console):
        def print(self, *objects: Any, **options: Any) -> None:
            shown = [visible(item) if isinstance(item, str) else item for item in objects]
            super().print(*shown, **options)

    return Shown(highlight=False, soft_wrap=True)


def say(text: object, *, end: str = "\n") -> None:
    """Print a text as it is."""
    sys.stdout.write(visible(str(text)) + end)


def say_json(text: str) -> None:
    r"""Print JSON; a character that the stream lacks, or a terminal obeys, is written \uXXXX."""
    encoding = sys.stdout.encoding or "utf-8"
    shown = HIDDEN.sub(lambda hit: f"\\u{ord(hit.group()):04x}", text.replace("\r\n", "\n"))
    try:
        shown.encode(encoding)
    except UnicodeEncodeError:
        shown = "".join(_for_json(character, encoding) for character in shown)
    sys.stdout.write(shown + "\n")


def _for_json(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        halves = character.encode("utf-16-be", "surrogatepass").hex()
        return "".join(f"\\u{halves[i : i + 4]}" for i in range(0, len(halves), 4))
    return character


def say_error(message: str) -> None:
    """Print one line on standard error; where that is closed, nothing."""
    _aside("error", message)


def say_note(message: str) -> None:
    """Print one line on standard error that is no error: what should be known of a result."""
    _aside("note", message)


def _aside(kind: str, message: str) -> None:
    try:
        sys.stderr.write(visible(f"{kind}: {' '.join(message.split())}") + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _discard(sys.stderr)


def finish(code: int) -> int:
    """Send what is left to be printed, and return the exit code.

    Parameters
    ----------
    code : int
        Where all was printed.
    """
    try:
        sys.stdout.flush()
    except OutputEnded as ended:
        return ended_with(ended)
    except OSError as problem:
        return ended_with(OutputEnded(problem))
    return code


def ended_with(ended: OutputEnded) -> int:
    """Return the exit code where standard output has ended: as if by the signal, or 1 if full."""
    _discard(sys.stdout)
    if ended.number == errno.EPIPE:
        return 141
    say_error(f"standard output: {ended.said}")
    return 1


def _discard(stream: Any) -> None:
    """Let what is left in a stream's buffer go nowhere: Python sends it once more at the end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
