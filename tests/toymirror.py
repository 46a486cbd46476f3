"""A toy mirror: twelve invented states over forty years, in the formats of upstream.

It has the oddities of the real data: states that leave and come back, are renumbered or share a
number, spells of contiguity that overlap (with a relation and without), capitals that move,
joiners, several disputes of one pair in one year, unknown deaths, leaders twice in a year, gaps.
The years covered are those of the real records, so that the end of each dataset is tested, too.
"""

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import combinations, permutations

import numpy as np
import pandas as pd
import polars as pl
import rdata

from foedus.sources import _registry

FIRST, LAST = 1977, 2016
YEARS = range(FIRST, LAST + 1)
# code: spells of membership
COW = {
    2: [("1977-01-01", "2016-12-31")],
    20: [("1977-01-01", "2016-12-31")],
    200: [("1977-01-01", "2016-12-31")],
    220: [("1977-01-01", "1984-06-15"), ("1987-03-02", "2016-12-31")],
    255: [("1990-10-03", "2016-12-31")],
    260: [("1977-01-01", "1990-10-02")],
    265: [("1977-01-01", "1990-10-02")],
    300: [("1980-07-01", "2016-12-31")],
    345: [("1977-01-01", "2016-12-31")],
    365: [("1977-01-01", "2016-12-31")],
    500: [("1995-05-05", "2016-12-31")],
    740: [("1977-01-01", "2012-11-30")],
}
GW = {code: spells for code, spells in COW.items() if code not in (255, 260, 345)} | {
    260: [("1977-01-01", "2020-12-31")],
    345: [("1977-01-01", "2006-06-04")],
    340: [("2006-06-05", "2020-12-31")],
    816: [("2000-01-01", "2020-12-31")],
}
GW = {
    code: [(a, "2020-12-31" if b == "2016-12-31" else b) for a, b in spells]
    for code, spells in GW.items()
}


def day(text):
    return date.fromisoformat(text)


def members(system, year):
    """Return the codes of the states that were members on some day of a year."""
    spells = {"cow": COW, "gw": GW}[system]
    return [
        code
        for code, parts in sorted(spells.items())
        if any(day(a).year <= year <= day(b).year for a, b in parts)
    ]


def cow_of(gwcode, year):
    """Return the Correlates of War number of a Gleditsch-Ward state; None if it has none."""
    if gwcode == 816:
        return None
    if gwcode == 340:
        return 345
    return 255 if gwcode == 260 and year > 1990 else gwcode


