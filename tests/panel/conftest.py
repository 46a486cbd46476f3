"""Fixtures for the research panels."""

import os
import shutil

import pytest


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
