"""What is printed: nothing that a terminal obeys, characters that the stream has, colours."""

import codecs
import io
import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.cli import streams
from foedus.cli.main import _told
from foedus.cli.paint import painted
from foedus.cli.streams import _plain, _replacement, say, say_error, say_json, visible
from foedus.errors import FoedusError

ORDERS = "\x00\x07\x08\x0b\x1b\x7f\x9b\u200e\u200f\u202e\u2066\u2069\u061c\u2028"


@given(st.text())
def test_no_order_to_a_terminal_is_left_and_the_rest_stays(text):
    shown = visible(text)
    assert not set(ORDERS) & set(shown)
    assert "\r" not in shown
    hidden = ("Cc", "Cf", "Zl", "Zp")
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in hidden)
    it = iter(shown)
    assert all(any(c == each for each in it) for c in kept)


@pytest.mark.parametrize(("text", "shown"), [
    ("a\x1b[31mb", "a\\x1b[31mb"), ("a\tb\nc", "a\tb\nc"), ("a\rb", "a\\rb"),
    ("\u202eabc", "\\u202eabc"), ("a\x9bb", "a\\x9bb"), ("Türkiye – ρ", "Türkiye – ρ"),
])  # fmt: skip
def test_orders_are_spelt_out(text, shown):
    assert visible(text) == shown


@given(st.characters())
def test_every_character_has_a_spelling_in_ascii(character):
    assert _plain(character).isascii()


@pytest.mark.parametrize(
    ("character", "spelt"),
    [("ü", "u"), ("Å", "A"), ("ł", "l"), ("ρ", "rho"), ("Δ", "Delta"), ("–", "-"), ("…", "..."),
     ("≥", ">="), ("±", "+/-"), ("→", "->"), ("ß", "ss"), ("中", "?"), ("\udcff", "\\udcff"),
     ("½", "1/2"), ("☢", "*")],
)  # fmt: skip
def test_spellings(character, spelt):
    assert _plain(character) == spelt


def test_what_a_stream_lacks_is_spelt_and_other_problems_are_not_hidden():
    codecs.register_error(streams.TRANSLITERATED, _replacement)
    assert "ρ Łódź".encode("ascii", streams.TRANSLITERATED) == b"rho Lodz"
    assert "ρ ü".encode("latin-1", streams.TRANSLITERATED) == "rho ü".encode("latin-1")
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", streams.TRANSLITERATED)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@given(text=st.text())
def test_json_is_the_same_in_every_encoding(encoding, text):
    data = {"a": text, "b": [text]}
    told = json.dumps(data, ensure_ascii=False)
    with pytest.MonkeyPatch.context() as patch:
        raw = io.BytesIO()
        errors = "surrogatepass" if encoding == "utf-8" else "strict"
        patch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding, errors, newline="\n"))
        say_json(told)
        sys.stdout.flush()
        back = json.loads(raw.getvalue().decode(encoding, errors))
        assert back == data or back == json.loads(told.replace("\r\n", "\n"))
        sys.stdout = sys.__stdout__


def test_errors_are_one_line_on_the_other_stream(capsys):
    say_error("first\nsecond   third\x1b[0m")
    say("text")
    out = capsys.readouterr()
    assert out.err == "error: first second third\\x1b[0m\n"
    assert out.out == "text\n"


class Closed:
    def write(self, text):
        raise ValueError("I/O operation on closed file")

    def fileno(self):
        raise OSError


def test_an_error_that_nobody_can_read_ends_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Closed())
    say_error("told to nobody")


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (FoedusError("unknown state"), "unknown state"),
        (
            MemoryError(),
            "there is not enough memory for this; fewer draws, years or states need less",
        ),
        (OSError(2, "No such file", "x.yaml"), "No such file: x.yaml"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (ValueError("a mistake"), None),
        (KeyError("x"), None),
    ],
)
def test_what_is_no_mistake_of_the_program_is_told(problem, told):
    assert _told(problem) == told


def spans(text):
    found = painted(text)
    assert found.plain == text
    return {(found.plain[span.start : span.end], str(span.style)) for span in found.spans}


@pytest.mark.parametrize(
    ("text", "colours"),
    [
        ("it gets safer", {("safer", "green")}),
        ("it gets less safe", {("less safe", "red")}),
        ("nobody safer", set()),
        ("less safer", set()),
        ("borne out", {("borne out", "green")}),
        ("not borne out", {("not borne out", "red")}),
        ("contradicted", {("contradicted", "red")}),
        ("a\nNote: careful\nb", {("Note: careful", "yellow")}),
        ("see Note: x", set()),
        ("A.\n\nHead\n  row\n", {("Head", "bold")}),
        ("A.\n\nNo head\nrow\n", set()),
        ("unsafer", set()),
    ],
)
def test_verdicts_and_headings_stand_out(text, colours):
    assert spans(text) == colours
