"""Slow, obvious reference implementations of creators and adders: plain loops over a toy world.

Each is written from the docstring of the function whose name it bears, from the tables of a `Toy`,
and gives a list of rows (creators) or the new columns of one row (adders).
"""

import math
from itertools import combinations, permutations

from toymirror import COW, GW, cow_of, day

LAST = {"cow": 2016, "gw": 2020}
CODE = {"cow": "ccode", "gw": "gwcode"}
SPELLS = {"cow": COW, "gw": GW}


def rows_of(toy, name):
    return toy.tables[name].rows(named=True)


def by_key(rows, *keys):
    return {tuple(row[key] for key in keys): row for row in rows}


# --- creators ---------------------------------------------------------------------------------


def there(system, code, year):
    """Return the first and last day on which a state was a member in a year, or None."""
    for a, b in SPELLS[system][code]:
        first, last = max(day(a), day(f"{year}-01-01")), min(day(b), day(f"{year}-12-31"))
        if first <= last:
            yield first, last


def on_the_day(first, last, year, membership):
    """Return whether the day of the year that counts lies between two days."""
    if membership == "any":
        return first <= last
    counted = day(f"{year}-01-01") if membership == "jan1" else day(f"{year}-12-31")
    return first <= counted <= last


def state_years(system, membership="any"):
    return [
        {CODE[system]: code, "year": year}
        for code in sorted(SPELLS[system])
        for year in range(1977, LAST[system] + 1)
        if any(on_the_day(*spell, year, membership) for spell in there(system, code, year))
    ]


def meet(system, codes, year, membership="any"):
    """Return whether states were members on a common day of a year, or all on the one named."""
    spells = [list(there(system, code, year)) for code in codes]
    if not all(spells):
        return False
    first, last = max(s[0][0] for s in spells), min(s[0][1] for s in spells)
    return on_the_day(first, last, year, membership)


def dyad_years(system, directed, membership="any"):
    pairs = permutations if directed else combinations
    code = CODE[system]
    return [
        {f"{code}1": a, f"{code}2": b, "year": year}
        for a, b in sorted(pairs(sorted(SPELLS[system]), 2))
        for year in range(1977, LAST[system] + 1)
        if meet(system, (a, b), year, membership)
    ]


def kad_years(system, k, membership="any"):
    code = CODE[system]
    return [
        {f"{code}{i + 1}": c for i, c in enumerate(codes)} | {"year": year}
        for year in range(1977, LAST[system] + 1)
        for codes in combinations(sorted(SPELLS[system]), k)
        if meet(system, codes, year, membership)
    ]


def tenures(toy, system):
    """Yield each leader's days in office over a member of the system, year by year."""
    for leader in rows_of(toy, "archigos"):
        for year in range(leader["startdate"].year, leader["enddate"].year + 1):
            first = max(leader["startdate"], day(f"{year}-01-01"))
            last = min(leader["enddate"], day(f"{year}-12-31"))
            code = cow_of(leader["gwcode"], year) if system == "cow" else leader["gwcode"]
            spells = there(system, code, year) if code in SPELLS[system] else []
            for a, b in spells:
                if max(first, a) <= min(last, b):
                    yield leader["obsid"], code, year, max(first, a), min(last, b)


def leader_years(toy, system, membership="any"):
    return {
        (obsid, code, year)
        for obsid, code, year, first, last in tenures(toy, system)
        if on_the_day(first, last, year, membership)
    }


def leader_dyad_years(toy, system, year, membership="any"):
    some = [tenure for tenure in tenures(toy, system) if tenure[2] == year]
    return {
        (a[0], b[0], a[1], b[1], year)
        for a in some
        for b in some
        if a[1] != b[1] and on_the_day(max(a[3], b[3]), min(a[4], b[4]), year, membership)
    }


# --- adders: one row at a time ------------------------------------------------------------------


