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


@pytest.fixture(scope="session")
def mirror():
    """The folder of the upstream research data; without it the test is skipped, or fails.

    FOEDUS_REQUIRE_MIRROR=1 makes its absence a failure, so that CI cannot pass by skipping.
    """
    folder = Path(os.environ.get("FOEDUS_DATA_MIRROR") or DEFAULT_MIRROR)
    if not (folder / "peacesciencer-1.2.9" / "data").is_dir():
        reason = f"no mirror of the research data in {folder}; set FOEDUS_DATA_MIRROR"
        if os.environ.get("FOEDUS_REQUIRE_MIRROR") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    # Parsed once and kept between sessions; the store checks it and rebuilds what is stale.
    parsed = Path(tempfile.gettempdir()) / f"foedus-tests-{os.getuid()}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDUS_DATA_MIRROR", str(folder))
        patch.setenv("FOEDUS_CACHE", os.environ.get("FOEDUS_CACHE") or str(parsed))
        yield folder
