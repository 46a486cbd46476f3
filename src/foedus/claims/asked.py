"""What a test asks of the security model, and how what it finds is said."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.claims.modelled import Modelled
from foedus.claims.propositions import Judgement, Proposition, largest_of, mean_of, noticed
from foedus.claims.verdict import Bar
from foedus.questions.words import UNIT, signed
from foedus.security.records import sources_of
from foedus.security.verdicts import MATERIAL

__all__ = [
    "Array",
    "Asked",
    "Index",
    "band_of",
    "bars_of",
    "model_sources",
    "shares_of",
    "split_of",
    "undecided",
]

Array = NDArray[np.float64]
Index = NDArray[np.intp]


class Asked:
    """What is asked of the model, and how it is said."""

    def __init__(
        self,
        kind: Literal["safer", "nobody"],
        who: Index,
        words: str,
        holds: str,
        fails: str,
        expect: bool,
        level: Array,
        candidate: bool = False,
        named: bool = False,
    ) -> None:
        self.kind, self.who, self.words, self.expect = kind, who, words, expect
        self.holds, self.fails, self.candidate, self.named = holds, fails, candidate, named
        self.measure = mean_of(who) if kind == "safer" else noticed(level, who)
        self.shown = self.measure if kind == "safer" else largest_of(who)
        self.proposition = Proposition(self.measure, kind == "safer")

    def of_candidate(self, change: Array, level: Array, members: Index, i: int) -> str:
        """Return what the best estimates say where another state joins."""
        if self.kind == "safer":
            value = float(change[[i] if self.candidate else self.who].mean())
            if abs(value) < MATERIAL:
                return "too small"
            return "safer" if value < 0 else "less safe"
        who = self.who
        if not self.named:
            inside = np.append(members, i)
            who = np.setdiff1d(np.arange(len(change)), inside)
        return "nobody" if noticed(level, who)(change) < 0 else "somebody"


def model_sources(of: Modelled) -> tuple[str, ...]:
    """Return what the model and its world rest on, with the years; the command shows all."""
    fit = of.found.assumptions.fit
    whole = sources_of(of.before)
    capability = [source for source in whole if "capability" in source or "Military" in source]
    return (
        f"foedus security model: attacks {fit.first}-{fit.last}, {fit.n:,} pairs and years, "
        f"{fit.events} events (GML disputes 2.2.1, ATOP 5, COW)",
        f"world of {of.before.on}, figures of {of.before.figures_year}: "
        f"{(capability or list(whole))[0]}",
    )


def band_of(of: Modelled, who: Index) -> str:
    """Return between what nine of ten draws of the mean change of states lie."""
    assert of.found.draws is not None
    means = of.found.draws.insecurity()[:, who].mean(axis=1)
    low, high = (float(q) for q in np.quantile(means, (0.05, 0.95)))
    return f"{signed(low)} to {signed(high)}"


def split_of(of: Modelled, who: Index) -> str:
    """Return what the change of states is made of."""
    attacked, drawn = float(of.found.attacked[who].mean()), float(of.found.drawn_in[who].mean())
    return f"of the change, attacks suffered {signed(attacked)}, wars of allies {signed(drawn)}"


def shares_of(judged: Judgement, held: bool) -> str:
    """Return how sure a share of the draws is."""
    error = f"give or take {100 * judged.mc_error:.0f} by chance"
    if held:
        return f"draws differ by {error}"
    apart = abs(judged.share - judged.share_full)
    return (
        f"shares of the draws are {error}; counting a war joined as a war suffered moves them by "
        f"{100 * apart:.0f} of 100"
    )


def undecided(judged: Judgement) -> str:
    """Return why no single number decides."""
    return (
        "how uncertain the estimates are: no single number decides; "
        f"the draws lie between {signed(judged.low)} and {signed(judged.high)} {UNIT}"
    )


def bars_of(of: Modelled, who: Index) -> tuple[Bar, ...]:
    """Return the ten largest changes of states, as bars."""
    order = sorted((int(i) for i in who), key=lambda i: (-abs(of.change[i]), i))
    return tuple(
        Bar(label=of.before.names[i], value=float(of.change[i]))
        for i in order[:10]
        if abs(of.change[i]) > 1e-6
    )
