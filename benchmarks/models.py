"""What the published models cost, and how it grows with n: python benchmarks/models.py.

Landscape: a random one (propensities 1 and -1), and the hardest kind, where all distrust all and
are nearly of one size, so that a large part of all balanced divisions are minima. Seconds are of
this machine; the growth carries over.
"""

import time
from collections.abc import Callable

import numpy as np

from foedus import models
from foedus.models._bargaining_steps import Actors, take_turn
from foedus.models._landscape_branching import minima_by_branching
from foedus.models._landscape_search import coupling
from foedus.models._signed_network import camps
from foedus.models._war_stable_network import added, vulnerability


def timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def symmetric(rng: np.random.Generator, n: int, values: tuple[float, ...]) -> np.ndarray:
    upper = np.triu(rng.choice(values, (n, n)), 1)
    return upper + upper.T


def row(what: str, sizes: tuple[int, ...], run: Callable[[int], object]) -> None:
    seconds = [timed(lambda n=n: run(n)) for n in sizes]
    cells = "  ".join(f"n={n}: {s:8.3f} s" for n, s in zip(sizes, seconds, strict=True))
    steps = np.diff(sizes)
    growth = [(b / a) ** (1 / k) for a, b, k in zip(seconds, seconds[1:], steps, strict=False)]
    print(f"{what:<34}{cells}  x{growth[-1]:.2f} for one more")


def main() -> None:
    rng = np.random.default_rng(1)

    def tables(n: int) -> object:
        return models.landscape(size=rng.uniform(1, 9, n), propensity=symmetric(rng, n, (-1, 1)))

    def hardest(n: int) -> object:
        return minima_by_branching(coupling(rng.uniform(5, 6, n), -np.ones((n, n))), 500)

    def bargain(n: int) -> object:
        place, care = rng.uniform(0, 1, (n, 2)), rng.uniform(0.1, 0.5, (n, 2))
        return take_turn(Actors(rng.uniform(1, 100, n), place, care))

    def network(n: int) -> object:
        g = symmetric(rng, n, (0.0, 0.0, 1.0)) > 0
        m = rng.lognormal(0, 1, n)
        return vulnerability(g, m), added(g, m)

    row("landscape, all divisions tried", (16, 18, 20, 22), tables)
    row("landscape, all minima, random", (24, 26, 28, 30), tables)
    row("landscape, all minima, hardest", (22, 24, 26), hardest)
    row("landscape, random starts", (40, 80, 160), tables)
    row("bargaining, one turn", (10, 20, 40, 80), bargain)
    row("war-stable, one network", (50, 100, 200), network)
    row("balance, dense random signs", (16, 20, 24, 28),
        lambda n: camps(symmetric(rng, n, (-1.0, 1.0))))  # fmt: skip


if __name__ == "__main__":
    main()
