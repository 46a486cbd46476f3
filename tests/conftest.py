"""Fixtures shared by all tests."""

import os
import tempfile
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def mirror():
    """Folder of the upstream research data; tests that need it are skipped where it is not.

    `FOEDUS_DATA_MIRROR` names it, by default it is looked for beside the repository;
    `FOEDUS_REQUIRE_MIRROR=1` turns the skip into a failure.
    """
    beside = Path(__file__).parents[2] / "shared" / "mirror"
    folder = Path(os.environ.get("FOEDUS_DATA_MIRROR") or beside)
    if not folder.is_dir():
        if os.environ.get("FOEDUS_REQUIRE_MIRROR") == "1":
            pytest.fail(f"the mirror of the upstream data is not at {folder}")
        pytest.skip("needs the mirror of the upstream data: set FOEDUS_DATA_MIRROR")
    # Parsed once and kept between sessions; the store checks it and rebuilds what is stale.
    parsed = Path(tempfile.gettempdir()) / f"foedus-tests-{os.getuid()}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDUS_DATA_MIRROR", str(folder))
        patch.setenv("FOEDUS_CACHE", os.environ.get("FOEDUS_CACHE") or str(parsed))
        yield folder
