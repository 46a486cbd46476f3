"""Recipes on a toy world: own rows, years to keep, new names, several files, members on a day."""

import json

import pandas as pd
import polars as pl
import pytest

import oracle
import toymirror
from foedus import panel
from foedus.cli.main import main


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    with toymirror.standing_in(tmp_path_factory.mktemp("toy")) as made:
        yield made


@pytest.fixture
def run(toy, capsys, tmp_path, monkeypatch):
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


@pytest.fixture
def made(run, tmp_path):
    """Run a recipe and return the panel."""

    def call(text, *arguments):
        (tmp_path / "r.yaml").write_text(text, "utf-8")
        code, _, err = run("run", "r.yaml", "--force", "--out", "made.parquet", *arguments)
        assert (code, err) == (0, "")
        return pl.read_parquet(tmp_path / "made.parquet")

    return call


OWN = pl.DataFrame(
    {
        "dispute": ["a", "b", "c", "NA", None],
        "ccode1": [2, 2, 20, 200, None],
        "ccode2": [20, 20, 2, 2, 2],
        "year": [1999, 1999, 2001, 2005, 2005],
        "deaths": [3, None, 12, 0, 1],
    }
)


@pytest.mark.parametrize("kind", ["csv", "parquet", "dta"])
def test_own_rows_keep_their_values_and_get_columns(made, tmp_path, kind):
    if kind == "csv":
        OWN.write_csv(tmp_path / "mine.csv")
    elif kind == "parquet":
        OWN.write_parquet(tmp_path / "mine.parquet")
    else:
        OWN.with_columns(pl.col("dispute").fill_null("")).to_pandas().to_stata(
            tmp_path / "mine.dta", write_index=False, version=118
        )
    own = made(f"base: mine.{kind}\nadd: [contiguity, {{nmc: {{keep: [cinc]}}}}]\n")
    assert own.columns == [*OWN.columns, "conttype", "cinc1", "cinc2"]
    for column in OWN.columns[1:]:
        assert own[column].cast(pl.Int64).equals(OWN[column]), column
    assert own["dispute"].fill_null("").to_list() == ["a", "b", "c", "NA", ""]
    expected = panel.add_nmc(panel.add_contiguity(OWN), keep=["cinc"])
    assert own.select("conttype", "cinc1", "cinc2").equals(
        expected.select("conttype", "cinc1", "cinc2")
    )


def test_a_csv_of_r_is_read_as_it_was_meant(made, tmp_path):
    text = 'ccode,year,gdp,id,note\n2,1999,1.5,007,""\n20,2000,NA,010,NA\n200,NA,.,011,x\n'
    (tmp_path / "mine.csv").write_text("\ufeff" + text, "utf-8")
    own = made("base: mine.csv\nadd: [{nmc: {keep: [cinc]}}]\n")
    assert own.drop("cinc").rows(named=True) == [
        {"ccode": 2, "year": 1999, "gdp": 1.5, "id": "007", "note": None},
        {"ccode": 20, "year": 2000, "gdp": None, "id": "010", "note": "NA"},
        {"ccode": 200, "year": None, "gdp": None, "id": "011", "note": "x"},
    ]
    assert own["cinc"][2] is None


