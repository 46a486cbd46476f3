"""What all published models share: one form of result, and their published numbers."""

import json
from importlib import import_module

import numpy as np
import polars as pl
import pytest

import foedus
from foedus import models
from foedus.errors import FoedusError
from foedus.models.catalogue import catalogue, catalogue_text

WITHOUT_DATA = {
    "landscape": lambda: models.landscape(case="unix"),
    "war_stable": lambda: models.war_stable(
        strength=[1, 2, 4], links=[[0, 1, 0], [1, 0, 0], [0, 0, 0]], names=["A", "B", "C"]
    ),
    "balance": lambda: models.balance(case="powers-1907"),
    "bargaining": lambda: models.bargaining("dummy", turns=3),
    "arms_race": models.arms_race,
}


def test_every_model_is_in_the_catalogue_and_public():
    assert {entry.name for entry in catalogue().models} == set(models.__all__)
    for entry in catalogue().models:
        assert callable(getattr(models, entry.name))
        assert entry.function == f"foedus.models.{entry.name}"
        assert any(year in entry.citation for year in map(str, range(1940, 2030)))
    assert max(map(len, catalogue_text().splitlines())) <= 80
    assert foedus.models is models


@pytest.mark.parametrize("name", WITHOUT_DATA)
def test_a_result_has_all_verbs_and_does_not_change(name, tmp_path):
    result = WITHOUT_DATA[name]()
    assert type(result).model == name
    data = json.loads(result.to_json())
    assert data["schema_version"] == "1.0"
    assert data["sources"]
    assert WITHOUT_DATA[name]().to_json() == result.to_json()
    assert isinstance(result.frame, pl.DataFrame)
    assert result.frame.height
    text = result.summary()
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert result.answer.split()[0] in text
    page = result.report(tmp_path / "page.html").read_text(encoding="utf-8")
    assert result.command.split()[2] in page
    assert "<script src" not in page
    for ending in ("png", "svg"):
        assert result.plot(tmp_path / f"picture.{ending}").stat().st_size > 1000
    assert (
        result.plot(tmp_path / "again.svg").read_bytes() == (tmp_path / "picture.svg").read_bytes()
    )
    assert "<table" in result._repr_html_()
    with pytest.raises(Exception, match="frozen"):
        result.notes = ()


def test_the_module_of_a_model_is_still_there():
    module = import_module("foedus.models.landscape")
    assert module.landscape is models.landscape
    models.landscape = module  # as the import of a file does
    assert callable(models.landscape)
    assert models.landscape is module.landscape


@pytest.mark.parametrize(
    ("call", "most"),
    [
        (lambda n: models.landscape(size=np.ones(n), propensity=np.zeros((n, n))), 500),
        (lambda n: models.war_stable(strength=np.ones(n), links=np.zeros((n, n))), 400),
        (lambda n: models.balance(signs=np.zeros((n, n))), 300),
    ],
)
def test_what_is_too_large_is_told_how_long_it_would_take(call, most):
    with pytest.raises(FoedusError, match=rf"{most + 1} members, at most {most}; .* minutes"):
        call(most + 1)


# --- Landscape theory ---------------------------------------------------------------------------


def test_the_unix_standards():
    found = models.landscape(case="unix")
    assert found.configurations == 256
    assert [m.configurations for m in found.minima] == [128, 128]
    assert [m.energy for m in found.minima] == pytest.approx([-3828.9, -3828.9], abs=1e-9)
    blocs = {frozenset({frozenset(m.one_side), frozenset(m.other_side)}) for m in found.minima}
    assert blocs == {
        frozenset({
            frozenset({"DEC", "HP", "Apollo", "Intergraph", "SGI"}),
            frozenset({"Sun", "Prime", "AT&T", "IBM"}),
        }),
        frozenset({
            frozenset({"AT&T", "IBM", "Apollo", "Intergraph", "SGI"}),
            frozenset({"Sun", "Prime", "DEC", "HP"}),
        }),
    }  # fmt: skip


