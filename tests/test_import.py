"""`import foedus` and the command line's help load no heavy library."""

import subprocess
import sys

import pytest

HEAVY = {
    "altair", "duckdb", "narwhals", "numpy", "pandas", "polars", "pyarrow", "pydantic",
    "pyspark", "rdata", "requests", "scipy", "shapely", "statsmodels", "typer", "vl_convert",
    "yaml",
}  # fmt: skip


def loaded_by(code):
    """The top-level modules that a fresh interpreter has loaded after some code."""
    script = f"import sys\n{code}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(run.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_nothing_heavy():
    loaded = loaded_by("import foedus; dir(foedus)")
    assert "foedus" in loaded
    assert not loaded & HEAVY


def test_a_public_name_is_loaded_when_it_is_used():
    assert "numpy" in loaded_by("import foedus; foedus.evaluate")


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_loads_no_library_of_data_or_charts(option):
    code = (
        "import contextlib, io\n"
        "from foedus.cli.main import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        f"    main([{option!r}])"
    )
    assert not loaded_by(code) & (HEAVY - {"typer"})


@pytest.mark.parametrize("question", ["assess", "contribution"])
def test_a_question_loads_no_library_of_charts(question):
    code = (
        "import foedus\n"
        "world = foedus.load_world()\n"
        f"change = [foedus.Accession('UKR', 'NATO')] if {question!r} == 'assess' else ['CSTO']\n"
        f"options = {{'draws': 0}} if {question!r} == 'assess' else {{}}\n"
        f"getattr(foedus, {question!r})(world, *change, **options)"
    )
    assert not loaded_by(code) & {"altair", "matplotlib", "pandas", "scipy", "statsmodels"}