class Toy:
    """The toy world of one seed: its tables, by the name of the dataset."""

    def __init__(self, seed=0):
        self.rng = np.random.default_rng(seed)
        self.tables = {}
        self._systems()
        self._states()
        self._pairs()
        self._leaders()
        self._disputes()
        self._conflicts()

    def filled(self, name, rows, gaps=0.1):
        """Complete rows that hold the keys with random values in the dataset's other columns."""
        schema = _registry.get(name).stored
        table = {}
        for column, dtype in schema.items():
            if rows and column in rows[0]:
                table[column] = pl.Series([row[column] for row in rows], dtype=dtype)
                continue
            table[column] = self._values(dtype, len(rows), gaps)
        self.tables[name] = pl.DataFrame(table, schema=schema)

    def _values(self, dtype, n, gaps):
        known = self.rng.random(n) >= gaps
        if dtype == pl.String:
            values = [f"v{i}" for i in self.rng.integers(0, 9, n)]
        elif dtype.is_float():
            values = np.round(self.rng.lognormal(0, 1, n), 6).tolist()
        else:
            values = self.rng.integers(0, 4, n).tolist()
        return pl.Series(
            [v if k else None for v, k in zip(values, known, strict=True)], dtype=dtype
        )

    def _systems(self):
        for name, code, spells in (("cw_system", "ccode", COW), ("gw_system", "gwcode", GW)):
            short = name[:2]
            self.filled(
                name,
                [
                    {code: c, f"{short}_abb": f"S{c}", f"{short}_name": f"State {c}",
                     "microstate": int(c == 816), "start": day(a), "end": day(b)}
                    for c, parts in spells.items()
                    for a, b in parts
                ],
            )  # fmt: skip
        rows = [
            {"stateabb": f"S{g}", "year": y, "gwcode": g, "ccode": cow_of(g, y),
             "gw_name": f"State {g}", "cw_name": None}
            for y in range(FIRST, 2021)
            for g in members("gw", y)
        ]  # fmt: skip
        self.filled("gw_cw_panel", rows)
        back = {}
        for row in rows:
            if row["ccode"] is not None and (row["gwcode"] != 345 or row["year"] < 2006):
                back[row["ccode"], row["year"]] = row["gwcode"]
        self.filled(
            "cw_gw_panel",
            [
                {"stateabb": f"S{c}", "year": y, "gwcode": back.get((c, y)), "ccode": c,
                 "gw_name": None, "cw_name": f"State {c}"}
                for y in YEARS
                for c in members("cow", y)
            ],
        )  # fmt: skip

    def _states(self):
        for name, system in (
            ("cow_nmc", "cow"), ("cow_trade_sy", "cow"), ("cow_igo_sy", "cow"),
            ("cw_democracy", "cow"), ("cw_gdppop", "cow"), ("terrthreat", "cow"),
            ("gw_democracy", "gw"), ("gw_gdppop", "gw"), ("ucdp_onsets", "gw"),
        ):  # fmt: skip
            code = {"cow": "ccode", "gw": "gwcode"}[system]
            end = min(_registry.get(name).years[1], 2020)
            rows = [{code: c, "year": y} for y in range(FIRST, end + 1) for c in members(system, y)]
            # Some state-years are not in the data at all.
            self.filled(name, [row for row in rows if self.rng.random() > 0.05])
        creg = [
            {"ccode": cow_of(g, y), "gwcode": g, "creg_ccode": cow_of(g, y), "year": y}
            for y in range(FIRST, 2014)
            for g in members("gw", y)
        ]
        self.filled("creg", [row for row in creg if row["ccode"] is not None])
        self.filled("rugged", [{"ccode": c, "gwcode": c} for c in sorted({*COW, 816})])
        self.filled(
            "cow_majors",
            [
                {"ccode": 2, "styear": 1977, "endyear": 2016},
                {"ccode": 365, "styear": 1977, "endyear": 1991},
                {"ccode": 365, "styear": 1994, "endyear": 2016},
                {"ccode": 220, "styear": 1980, "endyear": 1984},
            ],
        )
        for name, code, spells in (("cow_capitals", "ccode", COW), ("gw_capitals", "gwcode", GW)):
            rows = []
            for c, parts in spells.items():
                for a, b in parts:
                    lat, lng = self.rng.uniform(-60, 60), self.rng.uniform(-170, 170)
                    ends = [(day(a), day(b))]
                    if c == 365:  # its capital moves in the middle of a year
                        ends = [(day(a), date(1999, 6, 30)), (date(1999, 7, 1), day(b))]
                    for i, (start, end) in enumerate(ends):
                        rows.append(
                            {code: c, "stdate": start, "enddate": end, "lat": round(lat + i, 4),
                             "lng": round(lng - 2 * i, 4)}
                        )  # fmt: skip
            self.filled(name, rows)

    def _pairs(self):
        rng = self.rng
        spells = []
        for one, two in combinations(sorted(COW), 2):
            kind = int(rng.integers(0, 8))
            if kind > 5:
                continue
            start = date(int(rng.integers(1977, 1985)), int(rng.integers(1, 13)), 1)
            end = date(int(rng.integers(1996, 2017)), int(rng.integers(1, 13)), 1)
            found = [(kind, start, end)]
            if rng.random() < 0.4:  # no relation, beside one: from before, or within
                found.append((0, date(1977, 1, 1), date(2016, 12, 1)))
            if rng.random() < 0.3:
                found.append((int(rng.integers(1, 6)), date(1990, 2, 1), date(1993, 9, 1)))
            for a, b in ((one, two), (two, one)):
                spells += [
                    {"ccode1": a, "ccode2": b, "conttype": k, "stdate": s, "enddate": e}
                    for k, s, e in found
                ]
        self.filled("cow_contdir", spells)
        for name, system in (("cow_igo_ndy", "cow"), ("cow_mindist", "cow"), ("gw_mindist", "gw")):
            code = {"cow": "ccode", "gw": "gwcode"}[system]
            end = min(_registry.get(name).years[1], 2020)
            rows = [
                {f"{code}1": a, f"{code}2": b, "year": y}
                for y in range(FIRST, end + 1)
                for a, b in combinations(members(system, y), 2)
                if rng.random() > 0.05
            ]
            self.filled(name, rows)
        allied = []
        for one, two in permutations(sorted(COW), 2):
            if rng.random() < 0.4:
                first = int(rng.integers(1977, 2010))
                duties = {f"atop_{k}": int(rng.random() < 0.4) for k in
                          ("defense", "offense", "neutral", "nonagg", "consul")}  # fmt: skip
                last = int(rng.integers(first, 2019))
                allied += [
                    {"ccode1": one, "ccode2": two, "year": y} | duties
                    for y in range(first, last + 1)
                ]
        # Who is owed nothing in return has a row of his own, without obligations.
        known = {(row["ccode1"], row["ccode2"], row["year"]) for row in allied}
        nothing = {name: 0 for name in allied[0] if name.startswith("atop_")}
        allied += [
            {"ccode1": b, "ccode2": a, "year": y} | nothing
            for a, b, y in sorted(known)
            if (b, a, y) not in known
        ]
        self.filled("atop_alliance", allied)
        self.filled(
            "tss_rivalries",
            [
                {"tssr_id": i, "ccode1": a, "ccode2": b, "start": s, "end": e}
                for i, (a, b, s, e) in enumerate(
                    [(2, 365, 1977, 1989), (2, 365, 1995, 2020), (20, 200, 1980, 1990),
                     (220, 345, 1977, 2020), (255, 260, 1980, 1985)], 1
                )
            ],
        )  # fmt: skip

    def _leaders(self):
        rng, rows, number = self.rng, [], 0
        for code, parts in GW.items():
            for a, b in parts:
                start = day(a)
                while start <= min(day(b), date(2015, 12, 31)):
                    # Some rule for months, some come back within the year.
                    stop = start.toordinal() + int(rng.choice([40, 150, 900, 3000]))
                    stop = min(date.fromordinal(stop), day(b), date(2015, 12, 31))
                    number += 1
                    rows.append(
                        {"obsid": f"L{code}-{number}", "gwcode": code, "leader": f"Leader {number}",
                         "yrborn": int(start.year - rng.integers(35, 70)), "gender": "M",
                         "startdate": start, "enddate": stop}
                    )  # fmt: skip
                    start = date.fromordinal(stop.toordinal() + 1)
        self.filled("archigos", rows)
        self.leaders = rows
        for name in ("lead", "lwuf"):
            some = [{"obsid": row["obsid"]} for row in rows if rng.random() > 0.1]
            self.filled(name, some)
        years = {}
        for row in rows:
            for y in range(row["startdate"].year, row["enddate"].year + 1):
                years.setdefault((row["gwcode"], y), []).append(row["obsid"])
        self.filled(
            "archigossums",
            [
                {"gwcode": g, "year": y, "leadertransition": int(len(ids) > 1),
                 "n_leaders": len(ids), "jan1obsid": ids[0], "dec31obsid": ids[-1]}
                for (g, y), ids in years.items()
            ],
        )  # fmt: skip

    def leader_on(self, code, when):
        for row in self.leaders:
            if (
                cow_of(row["gwcode"], when.year) == code
                and row["startdate"] <= when <= row["enddate"]
            ):
                return row["obsid"]
        return None

    def _disputes(self):
        rng, parts, dyads = self.rng, [], []
        for number in range(1, 61):
            start = date(
                int(rng.integers(1977, 2010)), int(rng.integers(1, 13)), int(rng.integers(1, 28))
            )
            end = min(
                date.fromordinal(start.toordinal() + int(rng.choice([10, 300, 900]))),
                date(2010, 12, 31),
            )
            there = [c for c in COW if any(day(a) <= start and end <= day(b) for a, b in COW[c])]
            chosen = rng.choice(there, size=int(rng.choice([2, 2, 3])), replace=False).tolist()
            sides = [1, 0, *rng.integers(0, 2, len(chosen) - 2).tolist()]
            origin = [1, 1, *[0] * (len(chosen) - 2)]
            for code, side, orig in zip(chosen, sides, origin, strict=True):
                leader = self.leader_on(code, start)
                parts.append(
                    {"dispnum": number, "ccode": code, "styear": start.year, "stmon": start.month,
                     "stday": start.day, "endyear": end.year, "endmon": end.month,
                     "endday": end.day, "obsid_start": leader, "dummy_stday": start.day,
                     "dummy_endday": end.day, "sidea": side, "orig": orig,
                     "allmiss_leader_start": int(leader is None)}
                )  # fmt: skip
            for (a, sa, oa), (b, sb, ob) in permutations(
                zip(chosen, sides, origin, strict=True), 2
            ):
                if sa == sb:
                    continue
                fatal = int(rng.choice([-9, 0, 1, 3]))
                dyads += [
                    {"dispnum": number, "ccode1": a, "ccode2": b, "year": y, "ongoing": 1,
                     "onset": int(y == start.year), "sidea1": sa, "sidea2": sb, "orig1": oa,
                     "orig2": ob, "fatality": fatal, "start": start, "end": end}
                    for y in range(start.year, end.year + 1)
                ]  # fmt: skip
        self.filled("gml_part", parts)
        self._dispute_tables(dyads)

    def _dispute_tables(self, dyads):
        by_number = {}
        for row in dyads:
            by_number.setdefault(row["dispnum"], row)
        disputes = [
            {"dispnum": n, "styear": row["start"].year, "stmon": row["start"].month,
             "fatality": row["fatality"], "recip": int(n % 2), "mindur": n % 7, "maxdur": n % 11,
             "hostlev": 2 + n % 4}
            for n, row in by_number.items()
        ]  # fmt: skip
        self.filled("gml_mid_disps", disputes, gaps=0)
        self.filled("cow_mid_disps", disputes, gaps=0)
        first, seen = [], set()
        for row in sorted(dyads, key=lambda row: row["dispnum"]):
            key = row["ccode1"], row["ccode2"], row["year"]
            if key not in seen:
                seen.add(key)
                first.append(row)
        for name, rows, stem in (
            ("gml_dirdisp", dyads, "mid"), ("cow_mid_dirdisps", dyads, "disp"),
            ("gml_mid_ddydisps", first, "gmlmid"), ("cow_mid_ddydisps", first, "cowmid"),
        ):  # fmt: skip
            self.filled(
                name,
                [r | {f"{stem}ongoing": r["ongoing"], f"{stem}onset": r["onset"]} for r in rows],
            )
            self._turned(name, "dispnum")
        self._leader_disputes(dyads)

    def _turned(self, name, number):
        """Let the second order of a pair say what the first says, with the sides exchanged."""
        table = self.tables[name]
        rows = {
            (row[number], row["ccode1"], row["ccode2"], row["year"]): row
            for row in table.rows(named=True)
        }
        other = {"1": "2", "2": "1"}
        for (event, a, b, year), row in rows.items():
            there = rows.get((event, b, a, year))
            if a < b or there is None:
                continue
            for column in row:
                ends = column[-1] in "12" and column[:-1] + other[column[-1]] in row
                row[column] = there[column[:-1] + other[column[-1]] if ends else column]
        self.tables[name] = pl.DataFrame(list(rows.values()), schema=table.schema, orient="row")

    def _leader_disputes(self, dyads):
        found, seen = [], set()
        for row in dyads:
            when = max(row["start"], date(row["year"], 1, 1))
            ids = [self.leader_on(row[f"ccode{m}"], when) for m in "12"]
            starts = [self.leader_on(row[f"ccode{m}"], row["start"]) for m in "12"]
            key = (*ids, row["ccode1"], row["ccode2"], row["year"])
            if key in seen:
                continue
            seen.add(key)
            found.append(
                row | {"obsid1": ids[0], "obsid2": ids[1], "obsid_start1": starts[0],
                       "obsid_start2": starts[1], "obsid_end1": ids[0], "obsid_end2": ids[1],
                       "gmlmidongoing": 1, "gmlmidonset": row["onset"]}
            )  # fmt: skip
        self.filled("gml_mid_ddlydisps", found)
        self.filled("gml_mid_dirleaderdisps", found)

    def _conflicts(self):
        wars, rng = [], self.rng
        for number, (a, b, first, last) in enumerate(
            [(2, 365, 1980, 1982), (20, 200, 1981, 1981), (220, 345, 2000, 2003),
             (2, 365, 2002, 2002), (200, 365, 1999, 2007)], 1
        ):  # fmt: skip
            for one, two, side in ((a, b, 1), (b, a, 2)):
                wars += [
                    {"warnum": number, "ccode1": one, "ccode2": two, "year": y,
                     "cowinterongoing": 1, "cowinteronset": int(y == first), "sidea1": side,
                     "sidea2": 3 - side, "batdeath1": float(rng.choice([-9, 1000, 7500000])),
                     "batdeath2": 900.0, "resume": 0}
                    for y in range(first, last + 1)
                ]  # fmt: skip
        self.filled("cow_war_inter", wars)
        self._turned("cow_war_inter", "warnum")
        within = [
            {"warnum": n, "warname": f"War {n}", "wartype": kind, "year": y,
             "cowintraonset": int(y == first), "cowintraongoing": 1, "primary_state": 1,
             "ccodea": c, "sideadeaths": deaths, "sidebdeaths": 10.0 * n}
            for n, c, kind, first, last, deaths in (
                (1, 2, "central control", 1979, 1981, 100.0),
                (2, 2, "local issues", 1981, 1984, -9.0),
                (3, 740, "local issues", 1990, 1990, 5.0),
                (4, 220, "central control", 1983, 1984, 50.0),
            )
            for y in range(first, last + 1)
        ]  # fmt: skip
        self.filled("cow_war_intra", within)
        armed = [
            {"conflict_id": n, "year": y, "gwno_a": a, "gwno_b": b, "incompatibility": issue,
             "intensity_level": int(rng.integers(1, 3)), "type_of_conflict": kind}
            for n, a, b, kind, issue, first, last in (
                (11, 2, None, "intrastate", "government", 1980, 1985),
                (12, 2, None, "II", "territory", 1984, 1990),
                (13, 260, 365, "interstate", "territory", 1990, 1992),
                (14, 340, None, "intrastate", "both", 2008, 2020),
            )
            for y in range(first, last + 1)
        ]  # fmt: skip
        self.filled("ucdp_acd", armed)


