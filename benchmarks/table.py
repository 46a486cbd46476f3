"""Print what foedus costs in time and memory, beside the aims: python benchmarks/table.py.

Each figure is the best of a few runs in this process, or of whole fresh processes where the row
says so. Rows of growth are ratios within one run, so they carry over to other machines.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT), str(ROOT.parent / "tests")]

from foedus.security.assumptions import Assumptions  # noqa: E402
from foedus.security.robustness import sweep  # noqa: E402
from foedus.security.shapley import shapley_values  # noqa: E402

from bench_shapley import random_game  # noqa: E402
from foedus import Accession, World, load_world, risk  # noqa: E402
from strategies import alliance, make_world  # noqa: E402


def best(run: Callable[[], object], rounds: int = 3) -> float:
    """Return the least of a few timings of a call, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def process(*command: str) -> Callable[[], object]:
    """Return a call that runs foedus in a fresh interpreter."""
    return lambda: subprocess.run([sys.executable, *command], check=True, capture_output=True)


def row(what: str, seconds: float, aim: float | None = None) -> None:
    """Print one line of the table."""
    print(f"{what:<58}{seconds:>10.3f} s" + (f"   aim {aim:g} s" if aim else ""))


def random_world(states: int) -> World:
    """Return a world with an alliance of a sixth of its states."""
    rng = np.random.default_rng(3)
    place = rng.uniform(0, 9000, (states, 2))
    distance = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    members = [f"S{i:02d}" for i in range(states // 6)]
    return make_world(rng.exponential(size=states) ** 2, distance, [alliance("A", members)])


def main() -> None:
    """Run everything."""
    command = ["-m", "foedus", "assess", "NATO", "--admit", "UKR", "--draws", "2000"]
    row(
        "import foedus, whole process less an empty one",
        best(process("-c", "import foedus")) - best(process("-c", "pass")),
        0.3,
    )
    row("foedus assess NATO --admit UKR --draws 2000, process", best(process(*command)), 3)
    world = load_world()
    after = Accession("UKR", "NATO").apply(world)
    row(
        "one assessment of 197 states, two worlds",
        best(lambda: (risk(world), risk(after)), 20),
        0.02,
    )
    for members, aim in ((12, None), (32, 1.0), (60, 5.0)):
        game = random_game(members)
        row(f"Shapley values, {members} members", best(lambda game=game: shapley_values(game)), aim)
    print("\ngrowth with the number of states: one assessment, ratio to 50 states")
    worlds = {n: random_world(n) for n in (50, 100, 200, 400)}
    times = {n: best(lambda w=w: risk(w), 10) for n, w in worlds.items()}
    print("  " + "   ".join(f"{n}: {times[n] / times[50]:.1f}" for n in worlds))
    print("growth with the number of draws: a sweep of NATO and Ukraine, ratio to 250 draws")
    given = Assumptions.default()
    spans = {
        k: best(lambda k=k: sweep(world, after, given, k, 1), 2) for k in (250, 500, 1000, 2000)
    }
    print("  " + "   ".join(f"{k}: {spans[k] / spans[250]:.1f}" for k in spans))
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\npeak memory of the whole process: {peak:.0f} MB   aim 500 MB")


if __name__ == "__main__":
    main()