class Oracle:
    """Answers for one toy world, unit and state system."""

    def __init__(self, toy, system, members):
        self.toy, self.system, self.members = toy, system, members
        self.code = CODE[system]
        self.indexed = {}

    def table(self, name, *keys):
        if (name, keys) not in self.indexed:
            self.indexed[name, keys] = by_key(rows_of(self.toy, name), *keys)
        return self.indexed[name, keys]

    def of_states(self, row, name, columns, *, keys=None, fill=None, years=None):
        keys = keys or (self.code, "year")
        found = {}
        for m in self.members:
            asked = tuple(row[k] if k == "year" else row[f"{k}{m}"] for k in keys)
            hit = self.table(name, *keys).get(asked) if None not in asked else None
            for column in columns:
                value = hit[column] if hit else None
                inside = years is None or years[0] <= row["year"] <= years[1]
                if hit is None and fill is not None and inside and None not in asked:
                    value = fill
                found[f"{column}{m}"] = value
        return found

    def add_nmc(self, row):
        return self.of_states(row, "cow_nmc", NMC)

    def add_democracy(self, row):
        name = {"cow": "cw_democracy", "gw": "gw_democracy"}[self.system]
        return self.of_states(row, name, ("euds", "aeuds", "polity2", "v2x_polyarchy"))

    def add_sim_gdp_pop(self, row):
        name = {"cow": "cw_gdppop", "gw": "gw_gdppop"}[self.system]
        columns = ("mrgdppc", "sd_mrgdppc", "pwtrgdp", "sd_pwtrgdp", "pwtpop", "sd_pwtpop")
        return self.of_states(row, name, columns)

    def add_latent_territorial_threat(self, row):
        columns = ("lterrthreat", "sd", "lwr", "upr", "m_lterrthreat", "m_sd", "m_lwr", "m_upr")
        return self.of_states(row, "terrthreat", columns)

    def add_cow_trade(self, row):
        return self.of_states(row, "cow_trade_sy", ("imports", "exports"))

    def add_ucdp_onsets(self, row):
        columns = ("sumnewconf", *(f"sumonset{n}" for n in (1, 2, 3, 5, 10)))
        return self.of_states(row, "ucdp_onsets", columns)

    def add_rugged_terrain(self, row):
        return self.of_states(row, "rugged", ("rugged", "newlmtnest"), keys=(self.code,))

    def add_lead(self, row):
        columns = [c for c in self.toy.tables["lead"].columns if c != "obsid"]
        return self.of_states(row, "lead", columns, keys=("obsid",))

    def add_lwuf(self, row):
        columns = [c for c in self.toy.tables["lwuf"].columns if c != "obsid"]
        return self.of_states(row, "lwuf", columns, keys=("obsid",))

    def add_igos(self, row):
        if self.members == ("",):
            kinds = ("full", "associate", "observer", "anytype")
            return self.of_states(row, "cow_igo_sy", [f"sum_igo_{kind}" for kind in kinds])
        return {"dyadigos": self.of_pair(row, "cow_igo_ndy", "dyadigos")}

    def of_pair(self, row, name, column):
        one, two = sorted((row[f"{self.code}1"], row[f"{self.code}2"]))
        hit = self.table(name, f"{self.code}1", f"{self.code}2", "year").get(
            (one, two, row["year"])
        )
        return hit[column] if hit else None

    def add_minimum_distance(self, row):
        name = {"cow": "cow_mindist", "gw": "gw_mindist"}[self.system]
        if self.members != ("",):
            return {"mindist": self.of_pair(row, name, "mindist")}
        known = [
            hit["mindist"]
            for hit in rows_of(self.toy, name)
            if hit["year"] == row["year"]
            and row[self.code] in (hit[f"{self.code}1"], hit[f"{self.code}2"])
            and hit["mindist"] is not None
        ]
        return {"minmindist": min(known, default=None)}

    def add_ccode_to_gw(self, row):
        return {f"ccode{m}": cow_of(row[f"gwcode{m}"], row["year"]) for m in self.members}

    def add_cow_majors(self, row):
        found = {}
        for m in self.members:
            major = any(
                hit["ccode"] == row[f"ccode{m}"] and hit["styear"] <= row["year"] <= hit["endyear"]
                for hit in rows_of(self.toy, "cow_majors")
            )
            found[f"cowmaj{m}"] = int(major) if row["year"] <= 2016 else None
        return found

    def contact(self, one, two, year):
        """Return the type of contiguity: the first positive one of the year, if there is one."""
        spells = [
            hit
            for hit in rows_of(self.toy, "cow_contdir")
            if (hit["ccode1"], hit["ccode2"]) == (one, two)
            and hit["stdate"].year <= year <= hit["enddate"].year
        ]
        spells.sort(key=lambda hit: hit["stdate"])
        positive = [hit["conttype"] for hit in spells if hit["conttype"] > 0]
        return positive[0] if positive else 0

    def add_contiguity(self, row):
        year = row["year"]
        if self.members == ("",):
            if year > 2016:
                return {"land": None, "sea": None}
            all_others = [self.contact(row["ccode"], other, year) for other in COW]
            return {"land": all_others.count(1), "sea": sum(kind > 1 for kind in all_others)}
        kind = self.contact(row["ccode1"], row["ccode2"], year) if year <= 2016 else None
        return {"conttype": kind}

    def capital(self, code, year):
        name = {"cow": "cow_capitals", "gw": "gw_capitals"}[self.system]
        for hit in sorted(rows_of(self.toy, name), key=lambda hit: hit["stdate"]):
            if hit[self.code] == code and hit["stdate"].year <= year <= hit["enddate"].year:
                return hit["lat"], hit["lng"]
        return None

    def apart(self, one, two, year):
        places = self.capital(one, year), self.capital(two, year)
        if None in places:
            return None
        (a, b), (c, d) = [(math.radians(lat), math.radians(lng)) for lat, lng in places]
        h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
        return 2 * 6378.137 * math.asin(math.sqrt(h))

    def add_capital_distance(self, row):
        codes = [row[f"{self.code}{m}"] for m in self.members]
        if len(codes) == 2:
            return {"capdist": self.apart(*codes, row["year"])}
        others = [
            self.apart(codes[0], other, row["year"])
            for other in SPELLS[self.system]
            if other != codes[0] and meet(self.system, (codes[0], other), row["year"])
        ]
        return {"mincapdist": min((d for d in others if d is not None), default=None)}

    def allied(self, one, two, year):
        return self.table("atop_alliance", "ccode1", "ccode2", "year").get((one, two, year))

    def add_atop_portfolio(self, row):
        hit = self.allied(row["ccode1"], row["ccode2"], row["year"])
        if row["year"] > 2018:
            return {"atop_level": None}
        level = 0
        for height, kinds in (
            (1, ("nonagg",)),
            (2, ("neutral", "consul")),
            (3, ("defense", "offense")),
        ):
            if hit and any(hit[f"atop_{kind}"] == 1 for kind in kinds):
                level = height
        return {"atop_level": level}

    def add_atop_alliance(self, row):
        kinds = ("defense", "offense", "neutral", "nonagg", "consul")
        hits = [self.allied(row["ccode1"], row["ccode2"], row["year"])]
        if not self.directed:
            hits.append(self.allied(row["ccode2"], row["ccode1"], row["year"]))
        hits = [hit for hit in hits if hit]
        found = {"atop_alliance": int(bool(hits))}
        for kind in kinds:
            found[f"atop_{kind}"] = max((hit[f"atop_{kind}"] for hit in hits), default=0)
        return found if row["year"] <= 2018 else dict.fromkeys(found)

    def add_capability_ratio(self, row):
        one, two = self.of_states(row, "cow_nmc", ("cinc",)).values()
        if one is None or two is None or one + two == 0:
            return {"capability_ratio": None, "capability_share1": None}
        return {
            "capability_ratio": min(one, two) / max(one, two),
            "capability_share1": one / (one + two),
        }

    def add_projected_capability(self, row):
        strengths = self.of_states(row, "cow_nmc", ("cinc",)).values()
        kind = self.contact(row["ccode1"], row["ccode2"], row["year"])
        distance = self.apart(row["ccode1"], row["ccode2"], row["year"])
        left = 1.0 if kind == 1 else distance is not None and math.exp(-distance / 4000)
        return {
            f"projected{m}": None if value is None or left is False else value * left
            for m, value in zip("12", strengths, strict=True)
        }

    def add_joint_democracy(self, row):
        scores = [self.add_democracy(row)[f"polity2{m}"] for m in self.members]
        joint = None if None in scores else int(all(score >= 6 for score in scores))
        return {"joint_democracy": joint}

    def add_strategic_rivalries(self, row):
        kinds = ("positional", "spatial", "ideological", "interventionary")
        ongoing = [
            hit
            for hit in rows_of(self.toy, "tss_rivalries")
            if hit["start"] <= row["year"] <= hit["end"]
        ]
        if self.members == ("",):
            mine = [hit for hit in ongoing if row["ccode"] in (hit["ccode1"], hit["ccode2"])]
            return {f"n_{k}": sum(hit[k] or 0 for hit in mine) for k in sorted(kinds)}
        pair = {row["ccode1"], row["ccode2"]}
        hit = next((hit for hit in ongoing if {hit["ccode1"], hit["ccode2"]} == pair), None)
        return {
            "tssr_id": hit and hit["tssr_id"],
            **{k: (hit[k] or 0) if hit else 0 for k in kinds},
            "ongoingrivalry": int(hit is not None),
        }

    def add_gml_mids(self, row):
        year = row["year"]
        if self.members == ("",):
            parts = [hit for hit in rows_of(self.toy, "gml_part") if hit["ccode"] == row["ccode"]]
            going = [hit for hit in parts if hit["styear"] <= year <= hit["endyear"]]
            mine = [hit for hit in going if hit["sidea"] == 1 or hit["orig"] == 0]
            begun = [[hit for hit in some if hit["styear"] == year] for some in (going, mine)]
            found = {
                "gmlmidongoing": int(bool(going)),
                "gmlmidonset": int(bool(begun[0])),
                "gmlmidongoing_init": int(bool(mine)),
                "gmlmidonset_init": int(bool(begun[1])),
            }
            return found if year <= 2010 else dict.fromkeys(found)
        return self.dispute(row, "gml_mid_ddydisps", "gmlmid", 2010)

    def add_cow_mids(self, row):
        return self.dispute(row, "cow_mid_ddydisps", "cowmid", 2014)

    def dispute(self, row, name, stem, last):
        keys = ("ccode1", "ccode2", "year")
        hit = self.table(name, *keys).get(tuple(row[key] for key in keys))
        others = [column for column in self.toy.tables[name].columns if column not in keys]
        found = {column: hit[column] if hit else None for column in others}
        if hit is None and row["year"] <= last:
            found |= {f"{stem}ongoing": 0, f"{stem}onset": 0}
        if stem == "gmlmid" and self.directed:
            for m in "12":
                side, orig = found[f"sidea{m}"], found[f"orig{m}"]
                found[f"init{m}"] = None if hit is None else int(side == 1 or orig == 0)
        return found

    def add_cow_wars(self, row):
        if self.members == ("",):
            return self.war_within(row)
        pair = row["ccode1"], row["ccode2"]
        wars = [
            hit
            for hit in rows_of(self.toy, "cow_war_inter")
            if (hit["ccode1"], hit["ccode2"], hit["year"]) == (*pair, row["year"])
        ]
        known = {m: [hit[f"batdeath{m}"] for hit in wars] for m in "12"}
        dead = [sum(max(known[m][i], 0) for m in "12") for i in range(len(wars))]
        order = sorted(range(len(wars)), key=lambda i: (-wars[i]["cowinteronset"], -dead[i]))
        hit = wars[order[0]] if wars else None
        names = ("sidea", "initiator", "outcome", "batdeath")
        found = {f"{n}{m}": hit[f"{n}{m}"] if hit else None for n in names for m in "12"}
        for m in "12":
            if hit and hit[f"batdeath{m}"] < 0:
                found[f"batdeath{m}"] = None
        none = 0 if row["year"] <= 2007 else None
        for event in ("cowinterongoing", "cowinteronset"):
            found[event] = hit[event] if hit else none
        return found

    def war_within(self, row):
        wars = [
            hit
            for hit in rows_of(self.toy, "cow_war_intra")
            if (hit["ccodea"], hit["year"]) == (row["ccode"], row["year"])
        ]
        wars.sort(
            key=lambda hit: (
                -hit["cowintraonset"],
                -(max(hit["sideadeaths"], 0) + hit["sidebdeaths"]),
                hit["warnum"],
            )
        )
        hit = wars[0] if wars else None
        none = 0 if row["year"] <= 2007 else None
        return {
            "warnum": hit and hit["warnum"],
            "wartype": hit and hit["wartype"],
            "cowintraonset": hit["cowintraonset"] if hit else none,
            "cowintraongoing": 1 if hit else none,
            "sideadeaths": hit["sideadeaths"] if hit and hit["sideadeaths"] >= 0 else None,
            "intrawarnums": "; ".join(sorted(str(w["warnum"]) for w in wars)) if hit else None,
        }

    def add_ucdp_acd(self, row):
        mine = [
            hit
            for hit in rows_of(self.toy, "ucdp_acd")
            if hit["year"] == row["year"] and row["gwcode"] in (hit["gwno_a"], hit["gwno_b"])
        ]
        begin = {}
        for hit in rows_of(self.toy, "ucdp_acd"):
            number = hit["conflict_id"]
            begin[number] = min(hit["year"], begin.get(number, 9999))
        return {
            "ucdpongoing": int(bool(mine)),
            "ucdponset": int(any(begin[hit["conflict_id"]] == row["year"] for hit in mine)),
            "maxintensity": max((hit["intensity_level"] for hit in mine), default=None),
            "conflict_ids": "; ".join(sorted(str(hit["conflict_id"]) for hit in mine)) or None,
        }

    def related(self, one, two, year, relation):
        if relation in ("contiguous", "land"):
            kinds = {"contiguous": (1, 2, 3, 4, 5), "land": (1,)}[relation]
            return any(
                {hit["ccode1"], hit["ccode2"]} == {one, two}
                and hit["conttype"] in kinds
                and hit["stdate"].year <= year <= hit["enddate"].year
                for hit in rows_of(self.toy, "cow_contdir")
            )
        hits = [self.allied(one, two, year), self.allied(two, one, year)]
        if relation == "defense":
            return any(hit and hit["atop_defense"] == 1 for hit in hits)
        return any(hits)

    def add_kad_pairs(self, row, relation):
        codes = [row[f"ccode{m}"] for m in self.members]
        pairs = [self.related(a, b, row["year"], relation) for a, b in combinations(codes, 2)]
        return {f"any_{relation}": int(any(pairs)), f"all_{relation}": int(all(pairs))}


NMC = ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc")


def spells(rows, unit, event, *, pad=False):
    """Return the years of peace of rows in any order, by unit, as the docstring reads."""
    result = {}
    units = {}
    for place, row in enumerate(rows):
        units.setdefault(tuple(row[key] for key in unit), []).append(
            (row["year"], row[event], place)
        )
    for parts in units.values():
        origin, unknown, before = None, True, None
        for year, happened, place in sorted(parts):
            if before and before[1] == 1:
                origin, unknown = before[0] + 1, False
            if before and pad and year - before[0] > 1 and origin is not None:
                origin, unknown = year, False
            if origin is None and happened is not None:
                origin, unknown = year, False
            if happened is None:
                unknown = True
            result[place] = None if unknown else year - origin
            before = (year, happened)
    return [result[place] for place in range(len(rows))]
