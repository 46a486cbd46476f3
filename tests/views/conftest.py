"""What the tests of views share: the browser."""

import os
import shutil

import pytest


@pytest.fixture(scope="session")
def chromium():
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
                 None)  # fmt: skip
    if found is None:
        if os.environ.get("FOEDUS_REQUIRE_BROWSER") == "1":
            pytest.fail("FOEDUS_REQUIRE_BROWSER=1, but there is no chromium")
        pytest.skip("no chromium on this computer")
    return found
