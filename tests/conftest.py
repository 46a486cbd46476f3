"""Fixtures for the whole suite."""

import os
from pathlib import Path

import pytest

DEFAULT_MIRROR = Path(__file__).parents[1].parent / "shared" / "mirror"


@pytest.fixture(scope="session")
def mirror():
    """The folder of the upstream research data; without it the test is skipped, or fails.

    FOEDUS_REQUIRE_MIRROR=1 makes its absence a failure, so that CI cannot pass by skipping.
    """
    folder = Path(os.environ.get("FOEDUS_DATA_MIRROR") or DEFAULT_MIRROR)
    if (folder / "peacesciencer-1.2.9" / "data").is_dir():
        return folder
    reason = f"no mirror of the research data in {folder}; set FOEDUS_DATA_MIRROR"
    if os.environ.get("FOEDUS_REQUIRE_MIRROR") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