def write_rda(name, table, folder):
    """Write a table as upstream does: an .rda file that holds one data frame."""
    columns = {}
    for column in table:
        if column.dtype == pl.String:
            columns[column.name] = pd.array(column.to_list(), dtype=pd.StringDtype("python"))
        else:
            days = column.cast(pl.Int32) if column.dtype == pl.Date else column
            columns[column.name] = days.cast(pl.Float64).to_numpy()
    path = folder / _registry.get(name).mirror_path
    path.parent.mkdir(parents=True, exist_ok=True)
    rdata.write_rda(path, {name: pd.DataFrame(columns)})
    return path.read_bytes()


@contextmanager
def standing_in(folder, seed=0):
    """Let a toy mirror in the folder stand in for the real data: files, records and caches."""
    from importlib import import_module

    import pytest

    from foedus.panel.make import _forget_tables

    toy = Toy(seed)
    with pytest.MonkeyPatch.context() as patch:
        for name, table in toy.tables.items():
            data = write_rda(name, table, folder / "mirror")
            module = import_module(f"foedus.sources.{name}")
            record = module.DATASET
            made = replace(
                record,
                columns=record.stored,
                sha256=hashlib.sha256(data).hexdigest(),
                size=len(data),
                rows=table.height,
            )
            patch.setattr(module, "DATASET", made)
        patch.setenv("FOEDUS_DATA_MIRROR", str(folder / "mirror"))
        patch.setenv("FOEDUS_CACHE", str(folder / "cache"))
        _registry.get.cache_clear()
        _registry.datasets.cache_clear()
        _forget_tables()
        yield toy
    _registry.get.cache_clear()
    _registry.datasets.cache_clear()
    _forget_tables()