def test_five_powers_that_distrust_each_other():
    found = models.landscape(case="five_powers")
    assert [m.energy for m in found.minima] == pytest.approx(
        [-936.1328, -933.9602, -923.8208, -890.4], abs=1e-9
    )
    assert [m.configurations for m in found.minima] == [7, 5, 3, 1]
    assert set(found.minima[0].one_side) == {"Britain", "USSR"}


def test_realist_europe_and_what_balancing_is():
    size = [7.45, 5.32, 1.15, 0.2, 15.01, 0.59, 0.35, 11.49, 4.03, 1.83, 0.78, 0.45, 0.27, 0.19,
            0.13, 0.1, 0.06]  # fmt: skip
    found = models.landscape(size=size, propensity=-np.ones((17, 17)))
    # 209 as published lies between the strict minima and those with ties of the rounded sizes.
    assert found.minima_count == 226
    assert sum(m.strict for m in found.minima) == 195
    a, whole = sum(size[:4]), sum(size)
    from foedus.models._landscape_search import coupling, energy

    x = np.array([[1] * 4 + [-1] * 13], dtype=np.int8)
    e = energy(coupling(np.array(size), -np.ones((17, 17))), x)[0]
    assert e == pytest.approx(-2 * a * (whole - a)) == pytest.approx(-996.3072, abs=1e-9)


def test_where_all_agree_everybody_is_on_one_side():
    found = models.landscape(size=[3, 1, 4, 1, 5], propensity=np.ones((5, 5)))
    assert found.minima[0].energy == 0
    assert found.minima[0].other_side == ()


def test_a_prediction_as_good_as_that_of_1936_by_chance():
    n, predictions = 17, 2
    off_by_two = 1 + n + n * (n - 1) // 2
    assert predictions * off_by_two / 2 ** (n - 1) == 0.00469970703125


def test_thirty_members_exactly_and_forty_by_search():
    rng = np.random.default_rng(5)
    p = np.triu(rng.choice([-1.0, 1.0], (30, 30)), 1)
    exact = models.landscape(size=rng.uniform(1, 9, 30), propensity=p + p.T)
    assert (exact.method, exact.complete) == ("branching", True)
    assert abs(sum(m.basin for m in exact.minima) - 1) < 0.02
    searched = models.landscape(
        size=[m.size for m in exact.members], propensity=p + p.T, method="search"
    )
    assert not searched.complete
    assert searched.minima[0].energy == pytest.approx(exact.minima[0].energy)
    q = np.triu(rng.choice([-1.0, 1.0], (40, 40)), 1)
    many = models.landscape(size=np.ones(40), propensity=q + q.T)
    assert many.method == "descents"
    with pytest.raises(FoedusError, match=r"40 members.*hours"):
        models.landscape(size=np.ones(40), propensity=q + q.T, method="exact")


@pytest.mark.mirror
def test_europe_in_1936_as_foedus_codes_it(mirror):
    found = models.landscape(year=1936)
    assert found.names[:3] == ("GBR", "FRA", "CSK")
    published = [7.45, 5.32, 1.15, 0.2, 15.01, 0.59, 0.35, 11.49, 4.03]
    sizes = [m.size for m in found.members[:9]]
    np.testing.assert_allclose(sizes, published, rtol=0.06)  # a later version of the data
    assert {"GBR", "FRA", "CSK"} <= set(found.minima[0].one_side)
    assert "DEU" in found.minima[0].other_side


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"size": [1, 2], "propensity": [[0, 1, 0], [1, 0, 0]]}, "2 by 3"),
        ({"size": [1, 2], "propensity": [[0, 1], [2, 0]]}, "1-2 is 1 and 2-1 2"),
        ({"size": [1, 2], "propensity": [[0, float("nan")], [1, 0]]}, "1, 2 is missing"),
        ({"size": [1, float("nan")], "propensity": [[0, 1], [1, 0]]}, "2 has nan"),
        ({"size": [1, -2], "propensity": [[0, 1], [1, 0]]}, "2 has -2"),
        ({"size": [1, 2, 3], "propensity": [[0, 1], [1, 0]]}, "3 given for a table of 2"),
        ({"size": [1, 2]}, "propensity is missing"),
        ({"size": [1], "propensity": [[0]]}, "expected two or more"),
        ({"case": "unics"}, "did you mean unix"),
        ({"case": "unix", "year": 1936}, "only one of the three"),
        ({"size": [1, 2], "propensity": [[0, 1], [1, 0]], "names": ["a", "a"]}, "a stands there"),
        ({"size": [1, 2], "propensity": [["x", 1], [1, 0]]}, "expected a square table"),
    ],
)
def test_what_landscape_refuses(arguments, message):
    with pytest.raises(FoedusError, match=message):
        models.landscape(**arguments)