def test_the_base_lies_beside_the_recipe_and_its_checksum_is_kept(run, tmp_path):
    (tmp_path / "study").mkdir()
    OWN.write_csv(tmp_path / "study" / "mine.csv")
    text = "base: mine.csv\nadd: [cow_majors]\nout: [x.parquet, x.csv]\n"
    (tmp_path / "study" / "r.yaml").write_text(text, "utf-8")
    code, out, err = run("run", "study/r.yaml")
    assert (code, err) == (0, "")
    assert "5 rows, 7 columns" in " ".join(out.split())
    record = json.loads(pl.read_parquet_metadata(tmp_path / "study" / "x.parquet")["foedus"])
    assert record["base"]["name"] == "mine.csv"
    assert len(record["base"]["sha256"]) == 64
    assert record["unit"] == "base"
    assert [step["step"] for step in record["steps"]] == ["add_cow_majors"]
    assert record == json.loads((tmp_path / "study" / "x.csv.json").read_text("utf-8"))
    # The record's recipe makes the same panel again.
    (tmp_path / "study" / "again.yaml").write_text(json.dumps(record["recipe"]), "utf-8")
    assert run("run", "study/again.yaml", "--out", "again.parquet")[0] == 0
    again = (tmp_path / "again.parquet").read_bytes()
    assert again == (tmp_path / "study" / "x.parquet").read_bytes()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("unit: state-years\nbase: mine.csv\n", "either unit, what one row is, or base, a file"),
        ("add: [nmc]\n", "either unit, what one row is, or base, a file; it has neither"),
        ("base: mine.csv\nfrom: 1946\n", "from does not apply to a base; keep_years keeps some"),
        ("base: mine.csv\nmembership: jan1\n", "membership does not apply to a base"),
        ("base: none.csv\n", "base: none.csv: there is no such file"),
        ("base: mine.tsv\n", "mine.tsv ends in '.tsv', expected .csv, .parquet, .dta; did you"),
        ("base: r.yaml\n", "ends in '.yaml', expected .csv"),
        ("base: bad.parquet\n", "base: bad.parquet is no .parquet file that can be read"),
        ("base: bad.dta\n", "base: bad.dta is no .dta file that can be read"),
        ("base: empty.csv\n", "base: empty.csv is no .csv file that can be read"),
        ("base: mine.csv\nadd: [lead]\n", "add_lead needs obsid"),
        ("unit: state-years\nmembership: jan\n", "r.yaml:2: membership: 'jan': Input should be"),
        ("unit: state-days\nmembership: jan1\n", "membership does not apply to state-days"),
        ("unit: state-years\nkeep_years: 46-50-60\n", "'46-50-60' is no year and no range"),
        ("unit: state-years\nkeep_years: 2000-1990\n", "'2000-1990' begins after it ends"),
        ("unit: state-years\nkeep_years: [1990, x]\n", "'x' is no year and no range of years"),
        (
            "unit: state-years\nkeep_years: 1.5\n",
            "keep_years: 1.5: Input should be",
        ),
        ("unit: state-years\nkeep_years: {from: 1990}\n", "r.yaml:2: keep_years"),
        ("unit: kad-years\nk: 3\nkeep_years: 1990\n", "keep_years does not apply to kad-years"),
        ("unit: state-years\nrename: {ccod: x}\n", "rename is 'ccod', expected"),
        ("unit: state-years\nrename: {ccode: year}\n", "two columns would be called year"),
        ("unit: state-years\nrename: [ccode]\n", "r.yaml:2: rename"),
    ],
)
def test_what_makes_no_recipe_is_refused_in_one_line(run, tmp_path, text, told):
    OWN.write_csv(tmp_path / "mine.csv")
    (tmp_path / "mine.tsv").write_text("a\tb\n")
    for name in ("bad.parquet", "bad.dta", "empty.csv"):
        (tmp_path / name).write_text("" if name == "empty.csv" else "no such thing", "utf-8")
    (tmp_path / "r.yaml").write_text(text, "utf-8")
    before = sorted(tmp_path.iterdir())
    assert told in refused(run, "run", "r.yaml", "--out", "x.csv")
    assert sorted(tmp_path.iterdir()) == before


def test_own_rows_are_not_written_over(run, tmp_path):
    OWN.write_csv(tmp_path / "mine.csv")
    (tmp_path / "r.yaml").write_text("base: mine.csv\n", "utf-8")
    told = refused(run, "run", "r.yaml", "--out", "mine.csv", "--force")
    assert "this file is read" in told
    assert pl.read_csv(tmp_path / "mine.csv").height == 5


def test_years_are_kept_after_the_years_of_peace_were_counted(made):
    whole = made("unit: dyad-years\ndirected: false\nadd: [gml_mids, spells]\n")
    kept = made(
        "unit: dyad-years\ndirected: false\nadd: [gml_mids, spells]\nkeep_years: 1995-1999\n"
    )
    assert kept.equals(whole.filter(pl.col("year").is_between(1995, 1999)))
    assert kept["gmlmidspell"].max() > 5
    some = made("unit: state-years\nkeep_years: [1980, 1990-1991, -1978, 2015-]\n")
    assert some["year"].unique().sort().to_list() == [1977, 1978, 1980, 1990, 1991, 2015, 2016]
    days = made("unit: state-days\nkeep_years: 1984\n")
    assert days.equals(panel.state_days(1984, 1984))


