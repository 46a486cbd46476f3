"""Fixtures for the research panels."""

import os
import shutil

import pytest

import panelframes
import toymirror
from conftest import mirror_folder


@pytest.fixture(scope="module")
def data(request, tmp_path_factory):
    """The research data, or, where they are not, a toy world that stands in for them."""
    if mirror_folder() or os.environ.get("FOEDUS_REQUIRE_MIRROR") == "1":
        yield request.getfixturevalue("mirror")
        return
    with (
        pytest.MonkeyPatch.context() as patch,
        toymirror.standing_in(tmp_path_factory.mktemp("toy")) as toy,
    ):
        patch.setattr(panelframes, "YEARS", (1979, 1984, 1985, 1990, 1991, 1999, 2006, 2012))
        patch.setattr(panelframes, "STATES", (*toymirror.COW, *toymirror.GW))
        panelframes.frame_of.cache_clear()
        yield toy
    panelframes.frame_of.cache_clear()


@pytest.fixture(scope="session")
def spark():
    """A local Spark session with two workers; without it tests are skipped, or fail.

    FOEDUS_REQUIRE_SPARK=1 makes its absence a failure, so that CI cannot pass by skipping.
    """
    missing = None if shutil.which("java") else "java is not installed"
    try:
        import pyspark  # noqa: F401
    except ImportError:
        missing = "pyspark is not installed"
    if missing:
        if os.environ.get("FOEDUS_REQUIRE_SPARK") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .appName("foedus-tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "3g")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
