"""foedus panel as a user types it."""

import json

import pandas as pd
import polars as pl
import pytest

from foedus import panel
from foedus.cli.main import main
from foedus.panel.recipe import adders, creators
from foedus.sources import get

pytestmark = pytest.mark.mirror


@pytest.fixture
def run(capsys, mirror, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["panel", *arguments])
        out = capsys.readouterr()
        return ended.value.code, out.out, out.err

    return call


def refused(run, *arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    return err


def record_of(file):
    return json.loads(pl.read_parquet_metadata(file)["foedus"])


UNITS = {
    "state-years": [],
    "state-days": [],
    "dyad-years": [],
    "leader-years": [],
    "leader-days": [],
    "leader-dyad-years": [],
    "kad-years": ["--k", "3"],
}


@pytest.mark.parametrize("command", [*UNITS, "run", "adders"])
def test_help_shows_an_example(run, command):
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"Example: foedus panel {command}" in " ".join(out.split())


def test_there_is_a_command_for_every_creator():
    assert list(creators()) == list(UNITS)


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_holds_what_its_creator_makes(run, unit, tmp_path):
    code, out, err = run(unit, *UNITS[unit], "--years", "1914", "--out", "x.parquet")
    assert (code, err) == (0, "")
    made = creators()[unit](*([3] if unit == "kad-years" else []), subset_years=[1914])
    assert pl.read_parquet("x.parquet").equals(made)
    assert f"{made.height:,} rows (a {unit.removesuffix('s')} each)" in out
    assert max(map(len, out.splitlines())) <= 80
    assert [p.name for p in tmp_path.iterdir()] == ["x.parquet"]


def test_the_command_of_the_quick_start(run):
    code, _, err = run(
        "dyad-years", "--directed", "--from", "1946", "--to", "1950", "--add",
        "nmc,atop_alliance,gml_mids,spells", "--prd", "--out", "x.parquet", "--cite", "x.bib",
    )  # fmt: skip
    assert (code, err) == (0, "")
    expected = (
        panel.dyad_years(1946, 1950)
        .pipe(panel.add_nmc)
        .pipe(panel.add_atop_alliance)
        .pipe(panel.add_gml_mids)
        .pipe(panel.add_spells)
        .pipe(panel.filter_prd)
    )
    assert pl.read_parquet("x.parquet").equals(expected)


def test_the_record_says_all_that_matters(run):
    run(
        "dyad-years", "--undirected", "--years", "1946,1950", "--add", "nmc:keep=cinc+tpop",
        "--add", "fp_similarity:portfolio=valued", "--prd", "--out", "x.parquet",
    )  # fmt: skip
    record = record_of("x.parquet")
    frame = pl.read_parquet("x.parquet")
    assert record["rows"] == frame.height
    assert record["columns"] == frame.columns
    names = [dataset["name"] for dataset in record["datasets"]]
    assert names == sorted({"atop_alliance", "cow_contdir", "cow_majors", "cow_nmc", "cw_system"})
    assert all(d["sha256"] == get(d["name"]).sha256 for d in record["datasets"])
    assert [step["step"] for step in record["steps"]] == [
        "dyad_years", "add_nmc", "add_fp_similarity", "filter_prd",
    ]  # fmt: skip
    assert record["steps"][0]["options"]["directed"] is False
    assert record["steps"][1]["options"] == {"keep": ["cinc", "tpop"]}
    assert record["steps"][3]["options"] == {"until": None}
    cited = {key for name in names for key in get(name).citations}
    assert cited <= set(record["cite"])


def test_the_same_command_gives_the_same_bytes(run, tmp_path):
    for name in ("a.parquet", "b.parquet", "a.csv", "b.csv", "a.dta", "b.dta"):
        run("state-years", "--from", "1900", "--to", "1910", "--add", "nmc", "--out", name)
    for ending in ("parquet", "csv", "dta", "csv.json", "dta.json"):
        one, two = (tmp_path / f"{name}.{ending}" for name in "ab")
        assert one.read_bytes() == two.read_bytes()


def test_datasets_are_recorded_whatever_was_made_before(run):
    add = "capital_distance,minimum_distance"
    for name in ("a.parquet", "b.parquet"):
        run("dyad-years", "--years", "1914", "--add", add, "--out", name)
    found = [{d["name"] for d in record_of(f)["datasets"]} for f in ("a.parquet", "b.parquet")]
    assert found[0] == found[1] == {"cow_capitals", "cow_mindist", "cw_system"}


def test_csv_and_stata_hold_the_same_values_with_the_record_beside(run):
    arguments = ["leader-years", "--standardize", "cow", "--from", "1950", "--to", "1955",
                 "--add", "nmc:keep=milex+cinc,lead:keep=combat"]  # fmt: skip
    for ending in ("parquet", "csv", "dta"):
        assert run(*arguments, "--out", f"x.{ending}")[0] == 0
    frame = pl.read_parquet("x.parquet")
    csv = pl.read_csv("x.csv", schema=frame.schema)
    assert csv.equals(frame)
    stata = pd.read_stata("x.dta")
    assert list(stata.columns) == frame.columns
    for name in frame.columns:
        values = pl.Series(name, stata[name].to_list(), strict=False)
        if frame.schema[name] == pl.String:
            assert values.equals(frame[name].fill_null(""))
        else:
            given = values.cast(pl.Float64).fill_nan(None)
            assert given.equals(frame[name].cast(pl.Float64))
    for ending in ("csv", "dta"):
        with open(f"x.{ending}.json", encoding="utf-8") as file:  # noqa: PTH123
            assert json.load(file) == record_of("x.parquet")


def test_days_are_days_in_stata(run):
    run("state-days", "--years", "1914", "--out", "x.dta")
    stata = pd.read_stata("x.dta")
    assert stata["date"].min() == pd.Timestamp("1914-01-01")
    assert stata["date"].max() == pd.Timestamp("1914-12-31")


def test_a_recipe_printed_is_a_recipe_that_runs(run, tmp_path):
    arguments = ["dyad-years", "--undirected", "--from", "1946", "--to", "1948", "--add",
                 "nmc:keep=cinc,contiguity:slice=last", "--prd"]  # fmt: skip
    code, recipe, err = run(*arguments, "--recipe")
    assert (code, err) == (0, "")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "r.yaml").write_text(recipe, "utf-8")
    run(*arguments, "--out", "direct.parquet")
    code, _, err = run("run", "r.yaml", "--out", "run.parquet", "--cite", "run.bib")
    assert (code, err) == (0, "")
    assert (tmp_path / "run.parquet").read_bytes() == (tmp_path / "direct.parquet").read_bytes()
    assert "@incollection{singer1972capability," in (tmp_path / "run.bib").read_text("utf-8")
    assert record_of("run.parquet")["recipe"]["add"][1] == {"contiguity": {"slice": "last"}}