# --- War-stable networks ------------------------------------------------------------------------


def test_today_with_and_without_a_member():
    found = models.war_stable(None, "NATO", without=["USA"], gamma=1.5)
    usa = next(state for state in found.states if state.name == "USA")
    assert usa.attack_over_defence > usa.before
    assert not found.war_stable
    back = models.war_stable(
        foedus.load_world().with_members(
            "NATO", foedus.load_world().members("NATO") - frozenset({"USA"})
        ),
        "NATO",
        joining=["USA"],
    )
    plain = models.war_stable()
    ours = {s.name: s.attack_over_defence for s in back.states}
    assert {s.name: s.attack_over_defence for s in plain.states} == ours


@pytest.mark.mirror
def test_the_series_has_every_year(mirror):
    found = models.war_stable(first=1900, last=1905)
    assert [year.year for year in found.series] == list(range(1900, 1906))
    assert all(0 <= year.share <= 1 for year in found.series)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"gamma": 0}, "gamma is 0"),
        ({"gamma": float("nan")}, "gamma is nan"),
        ({"without": ["USA"]}, "name an alliance"),
        ({"alliance": "NATO", "without": ["AUT"]}, "AUT is no member"),
        ({"alliance": "NATTO", "without": ["USA"]}, "did you mean NATO"),
        ({"strength": [1, 2]}, "strength and links"),
        ({"strength": [1, 2], "links": [[0, 2], [2, 0]]}, "expected 0 or 1"),
        ({"first": 1700, "last": 1800}, "1816 to 2018"),
    ],
)
def test_what_war_stable_refuses(arguments, message):
    with pytest.raises(FoedusError, match=message):
        models.war_stable(**arguments)


# --- Structural balance -------------------------------------------------------------------------


def test_the_powers_of_1907_are_balanced():
    found = models.balance(case="powers_1907")
    assert found.years[0].frustration == found.years[0].frustration_bound == 0
    assert [t.count for t in found.triads] == [2, 0, 18, 0]
    assert {m.name for m in found.members if m.camp == 1} == {"Britain", "France", "Russia"}


@pytest.mark.mirror
def test_years_of_the_data_are_proven(mirror):
    found = models.balance(first=1912, last=1916)
    assert all(y.frustration == y.frustration_bound for y in found.years)
    assert [y.war for y in found.years] == [True] * 5
    one = models.balance(1914).years[0]
    assert one == next(y for y in found.years if y.year == 1914)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"signs": [[0, 2], [2, 0]]}, "expected -1, 0 or 1"),
        ({"signs": [[0, 1], [-1, 0]]}, "not symmetric"),
        ({"year": 2011}, "1816 to 2010"),
        ({"case": "powers_1908"}, "did you mean powers_1907"),
    ],
)
def test_what_balance_refuses(arguments, message):
    with pytest.raises(FoedusError, match=message):
        models.balance(**arguments)


# --- Spatial bargaining -------------------------------------------------------------------------


