"""War-stable networks: who could be beaten by a group of allies (Jackson and Nei 2015)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.models._given import at_most, labels, square, vector
from foedus.models._result import listed
from foedus.models._war_stable_network import added, dropped, vulnerability
from foedus.models._war_stable_result import Link, Vulnerable, WarStableResult, Year
from foedus.models._war_stable_years import LAST_WAR, network_of, wars_begun
from foedus.world.world import World

__all__ = [
    "war_stable",
]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

FIRST, LAST = 1816, 2018
MOST = 400


def war_stable(
    world: World | None = None,
    alliance: str | None = None,
    *,
    strength: Any = None,
    links: Any = None,
    names: Sequence[str] | None = None,
    gamma: float = 1.5,
    without: Sequence[str] = (),
    joining: Sequence[str] = (),
    first: int | None = None,
    last: int | None = None,
) -> WarStableResult:
    """Return who is vulnerable in a network of alliances, and which links make it (un)stable.

    A coalition is a leader j and allies of j; it beats i if its strength is more than gamma times
    that of i and those allies of i that are not in it. War-stable: (S1) nobody is vulnerable, (S2)
    no link that two lack would make anybody vulnerable to a coalition with both, (S3) nobody can
    drop a link and stay safe. This is the model without trade.

    Parameters
    ----------
    world : World, optional
        Whose states and defence obligations are the network; today's if nothing is given.
    alliance : str, optional
        With `without` and `joining`: the alliance whose members are changed.
    strength : (n,) numbers above 0, optional
        A network of your own: its strengths,
    links : (n, n) 0 or 1, symmetric, optional
        and its alliances.
    names : n names, optional
    gamma : float above 0
        Decisiveness: 1 means that the stronger side wins.
    without, joining : sequence of str
        Members to leave out of the alliance and states to bring in: compared with the network.
    first, last : int, optional
        A series over these years of the research data instead.

    Raises
    ------
    FoedusError
        gamma is not above 0, a table is not square or symmetric, a state is not known.

    References
    ----------
    Jackson and Nei (2015).

    Examples
    --------
    >>> ring = [[0, 1, 1], [1, 0, 1], [1, 1, 0]]
    >>> war_stable(strength=[1, 1, 1], links=ring, gamma=2).nobody_vulnerable
    True
    >>> war_stable(strength=[1, 1, 1], links=ring, gamma=1.9).nobody_vulnerable
    False
    """
    if not gamma > 0 or not np.isfinite(gamma):
        raise FoedusError(f"gamma is {gamma:g}, expected a number above 0, e.g. 1.5")
    if first is not None or last is not None:
        return _series(first or FIRST, last or LAST, gamma)
    if strength is not None or links is not None:
        if strength is None or links is None:
            raise FoedusError("war_stable: give strength and links, or neither")
        g = square(links, "links", names)
        at_most(len(g), 400, "links", seconds=5)
        who = labels(names, len(g))
        m = vector(strength, "strength", who, positive=True)
        if len(m) != len(g):
            raise FoedusError(f"strength: {len(m)} given for a network of {len(g)} states")
        odd = np.argwhere((g != 0) & (g != 1))
        if odd.size:
            i, j = odd[0]
            raise FoedusError(f"links: {who[i]}-{who[j]} is {g[i, j]:g}, expected 0 or 1")
        return _answer("The network", who, g.astype(bool), m / m.sum(), gamma, None, (), ())
    return _of_world(world, alliance, gamma, without, joining)


def _of_world(
    world: World | None,
    alliance: str | None,
    gamma: float,
    without: Sequence[str],
    joining: Sequence[str],
) -> WarStableResult:
    from foedus.world.load import load_world

    here = world if world is not None else load_world()
    asked = ("--gamma", f"{gamma:g}", *(() if world is None else ("--on", str(here.on))))
    before: Array | None = None
    what = f"The network of defence obligations on {here.on}"
    if without or joining:
        if alliance is None:
            raise FoedusError("war_stable: whose members? name an alliance, e.g. NATO")
        there = here.capability > 0
        before = np.zeros(len(there))
        g = here.allied[np.ix_(there, there)]
        before[there] = vulnerability(g, here.capability[there])[0]
        members = set(here.members(alliance))
        out, new = [here.resolve(s) for s in without], [here.resolve(s) for s in joining]
        absent = [s for s in out if s not in members]
        if absent:
            raise FoedusError(f"{absent[0]} is no member of {alliance} on {here.on}")
        here = here.with_members(alliance, frozenset(members - set(out) | set(new)))
        change = [f"without {listed(out)}"] if out else []
        change += [f"with {listed(new)}"] if new else []
        what += f", {alliance} {' and '.join(change)}"
        asked = (*asked, "--alliance", alliance)
        asked = (*asked, *(word for s in out for word in ("--without", s)))
        asked = (*asked, *(word for s in new for word in ("--joining", s)))
    there = here.capability > 0
    if before is not None:
        before = before[there]
    sources = here.sources or ("the embedded tables of foedus: states, capabilities, alliances",)
    who = tuple(name for name, strong in zip(here.iso3, there, strict=True) if strong)
    g = here.allied[np.ix_(there, there)]
    return _answer(what, who, g, here.capability[there], gamma, before, asked, tuple(sources))


def _answer(
    what: str,
    who: tuple[str, ...],
    g: Mask,
    m: Array,
    gamma: float,
    before: Array | None,
    asked: tuple[str, ...],
    sources: tuple[str, ...],
) -> WarStableResult:
    worst, leader = vulnerability(g, m)
    bad, count, kept = _links(who, g, m, gamma)
    states = tuple(
        Vulnerable(
            name=who[i], strength=float(m[i]), allies=int(g[i].sum()),
            attack_over_defence=round(float(worst[i]), 9), vulnerable=bool(worst[i] > gamma),
            leader=who[int(leader[i])],
            before=None if before is None else round(float(before[i]), 9),
        )
        for i in np.argsort(-worst, kind="stable")
    )  # fmt: skip
    nobody = bool((worst <= gamma).all())
    return WarStableResult(
        asked=asked,
        what=what,
        gamma=gamma,
        war_stable=nobody and all(kept),
        nobody_vulnerable=nobody,
        no_new_link=kept[0],
        no_idle_link=kept[1],
        states=states,
        links=bad,
        links_count=count,
        notes=NOTES,
        sources=(WarStableResult.citation, *sources),
    )


NOTES = (
    "Distance, will and nuclear weapons play no part; a coalition of a leader and its allies "
    "attacks as one, and all allies of the attacked defend it.",
    "Trade, which the authors show can make networks stable, is not in this version: links cost "
    "and earn nothing.",
    "States without any military strength are left out; `before` is the state before a change.",
)


def _links(
    who: tuple[str, ...], g: Mask, m: Array, gamma: float
) -> tuple[tuple[Link, ...], int, tuple[bool, bool]]:
    """Return the links that decide, how many there are, and whether S2 and S3 hold."""
    safe = vulnerability(g, m)[0] <= gamma
    new, upon = added(g, m, among=safe)
    idle = dropped(g, m)
    more = np.argwhere(np.triu(new > gamma, 1))
    more = more[np.argsort(-new[more[:, 0], more[:, 1]], kind="stable")]
    loose = np.argwhere(idle <= gamma)
    adds = [
        Link(one=who[i], other=who[j], change="added",
             attack_over_defence=round(float(new[i, j]), 9), upon=who[int(upon[i, j])])
        for i, j in more[:MOST]
    ]  # fmt: skip
    drops = [
        Link(one=who[i], other=who[j], change="dropped",
             attack_over_defence=round(float(idle[i, j]), 9), upon=who[i])
        for i, j in loose[:MOST]
    ]  # fmt: skip
    no_new = bool((added(g, m)[0] <= gamma).all())
    return (*adds, *drops), len(more) + len(loose), (no_new, not len(loose))


def _series(first: int, last: int, gamma: float) -> WarStableResult:
    if not FIRST <= first <= last <= LAST:
        raise FoedusError(
            f"no series from {first} to {last}; capabilities and alliances are known together "
            f"from {FIRST} to {LAST}"
        )
    years, begun = [], wars_begun()
    for year in range(first, last + 1):
        g, m = network_of(year)
        wars = begun.get(year, 0) if year <= LAST_WAR else None
        worst = vulnerability(g, m)[0]
        weak = worst > gamma
        years.append(
            Year(
                year=year, states=len(m), links=int(g.sum() // 2), vulnerable=int(weak.sum()),
                share=float(weak.mean()), share_of_strength=float(m[weak].sum() / m.sum()),
                nobody_vulnerable=not weak.any(), wars=wars,
                wars_per_pair=None if wars is None else 2 * wars / (len(m) * (len(m) - 1)),
            )
        )  # fmt: skip
    return WarStableResult(
        asked=("--first", str(first), "--last", str(last), "--gamma", f"{gamma:g}"),
        what=f"The networks of {first} to {last}",
        gamma=gamma,
        war_stable=None,
        nobody_vulnerable=None,
        no_new_link=None,
        no_idle_link=None,
        states=(),
        links=(),
        links_count=0,
        series=tuple(years),
        notes=(*NOTES[:2], "States without a known index (CINC) are left out of a year."),
        sources=(
            WarStableResult.citation,
            "links: ATOP 5 (Leeds et al. 2002), a defence obligation in either direction",
            "strength: Correlates of War National Material Capabilities 7.0 (CINC)",
            "wars: Correlates of War Inter-State War 4 (Sarkees and Wayman 2010)",
        ),
    )
