"""Doctests that read the research data run where its mirror is, and are skipped elsewhere."""

import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

_ABSENT = "DataNotHereError"
_NEED_DATA = ("foedus/panel", "foedus/models")


@pytest.fixture(autouse=True)
def research_data(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the doctests of the panel at the mirror."""
    if not any(part in request.path.as_posix() for part in _NEED_DATA):
        return
    beside = Path(__file__).parents[2] / "shared" / "mirror"
    folder = Path(os.environ.get("FOEDUS_DATA_MIRROR") or beside)
    if not folder.is_dir():
        if os.environ.get("FOEDUS_REQUIRE_MIRROR") == "1":
            pytest.fail(f"the mirror of the upstream data is not at {folder}")
        pytest.skip("needs the mirror of the upstream data: set FOEDUS_DATA_MIRROR")
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", str(folder))
    parsed = Path(tempfile.gettempdir()) / f"foedus-tests-{os.getuid()}"
    monkeypatch.setenv("FOEDUS_CACHE", os.environ.get("FOEDUS_CACHE") or str(parsed))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Without the research data, an example that turns out to need them is skipped."""
    report = yield
    if (
        report.failed
        and not os.environ.get("FOEDUS_DATA_MIRROR")
        and _ABSENT in report.longreprtext
    ):
        path, line, _ = item.location
        report.outcome = "skipped"
        report.longrepr = (path, line or 0, "Skipped: needs the research data")
    return report