def test_bargaining_ends_as_ktab_does():
    found = models.bargaining("dummy")
    assert (found.turns, found.settled) == (10, True)
    last = [p.position for p in found.places if (p.turn, p.dimension) == (10, "Pstn1")]
    np.testing.assert_allclose(last, [78.6, 78.6, 82.5, 67.1, 78.6, 79.9, 78.6], atol=0.06)
    soe = models.bargaining("soe", turns=100)
    assert (soe.turns, soe.settled) == (27, True)


def test_the_emission_standards():
    found = models.bargaining("emissions", turns=1).dimensions[0]
    assert found.weighted_mean == pytest.approx(7.389955686853767, abs=1e-9)
    assert found.median == 7.0


def test_ktab_differs_where_receivers_offer():
    right, ktab = (models.bargaining("dummy", turns=1, compat=c) for c in (None, "ktab"))
    assert right.places == ktab.places  # the usual setting does not use these offers
    pair = next(c for c in ktab.challenges if (c.initiator[-1], c.receiver[-1]) == ("0", "6"))
    assert pair.receiver_offer == pytest.approx((71.08, 33.45, 90.12), abs=0.006)
    pair = next(c for c in right.challenges if (c.initiator[-1], c.receiver[-1]) == ("0", "6"))
    assert pair.receiver_offer == pytest.approx((75.61, 24.67, 71.92), abs=0.006)
    both = [models.bargaining("dummy", turns=2, offers="both", compat=c) for c in (None, "ktab")]
    assert both[0].places != both[1].places


def test_a_file_of_ones_own(tmp_path):
    plain = tmp_path / "issue.csv"
    plain.write_text("actor,capability,place,salience\nA,10,0,50\nB,30,100,90\nC,5,40,20\n")
    ktab = tmp_path / "ktab.csv"
    ktab.write_text(
        'Case,"a, b",3,1,\nActor,Description,Power,Pos,Sal,\n'
        "A,x,10,0,50,\nB,y,30,100,90,\nC,z,5,40,20,\n"
    )
    frame = pl.DataFrame({"actor": ["A", "B", "C"], "capability": [10, 30, 5],
                          "place": [0, 100, 40], "salience": [50, 90, 20]})  # fmt: skip
    one, two, three = (models.bargaining(given) for given in (plain, str(ktab), frame))
    assert [p.position for p in one.places] == [p.position for p in two.places]
    assert [p.position for p in one.places] == [p.position for p in three.places]
    assert two.issue == "Case"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,c,p,s\nA,10,0,50\nB,x,1,1\n", "B, c: 'x' is no number"),
        ("a,c,p,s\nA,10,0,50\nB,3,,1\n", "B, p: '' is no number"),
        ("a,c,p,s\nA,10,0,50\nB,0,1,1\n", "capability of B is 0"),
        ("a,c,p,s\nA,10,0,50\nB,3,101,1\n", "B stands at 101 on p"),
        ("a,c,p,s\nA,10,0,50\nB,3,1,0\n", "saliences of B sum to 0"),
        ("a,c,p,s\nA,10,0,150\nB,3,1,1\n", "saliences of A sum to 150"),
        ("a,c,p,s\nA,10,0,50\nA,3,1,1\n", "A stands there twice"),
        ("a,c,p\nA,10,0\nB,3,1\n", "position and salience"),
        ("a,c,p,s\nA,10,0,50\nB,3,1\n", "3 cells, expected 4"),
    ],
)
def test_what_bargaining_refuses(tmp_path, text, message):
    path = tmp_path / "issue.csv"
    path.write_text(text)
    with pytest.raises(FoedusError, match=message):
        models.bargaining(path)


def test_other_refusals_of_bargaining():
    with pytest.raises(FoedusError, match="did you mean dummy"):
        models.bargaining("dumy")
    with pytest.raises(FoedusError, match=r"cannot read nowhere\.csv"):
        models.bargaining("nowhere.csv")
    with pytest.raises(FoedusError, match="turns is 0"):
        models.bargaining(turns=0)
    with pytest.raises(FoedusError, match="kind of offers"):
        models.bargaining(offers="none")
    with pytest.raises(FoedusError, match="expected ktab"):
        models.bargaining(compat="eugene")