def test_a_recipe_can_say_where_its_panel_goes(run, tmp_path):
    (tmp_path / "folder").mkdir()
    text = "unit: state-years\nfrom: 1914\nto: 1914\nout: x.csv\n"
    (tmp_path / "folder" / "r.yaml").write_text(text, "utf-8")
    assert run("run", "folder/r.yaml")[0] == 0
    assert (tmp_path / "folder" / "x.csv").exists()
    assert "--force" in refused(run, "run", "folder/r.yaml")
    assert run("run", "folder/r.yaml", "--force")[0] == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit: dyad-years\ndirceted: true\n", "r.yaml:2: dirceted: unknown field: did you mean"),
        ("unit: dyads\n", "r.yaml:1: unit: 'dyads': Input should be 'state-years'"),
        ("from: 1946\n", "either unit, what one row is, or base, a file; it has neither"),
        (
            "unit: state-years\nfrom: '1946'\n",
            "r.yaml:2: from: '1946': Input should be a valid int",
        ),
        ("unit: state-years\nadd:\n- nmc\n- democrazy\n", "r.yaml:4: add.2: 'democrazy': no adder"),
        (
            "unit: state-years\nadd:\n- nmc: {kep: [cinc]}\n",
            "has no option 'kep'; did you mean keep?",
        ),
        ("unit: state-years\nadd:\n- nmc: {keep: cinc}\n", "nmc: keep is 'cinc': "),
        ("unit: state-years\nadd:\n- nmc: {}\n  igos: {}\n", "expected a name such as nmc"),
        ("unit: kad-years\nk: 3\nadd: [kad_sum]\n", "kad_sum needs the option 'variable'"),
        ("unit: kad-years\n", "kad-years need k"),
        ("unit: state-years\ndirected: true\n", "directed does not apply to state-years"),
        ("unit: leader-years\nuntil: 2020\n", "until does not apply to leader-years"),
        ("unit: leader-years\nsystem: gw\n", "system does not apply to leader-years"),
        ("unit: [state-years\n", "broken YAML"),
        ("", "the file is empty"),
    ],
)
def test_a_recipe_that_is_wrong_names_the_place(run, tmp_path, text, said):
    (tmp_path / "r.yaml").write_text(text, "utf-8")
    assert said in refused(run, "run", "r.yaml", "--out", "x.csv")
    assert [p.name for p in tmp_path.iterdir()] == ["r.yaml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["state-years"], "where shall the panel go? --out FILE"),
        (["state-years", "--out", "x.xls"], "ends in '.xls', expected .parquet, .csv, .dta"),
        (
            ["state-years", "--out", "nowhere/x.csv"],
            "cannot write nowhere/x.csv: there is no folder",
        ),
        (["state-years", "--from", "1800", "--out", "x.csv"], "before the data begin in 1816"),
        (
            ["state-years", "--to", "2024", "--out", "x.csv"],
            "after the data end in 2016; until=2024",
        ),
        (
            ["state-years", "--years", "19l4", "--out", "x.csv"],
            "--years 19l4: expected whole numbers",
        ),
        (["state-years", "--system", "isocodes", "--out", "x.csv"], "--system is 'isocodes'"),
        (["dyad-years", "--add", "gml_mid", "--out", "x.csv"], "did you mean gml_mids?"),
        (["dyad-years", "--add", "zzz", "--out", "x.csv"], "see: foedus panel adders"),
        (["dyad-years", "--add", "nmc:keep", "--out", "x.csv"], "write NAME:option=value"),
        (["dyad-years", "--add", "nmc:keep=cinq", "--out", "x.csv"], "did you mean 'cinc'?"),
        (["dyad-years", "--add", "peace_years:pad=perhaps", "--out", "x.csv"], "pad is 'perhaps'"),
        (["dyad-years", "--years", "1914", "--add", "nmc,nmc", "--out", "x.csv"], "already has"),
        (["dyad-years", "--years", "1914", "--add", "spells", "--out", "x.csv"], "add_gml_mids()"),
        (
            ["state-years", "--add", "minimum_distance,atop_alliance", "--out", "x.csv"],
            "dyad_years()",
        ),
        (["kad-years", "--k", "1", "--out", "x.csv"], "k is 1, expected 2 or more"),
        (["kad-years", "--k", "4", "--out", "x.csv"], "write them with to='file.parquet'"),
        (["kad-years", "--k", "4", "--seed", "1", "--out", "x.csv"], "seed is for a sample"),
        (["kad-years", "--k", "4", "--seed", "1", "--out", "x.parquet"], "seed is for a sample"),
        (["kad-years", "--k", "4", "--out", "x.parquet"], "that is 2,006,575,251 rows, 80 GB bef"),
        (["kad-years", "--k", "20", "--years", "1914", "--out", "x.parquet"], "--yes goes on"),
        (["kad-years", "--k", "4", "--sample", "900000000", "--out", "x.csv"], "rows, 36 GB bef"),
        (["kad-years", "--out", "x.csv"], "Missing option '--k'"),
        (["run", "nowhere.yaml", "--out", "x.csv"], "nowhere.yaml: cannot be read"),
        (["dyad-year"], "No such command 'dyad-year'"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(run, tmp_path, arguments, said):
    assert said in refused(run, *arguments)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", ["x.csv", "x.csv.json", "x.bib"])
def test_no_file_is_replaced_without_force(run, tmp_path, there):
    (tmp_path / there).write_text("mine", "utf-8")
    arguments = ["state-years", "--years", "1914", "--out", "x.csv", "--cite", "x.bib"]
    assert f"{there} exists; --force" in refused(run, *arguments)
    assert (tmp_path / there).read_text("utf-8") == "mine"
    assert len(list(tmp_path.iterdir())) == 1
    assert run(*arguments, "--force")[0] == 0
    assert len(list(tmp_path.iterdir())) == 3
    assert (tmp_path / there).read_text("utf-8") != "mine"


def test_all_k_ads_are_written_in_parts_with_what_is_added(run):
    code, _, err = run(
        "kad-years", "--k", "3", "--from", "1816", "--to", "1900", "--add", "nmc:keep=tpop",
        "--add", "kad_sum:variable=tpop,kad_pairs:relation=defense", "--out", "x.parquet",
    )  # fmt: skip
    assert (code, err) == (0, "")
    expected = (
        panel.kad_years(3, 1816, 1900)
        .pipe(panel.add_nmc, keep=["tpop"])
        .pipe(panel.add_kad_sum, "tpop")
        .pipe(panel.add_kad_pairs, "defense")
    )
    assert pl.read_parquet("x.parquet").equals(expected)
    record = record_of("x.parquet")
    assert record["rows"] == expected.height
    names = [dataset["name"] for dataset in record["datasets"]]
    assert names == ["atop_alliance", "cow_nmc", "cw_system"]


def test_a_sample_of_k_ads(run):
    run("kad-years", "--k", "5", "--sample", "1000", "--seed", "1", "--out", "x.parquet")
    made = pl.read_parquet("x.parquet")
    assert made.equals(panel.kad_years(5, sample=1000, seed=1))
    run("kad-years", "--k", "3", "--states", "2,200,220", "--years", "1914", "--out", "y.csv")
    assert pl.read_csv("y.csv").rows() == [(2, 200, 220, 1914)]


def test_the_peers_behaviour_can_be_asked_for(run):
    # The peer gives years without data on disputes a 0.
    for name, more in (("right", []), ("peer", ["--peer-compat"])):
        run(
            "state-years", "--years", "2012", "--add", "gml_mids", *more, "--out", f"{name}.parquet"
        )
    right, peer = (pl.read_parquet(f"{name}.parquet") for name in ("right", "peer"))
    assert right["gmlmidongoing"].null_count() == right.height
    assert peer["gmlmidongoing"].null_count() == 0
    assert record_of("peer.parquet")["peer_compat"] is True


def test_the_list_of_adders_is_complete_and_fits(run):
    code, out, _ = run("adders")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    listed = {line.split()[0] for line in out.splitlines() if line[0] != " "}
    assert listed == set(adders())
    assert {f"add_{name}" for name in listed - {"prd"}} == {
        name for name in panel.__all__ if name.startswith("add_")
    }


def test_what_names_could_not_be_matched_is_a_note(run):
    chosen = "state_codes:column=gw_name:code=ccode"
    asked = ["--system", "gw", "--years", "1930", "--add", chosen, "--out", "x.dta"]
    code, out, err = run("state-years", *asked)
    assert code == 0
    assert "written: x.dta" in out
    (note,) = err.splitlines()
    assert note.startswith("note: add_state_codes: ")
    assert "'Andorra' 1930: not in the system in 1930" in note
