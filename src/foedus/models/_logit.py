"""A logit from a panel to a table of coefficients."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from foedus.errors import FoedusError

__all__ = ["compared", "logit"]


def logit(frame: pl.DataFrame, outcome: str, terms: Sequence[str], model: str) -> pl.DataFrame:
    """Return the coefficients of a logit by maximum likelihood, on the rows without gaps.

    Parameters
    ----------
    frame : polars data frame
        With the outcome (0 or 1) and the terms.
    outcome : str
    terms : sequence of str
        Names of columns; a constant is added.
    model : str
        Its name, for the table.

    Returns
    -------
    polars data frame
        `model`, `term`, `estimate`, `std_error`, `statistic` (estimate over standard error), and
        `n`, the number of rows.

    Raises
    ------
    FoedusError
        statsmodels is not installed, or no row is complete.
    """
    try:
        from statsmodels.genmod.families import Binomial
        from statsmodels.genmod.generalized_linear_model import GLM
    except ImportError:
        raise FoedusError("models need statsmodels: pip install 'foedus[models]'") from None
    rows = frame.select(outcome, *terms).cast(pl.Float64).drop_nulls()
    if not rows.height:
        raise FoedusError(f"{model}: no row has all of {outcome}, {', '.join(terms)}")
    x = rows.select(terms).to_numpy()
    # Columns of one size keep their digits; the coefficients are scaled back.
    scale = np.abs(x).max(axis=0)
    scale[scale == 0] = 1.0
    design = np.column_stack([np.ones(len(x)), x / scale])
    fit = GLM(rows[outcome].to_numpy(), design, family=Binomial()).fit(tol=1e-14, maxiter=100)
    back = np.concatenate([[1.0], scale])
    return pl.DataFrame(
        {
            "model": [model] * (len(terms) + 1),
            "term": ["(Intercept)", *terms],
            "estimate": fit.params / back,
            "std_error": fit.bse / back,
            "statistic": fit.params / fit.bse,
            "n": [rows.height] * (len(terms) + 1),
        }
    )


def compared(ours: pl.DataFrame, published: Sequence[tuple[str, float, float]]) -> pl.DataFrame:
    """Return our coefficients beside published ones.

    Parameters
    ----------
    ours : polars data frame
        As from `logit`.
    published : sequence of (term, estimate, standard error), in the order of our terms
        The term's name as published, where the variable is another one.

    Returns
    -------
    polars data frame
        `term`, `published_term`, `estimate`, `published`, and their difference in published
        standard errors.
    """
    terms, estimates, errors = zip(*published, strict=True)
    theirs = pl.DataFrame(
        {"published_term": terms, "published": estimates, "published_error": errors}
    )
    gap = (pl.col("estimate") - pl.col("published")) / pl.col("published_error")
    return (
        pl.concat([ours.select("term", "estimate"), theirs], how="horizontal")
        # An error that rounds to 0 in print measures nothing.
        .with_columns(
            pl.when(pl.col("published_error") > 0).then(gap).alias("gap_in_standard_errors")
        )
        .select("term", "published_term", "estimate", "published", "gap_in_standard_errors")
    )