# --- Arms races ---------------------------------------------------------------------------------


def test_richardsons_own_case():
    found = models.arms_race()
    slope, constant = found.coefficients
    assert round(slope.estimate, 2) == 0.73
    assert found.equilibrium == pytest.approx((194.0,), abs=1.0)
    assert constant.estimate == pytest.approx(-slope.estimate * found.equilibrium[0])
    assert not found.stable


@pytest.mark.parametrize(
    ("k", "rest", "determinant", "speeds", "stable"),
    [
        ((1, 2, 3, 4, 5, 6), (2.6, 2.8), 10, (-5, -2), True),
        ((2, 3, 1, 1, 1, 1), (-0.6, -0.8), -5, (-3.44948974278, 1.44948974278), False),
        ((0.9, 0.9, 1, 1, 0.2, 0.1), (1.52631578947, 1.47368421053), 0.19, (-1.9, -0.1), True),
    ],
)
def test_richardsons_equations(k, rest, determinant, speeds, stable):
    given = dict(zip(("k", "l", "a", "b", "g", "h"), k, strict=True))
    found = models.arms_race(coefficients=given)
    assert found.equilibrium == pytest.approx(rest, abs=1e-9)
    assert found.determinant == pytest.approx(determinant, abs=1e-9)
    assert found.speeds == pytest.approx(speeds, abs=1e-9)
    assert found.stable is stable


def test_the_path_after_a_year():
    given = {"k": 1, "l": 2, "a": 3, "b": 4, "g": 5, "h": 6}
    last = models.arms_race(coefficients=given, years=1).points[-1]
    assert (last.one, last.other) == pytest.approx((2.23955510784, 2.43820751844), abs=1e-9)


def test_a_pair_that_follows_the_equations_is_fitted_exactly():
    from foedus.models._linear_race import least_squares

    z = np.array([[1.0, 3.0]])
    m, g = np.array([[-0.2, 0.3], [0.1, -0.4]]), np.array([0.5, 1.0])
    for _ in range(9):
        z = np.vstack([z, z[-1] + m @ z[-1] + g])
    columns = np.column_stack([z[:-1], np.ones(9)])
    for side in (0, 1):
        fit = least_squares(np.diff(z[:, side]), columns, "made up")
        np.testing.assert_allclose(fit.estimate, [*m[side], g[side]], atol=1e-9)
        assert fit.std_error.max() < 1e-6


@pytest.mark.mirror
def test_a_pair_of_the_data(mirror):
    found = models.arms_race("GBR", "DEU", first=1890, last=1913)
    assert [c.symbol for c in found.coefficients] == ["-a", "k", "g", "l", "-b", "h"]
    assert all(c.std_error > 0 and c.n == 23 for c in found.coefficients)
    assert models.arms_race("USA", "Russia", first=1950, last=1989).other == "Soviet Union"
    for wrong, message in (
        (("GBR", "Atlantis"), "Atlantis"),
        (("GBR", "GBR"), "one state"),
        (("GBR",), "name two states"),
    ):
        with pytest.raises(FoedusError, match=message):
            models.arms_race(*wrong)
    with pytest.raises(FoedusError, match="pounds"):
        models.arms_race("GBR", "DEU", first=1900, last=1930)
    with pytest.raises(FoedusError, match="3 years for 3 coefficients"):
        models.arms_race("GBR", "DEU", first=1900, last=1903)


@pytest.mark.parametrize(
    ("given", "message"),
    [({"k": 1}, "coefficient l is missing"), ({"q": 1}, "no coefficient 'q'")],
)
def test_what_arms_race_refuses(given, message):
    with pytest.raises(FoedusError, match=message):
        models.arms_race(coefficients=given)


# --- Polarity -----------------------------------------------------------------------------------

