"""What the fuzz calls wrong, and that it tries every command."""

import random
import sys

import pytest

import fuzz
from foedus.cli.main import COMMANDS, GROUPS


@pytest.fixture
def run(monkeypatch):
    def call(behaviour):
        monkeypatch.setattr("foedus.cli.main.main", behaviour)
        return fuzz.tried(["world"])

    return call


def ended(code, said="", out=""):
    def behaviour(given):
        sys.stderr.write(said)
        sys.stdout.write(out)
        sys.exit(code)

    return behaviour


def raised(problem):
    def behaviour(given):
        raise problem

    return behaviour


@pytest.mark.parametrize(
    "behaviour",
    [
        raised(ValueError("x")),
        raised(KeyboardInterrupt()),
        raised(RuntimeWarning("divide by zero")),
        ended(1),
        ended(None),
        ended(2),
        ended(2, "error: a\nb\n"),
        ended(0, "a warning\n"),
        ended(0, "", "Traceback (most recent call last)"),
        lambda given: None,
    ],
)
def test_what_is_wrong_is_seen(run, behaviour):
    assert run(behaviour)[2]


@pytest.mark.parametrize("behaviour", [ended(0, "", "fine"), ended(2, "error: x\n")])
def test_what_is_right_passes(run, behaviour):
    assert run(behaviour)[2] is None


def test_every_command_is_tried_with_its_options():
    found = fuzz.commands()
    assert {words[0] for words in found} == {*COMMANDS, *GROUPS}
    assert {len(words) for words in found} == {1, 2}
    options = {option for _, _, given in found[("assess",)] for option in given or ["(argument)"]}
    assert {"(argument)", "--admit", "--on", "--set", "--json", "--report", "--draws"} <= options
    assert {name: given for name, _, given in found[("panel", "run")]}["file"] is None


def test_the_same_seed_gives_the_same_inputs(tmp_path):
    takes = fuzz.commands()[("check",)]
    made = [fuzz.arguments(random.Random("1-1"), ("check",), takes, tmp_path) for _ in range(2)]
    assert made[0] == made[1]
