"""The headline figures under other assumptions, and the groups the model gets wrong, by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.questions import calibration
from foedus.questions.calibration import FAR_KM, RESTS_ON, miscalibrated
from foedus.questions.otherwise import _at_omega, headlines
from foedus.questions.roles import Roles
from foedus.security.recorded import Group
from smallworlds import plain, random_world

NONE = np.array([], dtype=int)
NUMBER = st.floats(-3, 3)


def found_of(before, after, draws=None, psi=0.5):
    """An outcome whose levels at psi and at 1, and whose draws, are given."""

    def level(values):
        return SimpleNamespace(insecurity=lambda weight: np.array(values) * (0.5 + weight))

    drawn = None if draws is None else SimpleNamespace(insecurity=lambda psi: np.array(draws))
    old, new = np.array(before) * (0.5 + psi), np.array(after) * (0.5 + psi)
    return SimpleNamespace(before=level(before), after=level(after), draws=drawn, psi=psi,
                           insecurity=lambda: new - old)  # fmt: skip


@given(
    st.lists(NUMBER, min_size=4, max_size=4), st.lists(NUMBER, min_size=4, max_size=4),
    st.lists(st.lists(NUMBER, min_size=4, max_size=4), min_size=1, max_size=9),
)  # fmt: skip
def test_headlines_are_means_state_by_state(before, after, draws):
    roles = Roles(np.array([0, 1]), np.array([2]), NONE, np.array([3]))
    told = headlines(found_of(before, after, draws), plain(4), roles)
    assert [one.who for one in told] == ["members", "S02"]
    for one, places in zip(told, ([0, 1], [2]), strict=True):
        old, new = (sum(each[i] for i in places) / len(places) for each in (before, after))
        assert one.before == pytest.approx(old)
        assert one.after == pytest.approx(new)
        assert one.change == pytest.approx(new - old)
        means = sorted(sum(row[i] for i in places) / len(places) for row in draws)
        assert one.share_safer == sum(mean < 0 for mean in means) / len(means)
        at = 0.95 * (len(means) - 1)
        below, above = means[int(at)], means[min(int(at) + 1, len(means) - 1)]
        assert one.high == pytest.approx(below + (at - int(at)) * (above - below), abs=1e-9)
        assert one.low <= one.high


def test_another_weight_is_taken_for_all():
    roles = Roles(np.array([0]), NONE, NONE, np.array([1]))
    [one] = headlines(found_of([1.0, 1.0], [3.0, 1.0]), plain(2), roles, 1.0)
    assert (one.before, one.after, one.change) == (1.5, 4.5, 3.0)
    assert one.share_safer is one.low is one.high is None


def test_without_members_only_who_moves_is_told():
    roles = Roles(NONE, NONE, np.array([1]), np.array([0]))
    assert [one.who for one in headlines(found_of([1, 1], [1, 1]), plain(2), roles)] == ["S01"]


@pytest.mark.parametrize(
    ("changes", "count", "worst"),
    [([0.5, 0.04, -0.9, 0.02], 2, 0), ([0.0, -0.5, -0.9, 0.009], 0, None),
     ([0.05, 0.06, 0.0, 0.0], 2, 1)],
)  # fmt: skip
def test_outsiders_that_notice_are_counted_and_the_worst_named(changes, count, worst):
    # Levels of 1, 3, 1, 1: noticed from 0.01, 0.03, 0.01, 0.01.
    before = np.array([1.0, 3.0, 1.0, 1.0])
    found = found_of(before, before + changes)
    roles = Roles(NONE, NONE, np.array([3]), np.array([0, 1, 2]))
    told = _at_omega(found, plain(4, names=tuple("ABCD")), roles, 0.5, "label", "record")
    assert told.outsiders_noticeably_less_safe == count
    assert (told.worst_outsider and told.worst_outsider.iso3) == (
        None if worst is None else f"S{worst:02d}"
    )
    assert told.states == pytest.approx({f"S{i:02d}": c for i, c in enumerate(changes)})
    assert (told.omega, told.label, told.record) == (0.5, "label", "record")


# --- Groups that the model gets wrong -----------------------------------------------------------


def group(expected, observed, off=True, name="rivals"):
    return Group(event="war", group=name, expected=expected, observed=observed, off=off, n=9,
                 first=1991, last=2010)  # fmt: skip


@pytest.mark.parametrize(("share", "told"), [(RESTS_ON - 0.01, False), (RESTS_ON + 0.01, True)])
@pytest.mark.parametrize(("expected", "observed", "side"), [(9.0, 2, "high"), (2.0, 9, "low")])
def test_a_group_is_told_where_a_quarter_of_the_attacks_come_from_it(
    share, told, expected, observed, side, monkeypatch
):
    rivals = np.zeros((3, 3), dtype=bool)
    rivals[1, 0] = rivals[0, 1] = True
    world = plain(3, rivalry=rivals)
    attacks = np.zeros((3, 3))
    attacks[1, 0], attacks[2, 0] = share, 1 - share
    both = (group(expected, observed), group(1.0, 1, off=False))
    monkeypatch.setattr(calibration, "calibrated_groups", lambda event: both)
    found = miscalibrated(world, SimpleNamespace(attacks=attacks), np.array([0]), "war")
    assert len(found) == told
    if told:
        assert f"it may be too {side}." in found[0]
        assert (
            f"(rivals: {expected:.1f} attacks expected in 1991-2010, {observed} recorded)"
            in (found[0])
        )
    assert miscalibrated(world, SimpleNamespace(attacks=attacks), NONE, "war") == ()
    nothing = SimpleNamespace(attacks=np.zeros((3, 3)))
    assert miscalibrated(world, nothing, np.array([0]), "war") == ()


def test_pairs_are_in_the_groups_that_their_names_say():
    world = random_world(3, n=10)
    masks = {name: made() for name, made in calibration._masks(world).items()}
    for i in range(10):
        for j in range(10):
            near = world.contiguous[i, j]
            far = not near and world.minimum_distance[i, j] > FAR_KM
            major = world.major[i] or world.major[j]
            size = world.capability[j]
            wanted = {
                "neighbours by land": near,
                "far, with a major power": far and major,
                "far, no major power": far and not major,
                "rivals": world.rivalry[i, j],
                "no rivals": not world.rivalry[i, j],
                "allies": world.tie[i, j] > 0,
                "small targets": size < calibration.SMALL,
                "middle targets": calibration.SMALL <= size < calibration.LARGE,
                "large targets": size >= calibration.LARGE,
            }
            for name, inside in wanted.items():
                assert masks[name][i, j] == inside, (name, i, j)


def test_attackers_and_regions_are_those_of_the_states():
    from foedus import load_world

    world = load_world("2025-06-01")
    masks = {name: made() for name, made in calibration._masks(world).items()}
    place = world.index
    assert masks["the USA attacks"][place("USA"), place("CAN")]
    assert not masks["the USA attacks"][place("CAN"), place("USA")]
    assert masks["Russia attacks"][place("RUS"), :].all()
    assert masks["China attacks"].sum() == len(world.iso3)
    assert masks["between regions"][place("USA"), place("EGY")]
    assert not masks["between regions"][place("POL"), place("DEU")]
    within = [name for name in masks if name.startswith("within ")]
    inside = sum(masks[name].astype(int) for name in within)
    assert inside.max() == 1
    assert (inside[~masks["between regions"]] == 1).mean() > 0.9
    both = masks["allies in the Middle East and North Africa"]
    assert both[place("EGY"), place("SAU")]
    assert not both[place("POL"), place("DEU")]


def test_each_row_is_what_that_assumption_alone_would_give():
    import foedus
    from foedus import Accession, Assumptions, load_world

    world, change = load_world("2025-06-01"), Accession("GEO", "NATO")
    found = foedus.assess(world, change, draws=0)

    def alone(given):
        one = foedus.assess(world, change, assumptions=given, draws=0)
        [row] = [row for row in one.by_reading if row.reading == given.reading]
        return one, row.headlines

    told = {row.reading: row.headlines for row in found.by_reading}
    for reading in ("since-1816", "sceptics"):
        assert told[reading] == alone(Assumptions(reading=reading))[1]
    assert len({heads[0].change for heads in told.values()}) == 4
    bloc, heads = alone(Assumptions().with_(omega=1.0))
    last = found.by_omega[-1]
    assert last.omega == 1.0
    assert last.headlines == heads
    assert last.outsiders_noticeably_less_safe == bloc.indivisibility.noticeably_less_safe
    whole = found.by_psi[-1]
    assert whole.psi == 1.0
    assert whole.headlines[0].change == pytest.approx(found.article10.mean_change_psi_1)
