"""Options turned into values: assumptions, rivals, and the files that are asked for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus import Assumptions, FoedusError, load_world
from foedus.cli import options
from foedus.cli.options import given_assumptions, progress_bar, world_of
from foedus.cli.outlet import Outlet
from foedus.questions.result import DRAWS, SEED

SPACE = st.sampled_from(["", " ", "  "])


@given(st.floats(0, 1), st.floats(1, 1e5), SPACE, SPACE)
def test_assumptions_are_read_number_by_number(psi, reach, before, after):
    pairs = [f"{before}psi{after}={before}{psi!r}{after}", f"D={reach!r}"]
    found = given_assumptions("fatal", "nuclear", pairs)
    assert found == Assumptions("fatal", "nuclear").with_(psi=psi, D=reach)
    assert dict(found.fixed) == {"psi": psi, "D": reach}


def test_without_any_they_are_the_usual_ones():
    assert given_assumptions("war", "since-1816", None) == Assumptions()
    assert given_assumptions("war", "since-1816", []) == Assumptions()


def test_the_last_of_two_values_counts():
    assert given_assumptions("war", "since-1816", ["psi=0.1", "psi=0.2"]).fixed["psi"] == 0.2


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("psi", "--set 'psi': write NAME=VALUE, e.g. --set rho=0.5"),
        ("=0.5", "--set '=0.5': write NAME=VALUE, e.g. --set rho=0.5"),
        ("psi=", "--set 'psi=': write NAME=VALUE, e.g. --set rho=0.5"),
        (" = ", "--set ' = ': write NAME=VALUE, e.g. --set rho=0.5"),
        ("psi=half", "--set 'psi=half': 'half' is no number"),
        ("psi=0.5=1", "--set 'psi=0.5=1': '0.5=1' is no number"),
        ("psi=1,5", "--set 'psi=1,5': '1,5' is no number"),
    ],
)
def test_bad_assumptions_are_told_in_one_line(pair, told):
    with pytest.raises(FoedusError) as reason:
        given_assumptions("war", "since-1816", [pair])
    assert str(reason.value) == told


def test_rivals_are_a_pair_of_states_in_either_order():
    plain = world_of("2025-06-01")
    for text in ("FIN,RUS", "Russia, Finland"):
        made = world_of("2025-06-01", rivals=[text])
        i, j = made.index("FIN"), made.index("RUS")
        assert made.rivalry[i, j]
        assert made.rivalry[j, i]
    assert (world_of("2025-06-01", rivals=[]).rivalry == plain.rivalry).all()
    with pytest.raises(FoedusError, match=r"--assume-rival 'FIN': give two states, e\.g\. FIN,RUS"):
        world_of("2025-06-01", rivals=["FIN"])
    with pytest.raises(FoedusError, match="give two states"):
        world_of("2025-06-01", rivals=["FIN,RUS,SWE"])
    with pytest.raises(FoedusError, match="did you mean Finland"):
        world_of("2025-06-01", rivals=["Finlnd,RUS"])


def test_a_world_is_that_of_the_day_measure_and_clause():
    made = world_of("2024-06-01", "milex", "none")
    known = load_world("2024-06-01", "milex", eu_clause="none")
    assert (made.on, made.capability_measure, made.eu_clause) == (known.on, "milex", "none")
    assert (made.capability == known.capability).all()


def test_the_usual_draws_and_seed_are_those_of_python():
    assert (options.DRAWS, options.SEED) == (DRAWS, SEED)


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("plot", "c.pdf", "--plot c.pdf: expected a name that ends in .png or .svg"),
        ("plot", "c", "--plot c: expected a name that ends in .png or .svg"),
        ("report", "p.txt", "--report p.txt: expected a name that ends in .html"),
        ("report", "html", "--report html: expected a name that ends in .html"),
    ],
)
def test_files_have_the_ending_of_their_kind(name, given, told):
    with pytest.raises(FoedusError) as reason:
        Outlet(**{name: Path(given)})
    assert str(reason.value) == told


@pytest.mark.parametrize(("name", "given"), [("plot", "c.PNG"), ("plot", "c.svg"),
                                             ("report", "p.HTML"), ("report", "p.htm"),
                                             ("csv", "t.anything")])  # fmt: skip
def test_endings_may_be_large_or_small(name, given):
    assert getattr(Outlet(**{name: Path(given)}), name) == Path(given)


def test_progress_is_told_nobody_where_there_is_no_terminal(capsys):
    with progress_bar("working") as told:
        told(1, 2)
        told(2, 2)
    out = capsys.readouterr()
    assert (out.out, out.err) == ("", "")
