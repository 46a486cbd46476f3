"""Fixtures for the whole suite."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# What a property costs depends on the machine; speed is for benchmarks/, not for tests.
settings.register_profile("foedus", deadline=None)
settings.load_profile("foedus")

PARSED = Path(tempfile.gettempdir()) / f"foedus-tests-{os.getuid()}"
"""Where datasets are kept parsed between sessions; the store rebuilds what is stale."""

DEFAULT_MIRROR = Path(__file__).parents[1].parent / "shared" / "mirror"


def pytest_configure(config):
    """Use the mirror that lies beside the project, where no other is named."""
    if "FOEDUS_DATA_MIRROR" not in os.environ and mirror_folder():
        os.environ["FOEDUS_DATA_MIRROR"] = str(mirror_folder())
        os.environ.setdefault("FOEDUS_CACHE", str(PARSED))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Without the research data, a test that turns out to need them is skipped for that reason."""
    report = yield
    if not report.failed or not call.excinfo or mirror_folder():
        return report
    told = "research data that are not on this computer" in report.longreprtext
    if told or _wants_data(call.excinfo.value):
        path, line, _ = item.location
        report.outcome = "skipped"
        report.longrepr = (path, line or 0, "Skipped: needs the research data")
    return report


def _wants_data(problem):
    """Return whether a test failed for want of the research data, in a doctest too."""
    from foedus.errors import DataNotHereError

    failures = getattr(problem, "failures", None) or [problem]
    return any(
        isinstance(each, DataNotHereError)
        or isinstance(getattr(each, "exc_info", (None, None))[1], DataNotHereError)
        for each in failures
    )


def mirror_folder():
    """Return the folder of the upstream research data, or None if it is not here."""
    folder = Path(os.environ.get("FOEDUS_DATA_MIRROR") or DEFAULT_MIRROR)
    return folder if (folder / "peacesciencer-1.2.9" / "data").is_dir() else None


def pytest_collection_modifyitems(config, items):
    """Without the research data, let one test a file stand for all that need them.

    It is skipped, and its reason says how many there are; with the data, every one of them runs.
    Panels are tested on a toy world too (tests/panel/test_toy.py), on any machine; answers for
    days of the past are tested with the data only.
    """
    if mirror_folder() or os.environ.get("FOEDUS_REQUIRE_MIRROR") == "1":
        return
    waiting = {}
    for item in items:
        if _needs_mirror(item):
            group = item.path.parent if isinstance(item, pytest.DoctestItem) else item.path
            waiting.setdefault(group, []).append(item)
    left_out = set()
    for some in waiting.values():
        reason = f"{len(some)} tests need the research data: set FOEDUS_DATA_MIRROR"
        some[0].add_marker(pytest.mark.skip(reason=reason))
        left_out |= set(some[1:])
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def _needs_mirror(item):
    if "mirror" in getattr(item, "fixturenames", ()) or item.get_closest_marker("mirror"):
        return True
    needing = ("foedus/panel/", "foedus/models/")
    is_doctest = isinstance(item, pytest.DoctestItem) and "src" in item.path.parts
    return is_doctest and any(part in item.path.as_posix() for part in needing)


@pytest.fixture(scope="session")
def mirror():
    """The folder of the upstream research data; without it the test is skipped, or fails.

    FOEDUS_REQUIRE_MIRROR=1 makes its absence a failure, so that CI cannot pass by skipping.
    """
    folder = mirror_folder()
    if folder is None:
        reason = "no mirror of the research data; set FOEDUS_DATA_MIRROR"
        if os.environ.get("FOEDUS_REQUIRE_MIRROR") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDUS_DATA_MIRROR", str(folder))
        patch.setenv("FOEDUS_CACHE", os.environ.get("FOEDUS_CACHE") or str(PARSED))
        yield folder
