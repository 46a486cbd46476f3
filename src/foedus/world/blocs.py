"""Alliances that the data give no name: largest sets of states that all owe each other defence."""

from __future__ import annotations

from foedus.world.alliances import Alliance

__all__ = ["BLOC_NAMES", "Bonds", "blocs"]

Bonds = frozenset[tuple[str, str]]

BLOC_NAMES = {
    ("AUH", "DEU"): "Dual Alliance",
    ("AUH", "DEU", "ITA"): "Triple Alliance",
    ("FRA", "RUS"): "Franco-Russian Alliance",
    ("GBR", "JPN"): "Anglo-Japanese Alliance",
    ("CSK", "ROU", "YUG"): "Little Entente",
    ("GRC", "ROU", "TUR", "YUG"): "Balkan Entente",
    ("CSK", "FRA"): "Franco-Czechoslovak Treaty",
    ("FRA", "POL"): "Franco-Polish Alliance",
    ("DEU", "ITA"): "Pact of Steel",
    ("DEU", "ITA", "JPN"): "Axis (Tripartite Pact)",
}
"""Names under which blocs are known, by the codes of their members."""

BLOC_ALIASES = {
    "triple entente": ("FRA", "RUS"),  # Britain owed consultation only
    "entente": ("FRA", "RUS"),
    "dreibund": ("AUH", "DEU", "ITA"),
    "zweibund": ("AUH", "DEU"),
    "central powers": ("AUH", "DEU"),
    "axis": ("DEU", "ITA", "JPN"),
}
"""Names in everyday use of what was, as an obligation of defence, another bloc."""


def blocs(bonds: Bonds, year: int) -> tuple[Alliance, ...]:
    """Return the blocs that pairwise obligations make, the largest first.

    A bloc's id joins the codes of its members; its name is `BLOC_NAMES`, or says what it is.

    Parameters
    ----------
    bonds : set of pairs of codes
    year : int

    Examples
    --------
    >>> pairs = frozenset({("AUH", "DEU"), ("AUH", "ITA"), ("DEU", "ITA"), ("FRA", "RUS")})
    >>> [(bloc.alliance_id, bloc.name) for bloc in blocs(pairs, 1913)]
    [('AUH-DEU-ITA', 'Triple Alliance'), ('FRA-RUS', 'Franco-Russian Alliance')]

    References
    ----------
    Bron & Kerbosch (1973): all largest sets of states that are bound to each other.
    """
    found = sorted(cliques(bonds), key=lambda bloc: (-len(bloc), bloc))
    return tuple(_bloc(members, year) for members in found)


def _bloc(members: tuple[str, ...], year: int) -> Alliance:
    return Alliance(
        alliance_id="-".join(members),
        name=BLOC_NAMES.get(members, f"mutual defence of {', '.join(members)}"),
        treaty="",
        members=frozenset(members),
        waves=tuple((iso3, "founder") for iso3 in members),
        obligations=("defense",),
        in_force=None,
        terminated=None,
        source=f"ATOP 5, defence obligations of {year}",
    )


def cliques(bonds: Bonds) -> list[tuple[str, ...]]:
    """Return all largest sets of states of which each is bound to each.

    Examples
    --------
    >>> sorted(cliques(frozenset({("A", "B"), ("B", "C"), ("A", "C"), ("C", "D")})))
    [('A', 'B', 'C'), ('C', 'D')]
    """
    near: dict[str, set[str]] = {}
    for a, b in bonds:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    found: list[tuple[str, ...]] = []

    def extend(chosen: set[str], candidates: set[str], done: set[str]) -> None:
        if not candidates and not done:
            found.append(tuple(sorted(chosen)))
            return
        pivot = max(sorted(candidates | done), key=lambda state: len(near[state] & candidates))
        for state in sorted(candidates - near[pivot]):
            extend(chosen | {state}, candidates & near[state], done & near[state])
            candidates = candidates - {state}
            done = done | {state}

    if near:
        extend(set(), set(near), set())
    return found
