"""The speed table of the research panels: python benchmarks/panels.py [ITEM...] [--rounds N]

Every item runs in a process of its own, on data already pulled and parsed. `seconds` is the best
of the rounds, `first` the first one, which reads the data from the cache; `cpu` is the processor
time of all threads, which other work on the machine does not lengthen; `MB` is the process's
largest memory. The peer's seconds are measured where Rscript and peacesciencer are installed, and
otherwise those recorded in timings-upstream.csv (FOEDUS_GOLDEN names its folder); its median, from
fresh processes. `floor` is how long polars takes to left-join the same tables by the same keys.
"""

import argparse
import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial, reduce
from pathlib import Path

import polars as pl

from foedus import panel
from foedus.panel.adders.contiguity import contiguity_years
from foedus.panel.adders.cow_majors import major_power_years
from foedus.sources import load

GOLDEN = Path(
    os.environ.get("FOEDUS_GOLDEN")
    or Path(__file__).parents[2] / "shared" / "golden" / "peacesciencer"
)
# The peer extends its panels to the year before the clock's, which was 2025.
UNTIL = 2025
CHAIN = (
    panel.add_nmc,
    panel.add_atop_alliance,
    panel.add_contiguity,
    panel.add_capital_distance,
    panel.add_cow_majors,
    partial(panel.add_gml_mids, keep=[]),
    panel.add_spells,
)
# The peer's recorded items that make up the chain: the base frame, then a step each.
CHAIN_ITEMS = ("b", "d", "e", "f", "g", "j", "i", "l_spells")
STATE_YEARS = (
    panel.add_nmc,
    panel.add_cinc,
    panel.add_democracy,
    panel.add_sim_gdp_pop,
    panel.add_cow_majors,
    panel.add_contiguity,
    panel.add_capital_distance,
    panel.add_minimum_distance,
    panel.add_cow_trade,
    panel.add_igos,
    panel.add_rugged_terrain,
    panel.add_creg_fractionalization,
    panel.add_archigos,
    panel.add_latent_territorial_threat,
    panel.add_gml_mids,
    panel.add_peace_years,
)


def then(frame, steps):
    return reduce(lambda made, step: step(made), steps, frame)


def dyads():
    return panel.dyad_years(until=UNTIL)


def bare_joins(frame):
    """Left-join what the chain adds (but for distances and spells, which are computed)."""
    one, two, pair = ["ccode1", "year"], ["ccode2", "year"], ["ccode1", "ccode2", "year"]
    frame = _joined(frame, load("cow_nmc"), (one, two))
    frame = frame.join(load("atop_alliance"), on=pair, how="left", maintain_order="left")
    frame = frame.join(contiguity_years(), on=pair, how="left", maintain_order="left")
    frame = _joined(frame, major_power_years(), (one, two))
    disputes = load("gml_mid_ddydisps").select(*pair, "gmlmidonset", "gmlmidongoing")
    return frame.join(disputes, on=pair, how="left", maintain_order="left")


def _joined(frame, table, sides):
    for side in sides:
        frame = frame.join(
            table,
            how="left",
            left_on=side,
            right_on=["ccode", "year"],
            suffix=f"_{side[0]}",
            maintain_order="left",
        )
    return frame


def triads():
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "triads.parquet"
        return panel.kad_years(3, to=target).select(pl.len()).collect()


# item: what is run, on what is prepared, the peer's recorded item, the aim
ITEMS = {
    "dyad-years": (lambda _: dyads(), None, ("b",), "12x"),
    "chain": (lambda _: then(dyads(), CHAIN), None, CHAIN_ITEMS, "15x"),
    "leader-years": (
        lambda _: panel.leader_years(standardize="cow"),
        None,
        ("r_cow",),
        "20x",
    ),
    "add_nmc": (panel.add_nmc, dyads, ("d-b",), ""),
    "add_nmc floor": (
        lambda frame: _joined(frame, load("cow_nmc"), (["ccode1", "year"], ["ccode2", "year"])),
        dyads,
        None,
        "",
    ),
    "chain's joins": (lambda frame: then(frame, (*CHAIN[:3], *CHAIN[4:6])), dyads, None, ""),
    "chain's joins floor": (bare_joins, dyads, None, ""),
    "add_spells": (
        panel.add_spells,
        lambda: panel.add_gml_mids(panel.dyad_years(1816, 2010), keep=[]),
        ("l_spells-i",),
        "",
    ),
    "add_fp_similarity": (
        panel.add_fp_similarity,
        lambda: panel.dyad_years(1816, 2018, until=2018),
        None,
        "1 s",
    ),
    "state-years, all": (
        lambda _: then(panel.state_years(until=UNTIL), STATE_YEARS),
        None,
        None,
        "1 s",
    ),
    "triads to Parquet": (lambda _: triads(), None, None, "60 s, 4 GB"),
    "million 5-ads": (
        lambda _: panel.kad_years(5, sample=1_000_000, seed=1),
        None,
        None,
        "2 s",
    ),
}
FLOORS = {"add_nmc": "add_nmc floor", "chain's joins": "chain's joins floor"}
R_CALLS = {
    "b": "create_dyadyears()",
    "r_cow": 'create_leaderyears(standardize = "cow")',
    "chain": "create_dyadyears(subset_years = 1816:2010) %>% add_nmc() %>% add_atop_alliance() %>% "
    "add_contiguity() %>% add_capital_distance() %>% add_cow_majors() %>% "
    "add_gml_mids(keep = NULL) %>% add_spells()",
}