CON = {  # great powers on 1 July: how many, CON, Herfindahl, effective number
    1870: (6, 0.29637785, 0.23986653, 4.1689852),
    1914: (8, 0.2202084, 0.16743027, 5.9726355),
    1938: (7, 0.22698091, 0.18701743, 5.3470952),
    1950: (5, 0.33166778, 0.28800281, 3.4721883),
    1989: (5, 0.31226034, 0.27800522, 3.5970548),
    2012: (7, 0.43875479, 0.30786208, 3.2482077),
}
SYSTEM = {  # all states: how many, CON, Herfindahl
    1816: (23, 0.34575049, 0.15782412),
    1950: (75, 0.35377947, 0.13682445),
    2012: (195, 0.27649978, 0.08118827),
}


@pytest.mark.mirror
def test_concentration_in_every_year_of_the_vectors(mirror):
    found = {year.year: year for year in models.polarity().years}
    assert list(found) == list(range(1816, 2023))
    for year, (n, con, herfindahl, effective) in CON.items():
        ours = found[year]
        assert ours.majors == n
        assert (ours.con, ours.herfindahl) == pytest.approx((con, herfindahl), abs=1e-6)
        assert ours.effective_number == pytest.approx(effective, abs=1e-6)
    for year, (n, con, herfindahl) in SYSTEM.items():
        ours = found[year]
        assert ours.states == n
        assert (ours.system_con, ours.system_herfindahl) == pytest.approx(
            (con, herfindahl), abs=1e-6
        )
    assert found[2016].con == pytest.approx(0.462, abs=5e-4)
    assert found[2017].con is None  # no list of great powers: nothing is filled in
    assert found[1914].blocs == 4
    with pytest.raises(FoedusError, match="1816 to 2022"):
        models.polarity(1800, 1900)


# --- Reliability --------------------------------------------------------------------------------


@pytest.mark.mirror
def test_reliability_has_the_published_shares_beside(mirror):
    found = models.reliability()
    theirs = {(p.kind, p.years): p.share for p in found.published if "Berkemeier" in p.source}
    assert theirs == {
        ("all", "1816-2003"): 0.50, ("all", "1816-1944"): 0.66, ("all", "1945-2003"): 0.22,
        ("defence", "1816-2003"): 0.41, ("non-aggression", "1816-2003"): 0.37,
        ("offence", "1816-2003"): 0.74, ("neutrality", "1816-2003"): 0.78,
    }  # fmt: skip
    assert {s.kind: s.published for s in found.shares} == {
        "defence": 0.41, "non-aggression": 0.37, "offence": 0.74, "neutrality": 0.78,
    }  # fmt: skip
    before, since = (s for s in found.shares if s.kind == "defence")
    assert before.low < before.share < before.high
    assert since.high < before.low  # as published: obligations were kept more often before 1945


@pytest.mark.mirror
def test_allies_of_1914(mirror):
    kept = {
        (o.ally, o.partner): o.kept
        for o in models.reliability(1914, 1914).obligations
        if o.kind == "defence" and o.war == 106
    }
    assert kept[220, 365]  # France beside Russia
    assert kept[300, 255]  # Austria-Hungary beside Germany
    assert not kept[325, 255]  # Italy, which stayed out and then fought its allies
    assert not kept[360, 255]  # Romania
    with pytest.raises(FoedusError, match="1816 to 2007"):
        models.reliability(1700, 1800)


# --- Onset --------------------------------------------------------------------------------------


@pytest.mark.mirror
def test_onset_models_answer_with_published_numbers_beside(mirror, tmp_path):
    found = models.dangerous_dyads(like_peer=True)
    land = next(c for c in found.coefficients if c.term == "landcontig")
    assert (land.n, land.published) == (106031, 1.062)
    assert abs(land.gap_in_standard_errors) < 0.15
    assert found.plot(tmp_path / "z.svg").stat().st_size > 1000
    assert max(map(len, found.summary().splitlines())) <= 80
    with pytest.raises(FoedusError, match="1816 to 2010"):
        models.dangerous_dyads(1700, 1800)
