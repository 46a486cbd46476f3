"""Fixtures for the whole suite."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# What a property costs depends on the machine; speed is for benchmarks/, not for tests.
settings.register_profile("foedus", deadline=None)
settings.load_profile("foedus")

DEFAULT_MIRROR = Path(__file__).parents[1].parent / "shared" / "mirror"


def mirror_folder():
    """Return the folder of the upstream research data, or None if it is not here."""
    folder = Path(os.environ.get("FOEDUS_DATA_MIRROR") or DEFAULT_MIRROR)
    return folder if (folder / "peacesciencer-1.2.9" / "data").is_dir() else None


def pytest_collection_modifyitems(config, items):
    """Without the research data, let one test a file stand for all that need them.

    What they test is tested on a toy world (tests/panel/test_toy.py), on any machine.
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
    if "mirror" in getattr(item, "fixturenames", ()):
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
    # Parsed once and kept between sessions; the store checks it and rebuilds what is stale.
    parsed = Path(tempfile.gettempdir()) / f"foedus-tests-{os.getuid()}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDUS_DATA_MIRROR", str(folder))
        patch.setenv("FOEDUS_CACHE", os.environ.get("FOEDUS_CACHE") or str(parsed))
        yield folder