def run_item(name, rounds):
    """Run one item in this process; print its seconds, rows and memory."""
    work, prepare, _, _ = ITEMS[name]
    given = prepare() if prepare else None
    seconds, processor = [], []
    for _ in range(rounds):
        begin, used = time.perf_counter(), time.process_time()
        made = work(given)
        seconds.append(time.perf_counter() - begin)
        processor.append(time.process_time() - used)
        rows = made.height
        if made.columns == ["len"]:
            rows = made.item()
        del made
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result = {"seconds": seconds, "cpu": min(processor), "rows": rows, "peak": peak}
    print(json.dumps(result))


def measured(name, rounds):
    command = [sys.executable, __file__, "--one", name, "--rounds", str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def recorded():
    """Read the peer's recorded seconds and memory: item -> row."""
    path = GOLDEN / "timings-upstream.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["item"]: row for row in csv.DictReader(file)}


def peer_seconds(items, table):
    """Return the peer's seconds: of an item in whole, of `x-y` and of a chain's steps alone."""
    if not items or not table:
        return None
    if len(items) > 1:
        steps = sum(float(table[item]["step_s_median"]) for item in items[1:])
        return float(table[items[0]]["total_s_median"]) + steps
    item, step, _ = items[0].partition("-")
    return float(table[item]["step_s_median" if step else "total_s_median"])


def live_peer():
    """Time the peer itself, where it is installed: item -> seconds."""
    rscript = shutil.which("Rscript")
    if not rscript:
        return {}
    found = {}
    for item, call in R_CALLS.items():
        code = (
            "suppressMessages({library(dplyr); library(peacesciencer)}); "
            f"cat(system.time({call})[['elapsed']])"
        )
        done = subprocess.run([rscript, "-e", code], capture_output=True, text=True, check=False)
        if done.returncode:
            return {}
        found[item] = float(done.stdout.split()[-1])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("items", nargs="*", metavar="ITEM", help=", ".join(ITEMS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", choices=ITEMS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        run_item(chosen.one, chosen.rounds)
        return
    unknown = [name for name in chosen.items if name not in ITEMS]
    if unknown:
        parser.error(f"no item {unknown[0]}; there are {', '.join(ITEMS)}")
    names = chosen.items or list(ITEMS)
    print_table(names, chosen.rounds)


def print_table(names, rounds):
    table, live = recorded(), live_peer()
    print(f"peer: {'measured now' if live else 'recorded (timings-upstream.csv)'}")
    widths = "{:<20} {:>11} {:>8} {:>8} {:>8} {:>7} {:>6} {:>6} {:>11}"
    print(widths.format("item", "rows", "seconds", "first", "cpu", "peer", "ratio", "MB", "aim"))
    found = {}
    for name in names:
        _, _, items, aim = ITEMS[name]
        one = found[name] = measured(name, 1 if name.startswith("triads") else rounds)
        best = min(one["seconds"])
        peer = live.get("chain" if name == "chain" else (items or ("",))[0])
        peer = peer_seconds(items, table) if peer is None else peer
        print(
            widths.format(
                name,
                f"{one['rows']:,}",
                f"{best:.3f}",
                f"{one['seconds'][0]:.3f}",
                f"{one['cpu']:.3f}",
                f"{peer:.2f}" if peer else "-",
                f"{peer / best:.0f}x" if peer else "-",
                f"{one['peak']:.0f}",
                aim,
            ),
            flush=True,
        )
    for name, floor in FLOORS.items():
        if name in found and floor in found:
            ratio = min(found[name]["seconds"]) / min(found[floor]["seconds"])
            print(f"{name}: {ratio:.1f} times a bare polars join of the same tables")


if __name__ == "__main__":
    main()
