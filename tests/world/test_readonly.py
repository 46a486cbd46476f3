"""Nobody can change a world, a table or what the next caller gets."""

from dataclasses import fields, replace

import numpy as np
import pytest

from foedus import FoedusError, load_world
from foedus.world.states import state_rows
from foedus.world.tables import read_shapes, read_table

ARRAYS = [
    name
    for name in (field.name for field in fields(load_world()))
    if isinstance(getattr(load_world(), name), np.ndarray)
]
DERIVED = ["tie", "allied", "active_personnel"]


def test_every_array_is_among_those_tested():
    assert len(ARRAYS) == 13
    assert {"capability", "at_war", "minimum_distance", "rivalry", "nuclear"} <= set(ARRAYS)


@pytest.mark.parametrize("name", [*ARRAYS, *DERIVED, "stationed", "stationed_share"])
def test_an_array_cannot_be_changed(name):
    world = load_world().with_deployments()
    array = getattr(world, name)
    before = array.copy()
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        array += array
    np.testing.assert_array_equal(getattr(load_world().with_deployments(), name), before)


def test_the_bounds_of_pledges_cannot_be_changed():
    world = load_world()
    nato = replace(world.alliance("NATO"), rho=0.5)
    bounds = replace(world, alliances=(nato,)).pledges
    for least, most in bounds:
        for array in (least, most):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 1


def test_a_callers_own_array_stays_his():
    share = load_world().capability.copy()
    world = replace(load_world(), capability=share)
    share[0] = 0.5
    assert world.capability[0] == load_world().capability[0] != 0.5
    view = np.array([share, share])[0]
    view.flags.writeable = False
    assert replace(world, capability=view).capability.base is None


@pytest.mark.parametrize("name", ["capability", "on", "figures", "iso3", "eu_clause"])
def test_a_field_cannot_be_set(name):
    with pytest.raises(AttributeError):
        setattr(load_world(), name, None)


def test_a_frame_is_handed_out_as_a_clone():
    world = load_world()
    columns = world.figures.columns
    world.figures.drop_in_place("capability")
    figures = world.figures
    figures.drop_in_place("capability")
    assert replace(world, figures=figures).figures.columns == columns[:-1]
    assert world.figures.columns == load_world().figures.columns == columns


def test_tables_are_handed_out_as_clones():
    read_table("states").drop_in_place("iso3")
    assert "iso3" in read_table("states").columns


def test_rows_and_shapes_cannot_be_changed():
    with pytest.raises(TypeError):
        state_rows()["UKR"]["name"] = "?"
    with pytest.raises(TypeError):
        state_rows()["AAA"] = {}
    with pytest.raises(TypeError):
        read_shapes()["UKR"] = None


def test_the_weight_of_the_european_clause():
    full = load_world()
    pair = np.ix_([full.index("IRL")], [full.index("AUT")])
    both = np.ix_([full.index("FRA")], [full.index("DEU")])
    for clause, weight in (("full", 1.0), ("half", 0.5), ("none", 0.0)):
        world = load_world(eu_clause=clause)
        assert (world.tie[pair].item(), world.tie[both].item()) == (weight, 1.0)
        assert world.allied[pair].item() == (weight > 0)
    with pytest.raises(FoedusError, match="full, half, none"):
        load_world(eu_clause="maybe")