def test_the_shell_keeps_years_and_renames(run, tmp_path):
    arguments = [
        "dyad-years", "--undirected", "--add", "nmc:keep=cinc", "--keep-years", "1990,1995-1996",
        "--rename", "ccode1=state1,ccode2=state2", "--rename", "cinc1=power",
    ]  # fmt: skip
    code, _, err = run(*arguments, "--out", "x.csv", "--out", "x.parquet", "--out", "x.dta")
    assert (code, err) == (0, "")
    x = pl.read_parquet("x.parquet")
    assert x.columns == ["state1", "state2", "year", "power", "cinc2"]
    expected = panel.add_nmc(panel.dyad_years(directed=False), keep=["cinc"])
    expected = expected.filter(pl.col("year").is_in([1990, 1995, 1996]))
    assert x.rows() == expected.rows()
    assert pl.read_csv("x.csv", schema_overrides=x.schema).equals(x)
    assert len(pd.read_stata("x.dta")) == x.height
    with pd.io.stata.StataReader("x.dta") as stata:
        assert "State 1: " in stata.variable_labels()["power"]
    # What is printed is the recipe.
    printed = run(*arguments, "--recipe")[1]
    assert "keep_years: 1990,1995-1996" in printed
    (tmp_path / "r.yaml").write_text(printed, "utf-8")
    assert run("run", "r.yaml", "--out", "again.parquet")[0] == 0
    assert (tmp_path / "again.parquet").read_bytes() == (tmp_path / "x.parquet").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--rename", "ccode"], "--rename ccode: write OLD=NEW"),
        (["--rename", "ccode=a,ccode=b"], "ccode is renamed twice"),
        (["--rename", "ccode="], "write OLD=NEW"),
        (["--keep-years", "never"], "--keep-years is 'never': 'never' is no year"),
        (["--membership", "noon"], "--membership is 'noon': Input should be 'any', 'jan1' or"),
        (["--out", "y.csv"], "are the same file"),
        (["--out", "y.tsv"], "y.tsv ends in '.tsv'"),
        (["--out", "a/../y.csv"], "are the same file"),
    ],
)
def test_what_the_shell_refuses(run, tmp_path, arguments, told):
    assert told in refused(run, "state-years", *arguments, "--out", "y.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kinds", [("parquet", "csv"), ("parquet", "parquet")])
def test_several_files_are_written_or_none(run, tmp_path, kinds):
    out = [part for i, kind in enumerate(kinds) for part in ("--out", f"x{i}.{kind}")]
    for unit in (["state-years"], ["kad-years", "--k", "3", "--years", "1990"]):
        code, text, err = run(*unit, *out)
        assert (code, err) == (0, "")
        assert text.count("written: ") == 2
        first = pl.read_parquet("x0.parquet")
        second = pl.read_csv("x1.csv") if kinds[1] == "csv" else pl.read_parquet("x1.parquet")
        assert second.rows() == first.rows()
        if kinds == ("parquet", "parquet"):
            assert (tmp_path / "x0.parquet").read_bytes() == (tmp_path / "x1.parquet").read_bytes()
        (tmp_path / "x0.parquet").unlink()
        assert "exists" in refused(run, *unit, *out)
        assert not (tmp_path / "x0.parquet").exists()
        for file in list(tmp_path.iterdir()):
            file.unlink()


def test_nothing_is_left_where_one_of_several_fails(toy, tmp_path, monkeypatch):
    from foedus.errors import FoedusError
    from foedus.panel import make

    def broken(*_arguments, **_options):
        raise FoedusError("a column that Stata has no kind for")

    monkeypatch.setattr(make, "write_stata", broken)
    recipe = make.Recipe.model_validate({"unit": "state-years"})
    with pytest.raises(FoedusError, match="no kind for"):
        make.make_file(recipe, [tmp_path / "x.csv", tmp_path / "x.parquet", tmp_path / "x.dta"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("day", ["any", "jan1", "dec31"])
def test_members_on_a_day_from_the_shell(run, tmp_path, toy, day):
    def panel_of(*arguments):
        code, _, err = run(*arguments, "--membership", day, "--force", "--out", "x.parquet")
        assert (code, err) == (0, "")
        return pl.read_parquet("x.parquet")

    states = panel_of("state-years").select("ccode", "year")
    assert states.rows(named=True) == oracle.state_years("cow", day)
    pairs = panel_of("dyad-years", "--undirected", "--system", "gw").select(pl.exclude("^micro.*$"))
    assert pairs.rows(named=True) == oracle.dyad_years("gw", False, day)
    triads = panel_of("kad-years", "--k", "3")
    assert triads.rows(named=True) == oracle.kad_years("cow", 3, day)
    leaders = panel_of("leader-years", "--standardize", "cow").select("obsid", "ccode", "year")
    assert set(leaders.rows()) == oracle.leader_years(toy, "cow", day)
    pairs = panel_of("leader-dyad-years", "--years", "1990").select(
        "obsid1", "obsid2", "ccode1", "ccode2", "year"
    )
    assert set(pairs.rows()) == oracle.leader_dyad_years(toy, "cow", 1990, day)
