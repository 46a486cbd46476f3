"""Every dataset's record against the mirror's bytes and the bibliography."""

import hashlib
import re
import sys
from pathlib import Path

import polars as pl
import pytest

from foedus.errors import FoedusError
from foedus.sources import cite, datasets, get, load
from foedus.sources._bibliography import bibliography
from foedus.sources._rda import read_rda

NAMES = sorted(datasets())
ROOT = Path(__file__).parents[2]
# Events that do not happen every year: the last one is earlier than the coverage's end.
RARE = {"cow_war_inter", "false_cow_dyads", "false_gw_dyads"}


def listed_checksums(mirror):
    found = {}
    for listing in mirror.rglob("SHA256SUMS"):
        for line in listing.read_text("utf-8").splitlines():
            checksum, name = line.split(maxsplit=1)
            path = (listing.parent / name.lstrip("*")).resolve()
            found[path] = checksum
    return found


def test_there_are_datasets_and_they_are_found_by_folder():
    folder = ROOT / "src" / "foedus" / "sources"
    modules = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert set(NAMES) == modules
    assert len(NAMES) == 51


def test_a_record_is_named_like_its_module():
    assert [name for name in NAMES if get(name).name != name] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_address_is_public_and_pinned_at_a_commit(name):
    record = get(name)
    repository, commit = record.upstream.repository, record.upstream.commit
    assert re.fullmatch(r"[0-9a-f]{40}", commit)
    assert record.url == (
        f"https://raw.githubusercontent.com/{repository}/{commit}/"
        f"{record.upstream.root}/{record.file}"
    )
    assert record.licence.startswith("GPL")
    assert bool(record.terms) == name.startswith("cshapes")


@pytest.mark.mirror
@pytest.mark.parametrize("name", NAMES)
def test_checksum_and_size_are_those_of_the_mirror(name, mirror):
    record = get(name)
    file = mirror / record.mirror_path
    data = file.read_bytes()
    assert hashlib.sha256(data).hexdigest() == record.sha256
    assert listed_checksums(mirror)[file.resolve()] == record.sha256
    assert len(data) == record.size


@pytest.mark.mirror
@pytest.mark.parametrize("name", NAMES)
def test_the_reader_gives_what_the_record_says(name, mirror):
    record = get(name)
    frame = load(name)
    assert dict(frame.schema) == {column: dtype() for column, dtype in record.columns.items()}
    assert frame.height == record.rows
    if record.years and "year" in frame.columns:
        first, last = record.years
        assert frame["year"].drop_nulls().is_between(first, last).all()
        assert frame["year"].max() == last or name in RARE
    assert load(name) is not frame
    assert load(name).equals(frame)


@pytest.mark.mirror
@pytest.mark.parametrize("name", NAMES)
def test_what_is_missing_is_null_and_never_nan(name, mirror):
    floats = load(name).select(pl.selectors.float())
    assert [column.name for column in floats if column.is_nan().any()] == []


@pytest.mark.mirror
@pytest.mark.parametrize("name", NAMES)
def test_state_numbers_and_years_are_kept_as_short_integers(name, mirror):
    schema = get(name).stored
    coded = [c for c in schema if re.fullmatch(r"(ccode|gwcode)\d?|year", c)]
    assert {schema[c] for c in coded} <= {pl.Int16}


@pytest.mark.parametrize("name", NAMES)
def test_a_dataset_cites_works_that_are_in_the_bibliography(name):
    keys = get(name).citations
    assert keys
    text = cite([name])
    assert re.findall(r"^@\w+\{([^,]+),", text, flags=re.M) == list(keys)


def test_each_entry_for_data_is_cited_by_some_dataset_or_page():
    cited = {key for name in NAMES for key in get(name).citations}
    texts = [
        path.read_text("utf-8")
        for folder, pattern in (("src", "*.py"), ("docs", "*.md"), ("src", "*.csv"))
        for path in sorted((ROOT / folder).rglob(pattern))
    ]
    words = " ".join(" ".join(texts).split())
    uncited = [key for key in bibliography() if key not in cited and not named(key, words)]
    assert uncited == []


def named(key, words):
    """The work is named as in a text: one of its authors within 80 letters of the year."""
    entry = bibliography()[key]
    year = re.search(r"year = \{(\d+)\}", entry).group(1)
    people = re.search(r"(?:author|editor) = \{(.*)\},?", entry).group(1).split(" and ")
    name = people[0].replace("{", "").replace("}", "").split(",")[0].split()[-1]
    name = re.sub(r"\\\W?\w?", "", name)
    return re.search(rf"{re.escape(name[:5])}.{{0,80}}?{year}", words) is not None


def test_an_unknown_name_gets_the_nearest():
    with pytest.raises(FoedusError, match=r"'cow_ncm'; did you mean cow_nmc\?"):
        get("cow_ncm")


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "rdata.parser", None)
    with pytest.raises(FoedusError, match=r"needs rdata, .* pip install 'foedus\[panel\]'$"):
        read_rda(b"RDX3", {})
