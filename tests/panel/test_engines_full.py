"""The whole dangerous-dyads pipeline on every engine, value by value; k-ads on local Spark."""

import pytest
from polars.testing import assert_frame_equal

from foedus.models.dangerous_dyads import panel
from foedus.panel import add_kad_pairs, add_kad_sum, add_nmc, kad_years
from panelframes import to_polars

pytestmark = [pytest.mark.mirror, pytest.mark.usefixtures("mirror")]
KEYS = ["ccode1", "ccode2", "year"]


@pytest.fixture(scope="module")
def expected():
    return to_polars(panel())


@pytest.mark.parametrize("engine", ["polars-lazy", "pandas", "pyarrow", "duckdb"])
def test_the_pipeline_is_the_same_on(engine, expected):
    frame = to_polars(panel(engine))
    assert frame.height == 112_282
    assert_frame_equal(frame.sort(KEYS), expected.sort(KEYS), rel_tol=1e-12)


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")
@pytest.mark.usefixtures("spark")
def test_the_pipeline_is_the_same_on_spark(expected):
    frame = to_polars(panel("pyspark"))
    assert_frame_equal(frame.sort(KEYS), expected.sort(KEYS), rel_tol=1e-12)


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")
def test_four_ads_on_two_workers(spark):
    keys = ["ccode1", "ccode2", "ccode3", "ccode4", "year"]

    def job(backend):
        frame = kad_years(4, 1938, 1940, sample=4_000, seed=4, backend=backend)
        if backend == "pyspark":
            frame = frame.repartition(4)
        frame = add_kad_sum(add_nmc(frame, keep=["milper"]), "milper")
        return add_kad_pairs(frame, "allied")

    result = job("pyspark")
    assert spark.sparkContext.defaultParallelism == 2
    assert result.rdd.getNumPartitions() >= 2
    assert_frame_equal(to_polars(result).sort(keys), to_polars(job("polars")).sort(keys))
