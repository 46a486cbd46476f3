"""The world on a day: states, their resources, and who owes whom defence. Data, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from html import escape
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError, nearest, wrong_kind
from foedus.world.alliances import Alliance, alliance_meant, resolve_alliance
from foedus.world.blocs import BLOC_ALIASES
from foedus.world.days import as_day, last_full_year
from foedus.world.deployments import share_abroad, stationed_persons
from foedus.world.immutable import FrameField, fixed
from foedus.world.names import fold, near_names, plain, spelled
from foedus.world.obligations import EU_CLAUSE, Bounds, pledged_bounds, tie_weights
from foedus.world.states import (
    ambiguous,
    as_text,
    code_on,
    did_you_mean,
    dissolved_meant,
    meant_today,
    part_of,
    resolve_state,
    state_name,
)

__all__ = ["World"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


def _unknown() -> Array:
    return np.empty(0)


def _nobody() -> Mask:
    return np.empty(0, dtype=bool)


@dataclass(frozen=True, eq=False)
class World:
    """States with military resources on a map, and the alliances between them. Immutable.

    Arrays are in the order of `iso3` and read-only; `figures` is handed out as a clone. Worlds are
    made by `foedus.load_world`, `World.today` and `World.at` (see `foedus.world.load`).

    Attributes
    ----------
    on : date
    iso3 : tuple of str
        The n states in the contest, in the order of all arrays.
    names : tuple of str
    capability : (n,), shares summing to 1
    capability_measure : str
    capability_year : int
        Year of most of the military figures used.
    distance : (n, n), km
        0 between land neighbours, else between capitals.
    capital_distance : (n, n), km
    contiguous : (n, n) bool
        Land border of the home country.
    major : (n,) bool
        Major powers on the day.
    rivalry : (n, n) bool
        Strategic rivals in the year before the day.
    nuclear : (n,) bool
        States with nuclear weapons on the day.
    alliances : tuple of Alliance
        All with members on the day, whatever they oblige them to.
    figures : polars.DataFrame
        A row a state of the contest or left out: the resources, with year and source of each.
    left_out : tuple of str
        States without any figure of military capability: not in the contest.
    pairwise : frozenset of (str, str)
        Defence obligations that belong to no alliance of the table (historical worlds).
    guarantees : frozenset of (str, str)
        One-way obligations: the first owes the second defence and is owed none.
    sources : tuple of str
        Of a historical world.
    stationed : (n, n) persons or None
        Forces abroad, sender by host; None: everybody's forces count as standing at home.
    minimum_distance : (n, n), km
        Between the nearest points of the home countries, 0 for land neighbours. Not given: as
        `distance`.
    democracy : (n,)
        Extended unified democracy score of the last full year before the day, nan unknown.
    years_since_clash : (n, n)
        Years from the end of the pair's last deadly clash to the day, inf: none on record.
    recent_clashes : (n, n)
        Deadly clashes between the two begun in the ten years before the day.
    at_war : (n, n) bool
        A war between the two is on that day.
    years_together : (n, n)
        Years that both have been states, nan where the data do not say.
    history_since : int or None
        First year of the record of clashes, None: as long as there have been states.
    figures_year : int
        Last full year before the day: no figure is of a later one. Not given: the year before.
    eu_clause : {"full", "half", "none"}
        How much of an obligation the European Union's Article 42(7) is.
    assumed_rivals : tuple of (str, str)
        Pairs that count as rivals because the asker says so, not because it is recorded.
    note : str
        What a reader must know first, e.g. that another day was asked for; else empty.
    """

    on: date
    iso3: tuple[str, ...]
    names: tuple[str, ...]
    capability: Array
    capability_measure: str
    capability_year: int
    distance: Array
    capital_distance: Array
    contiguous: Mask
    major: Mask
    rivalry: Mask
    nuclear: Mask
    alliances: tuple[Alliance, ...]
    figures: FrameField = FrameField()  # noqa: RUF009 (a descriptor: the field has no default)
    left_out: tuple[str, ...] = ()
    pairwise: frozenset[tuple[str, str]] = frozenset()
    guarantees: frozenset[tuple[str, str]] = frozenset()
    sources: tuple[str, ...] = ()
    stationed: Array | None = None
    minimum_distance: Array = field(default_factory=_unknown)
    democracy: Array = field(default_factory=_unknown)
    years_since_clash: Array = field(default_factory=_unknown)
    recent_clashes: Array = field(default_factory=_unknown)
    at_war: Mask = field(default_factory=_nobody)
    years_together: Array = field(default_factory=_unknown)
    history_since: int | None = None
    figures_year: int = 0
    eu_clause: str = "full"
    assumed_rivals: tuple[tuple[str, str], ...] = ()
    note: str = ""

    today: ClassVar[Callable[..., World]]
    at: ClassVar[Callable[..., World]]

    def __post_init__(self) -> None:
        object.__setattr__(self, "on", as_day(self.on))
        if not isinstance(self.eu_clause, str) or self.eu_clause not in EU_CLAUSE:
            raise FoedusError(f"EU clause {self.eu_clause!r}: give one of {', '.join(EU_CLAUSE)}")
        n = len(self.iso3)
        self._check_shapes(n)
        if not self.figures_year:
            object.__setattr__(self, "figures_year", last_full_year(self.on))
        for name, nothing in (
            ("minimum_distance", self.distance),
            ("democracy", np.full(n, np.nan)),
            ("years_since_clash", np.full((n, n), np.inf)),
            ("recent_clashes", np.zeros((n, n))),
            ("at_war", np.zeros((n, n), dtype=bool)),
            ("years_together", np.full((n, n), np.nan)),
        ):
            if getattr(self, name).size == 0:
                object.__setattr__(self, name, nothing)
        for each in fields(self):
            value = vars(self).get(each.name)
            if isinstance(value, np.ndarray):
                object.__setattr__(self, each.name, fixed(value))

    def _check_shapes(self, n: int) -> None:
        """Refuse arrays of other states than this world's, and capabilities that are none."""
        shapes: dict[str, tuple[int, ...]] = dict.fromkeys(("capability", "major", "nuclear"), (n,))
        shapes |= dict.fromkeys(("distance", "capital_distance", "contiguous", "rivalry"), (n, n))
        for name, shape in shapes.items():
            found = np.shape(getattr(self, name))
            if found != shape:
                raise FoedusError(f"{name}: {n} states need the shape {shape}, not {found}")
        if not (np.isfinite(self.capability).all() and (self.capability >= 0).all()):
            raise FoedusError("capability: a share is a number from 0 on, and known of every state")

    @cached_property
    def _position(self) -> dict[str, int]:
        return {iso3: i for i, iso3 in enumerate(self.iso3)}

    def index(self, iso3: str) -> int:
        """Return a state's place in the arrays.

        Raises
        ------
        FoedusError
            The state is not in the contest.
        """
        if iso3 in self._position:
            return self._position[iso3]
        if iso3 in self.left_out:
            raise FoedusError(f"{iso3} has no figure of military capability and is left out")
        raise FoedusError(f"no state {iso3} in the world of {self.on}")

    def indices(self, states: Iterable[str]) -> NDArray[np.intp]:
        """Return the places of those of the states that are in the contest, sorted."""
        return np.array(
            sorted(self._position[iso3] for iso3 in states if iso3 in self._position), dtype=np.intp
        )

    def resolve(self, text: str) -> str:
        """Return the code of one of this world's states, given by any code or by name.

        Raises
        ------
        FoedusError
            This world has no such state: one whose name was mistyped is proposed, or told who held
            its land. Or several of its states have the name: all are listed.
        """
        text = as_text(text)
        here = {*self.iso3, *self.left_out}
        codes = {fold(code): code for code in here}
        if fold(text) in codes:
            return codes[fold(text)]
        called = dict(zip(self.iso3, self.names, strict=True))
        several = [code for code in spelled().get(plain(text), ()) if code in here]
        if len(several) > 1:
            raise FoedusError(ambiguous(text, several, called))
        own = {plain(name): code for code, name in called.items()}
        if plain(text) in own:
            return own[plain(text)]
        try:
            iso3 = several[0] if several else resolve_state(text, on=self.on)
        except FoedusError:
            near = [own[name] for name in near_names(text, own)]
            if not near or dissolved_meant(text) or meant_today(text) or alliance_meant(text):
                raise
            told = did_you_mean(near, called)
            raise FoedusError(f"no state {text!r} in the world of {self.on}: {told}") from None
        if code_on(iso3, self.on) in here:
            return code_on(iso3, self.on)
        whole = part_of(iso3, self.on)
        hint = f"; it was part of {state_name(whole)} ({whole})" if whole in here else ""
        raise FoedusError(f"{text!r} ({iso3}) is no state in the world of {self.on}{hint}")

    def resolve_alliance(self, text: str) -> str:
        """Return the identifier of one of this world's alliances, given by identifier or name.

        Raises
        ------
        FoedusError
            It has no members on the day; the nearest one is proposed.
        """
        return self.alliance(text).alliance_id

    def called(self, iso3: str) -> str:
        """Return what a state is called in this world, or elsewhere if it is not in the contest."""
        return self.names[self._position[iso3]] if iso3 in self._position else state_name(iso3)

    def name(self, iso3: str) -> str:
        """Return a state's name."""
        return self.names[self.index(iso3)]

    def alliance(self, alliance_id: str) -> Alliance:
        """Return an alliance as it stands in this world, given by identifier or name.

        Raises
        ------
        FoedusError
            It has no members on the day.
        """
        if not isinstance(alliance_id, str):
            raise FoedusError(f"an alliance is given by its name, not by {alliance_id!r}")
        here = {fold(alliance.name): alliance for alliance in self.alliances}
        here |= {fold(alliance.alliance_id): alliance for alliance in self.alliances}
        if fold(alliance_id) in here:
            return here[fold(alliance_id)]
        bloc = BLOC_ALIASES.get(fold(alliance_id))
        if bloc is not None and fold("-".join(bloc)) in here:
            return here[fold("-".join(bloc))]
        near = nearest(fold(alliance_id), here)
        listed = ", ".join(alliance.alliance_id for alliance in self.alliances)
        hint = f"did you mean {here[near].alliance_id}?" if near else f"there are {listed}"
        try:
            meant = resolve_alliance(alliance_id)
        except FoedusError:
            raise FoedusError(f"unknown alliance {alliance_id!r} on {self.on}: {hint}") from None
        if fold(meant) in here:
            return here[fold(meant)]
        raise FoedusError(f"{meant} has no members on {self.on}; {hint}")

    def members(self, alliance_id: str) -> frozenset[str]:
        """Return an alliance's members, ISO3 codes, those outside the contest included."""
        return self.alliance(alliance_id).members

    @cached_property
    def tie(self) -> Array:
        """Return the weight of the obligation of defence between two states, (n, n), 0 to 1.

        It is that of their strongest alliance: 1, for the European Union what `eu_clause` says.
        """
        return fixed(tie_weights(self.iso3, self.alliances, self.pairwise, self.eu_clause))

    @cached_property
    def duty(self) -> Array:
        """Return how far the state of a row owes that of a column defence, (n, n), 0 to 1.

        It is `tie`, which is mutual, and 1 where a guarantee goes one way.
        """
        if not self.guarantees:
            return self.tie
        owed = self.tie.copy()
        for first, second in self.guarantees:
            if first in self._position and second in self._position:
                owed[self._position[first], self._position[second]] = 1.0
        return fixed(owed)

    @cached_property
    def allied(self) -> Mask:
        """Return A, (n, n): True where two states owe each other defence; diagonal False."""
        return fixed(self.tie > 0.0)

    @cached_property
    def stationed_share(self) -> Array | None:
        """Return f, (n, n): the share of a state's forces (row) that stands in a host (column).

        Persons stationed by active personnel; a state never has more than all its forces abroad.
        None if nobody's forces are stationed abroad in this world.
        """
        if self.stationed is None or not self.stationed.any():
            return None
        return fixed(share_abroad(self.stationed, self.active_personnel))

    @cached_property
    def active_personnel(self) -> Array:
        """Return active military personnel, (n,), nan where unknown."""
        column = "milper_active_persons"
        if column not in self.figures.columns:
            raise FoedusError(f"the world of {self.on} has no figures of active personnel")
        known = dict(self.figures.select("iso3", column).iter_rows())
        return fixed(np.array([known.get(iso3) for iso3 in self.iso3], dtype=float))

    def with_deployments(self, as_of: date | None = None) -> World:
        """Return the same world with the forces abroad that are on record for a day.

        Parameters
        ----------
        as_of : date, optional
            The world's own day if not given.
        """
        day = as_day(self.on if as_of is None else as_of)
        return replace(self, stationed=stationed_persons(self.iso3, day))

    @cached_property
    def pledges(self) -> tuple[Bounds, Bounds] | None:
        """Return bounds on rho and on omega for each pair, where an alliance has values of its own.

        A pair is (least, most), each (n, n): the value assumed for all is clipped to it. Two
        states in several alliances count with the most reliable, and the most offensive, of them.
        None if no alliance has values of its own.
        """
        if all(a.rho is None and a.omega is None for a in self.alliances):
            return None
        (low, high), (least, most) = (
            pledged_bounds(self.iso3, self.alliances, self.pairwise, name)
            for name in ("rho", "omega")
        )
        return (fixed(low), fixed(high)), (fixed(least), fixed(most))

    def with_members(self, alliance_id: str, members: Collection[str]) -> World:
        """Return the same world in which an alliance has other members."""
        if isinstance(members, str) or not isinstance(members, Collection):
            raise wrong_kind("members", members, "a set of ISO3 codes")
        old = self.alliance(alliance_id)
        waves = dict(old.waves)
        new = replace(
            old,
            members=frozenset(members),
            waves=tuple((iso3, waves.get(iso3, str(self.on.year))) for iso3 in sorted(members)),
        )
        return replace(
            self,
            alliances=tuple(new if a.alliance_id == alliance_id else a for a in self.alliances),
        )

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the day and the strongest states."""
        order = np.argsort(-self.capability, kind="stable")[:12]
        rows = "".join(
            f"<tr><td>{escape(self.names[i])}</td><td>{self.iso3[i]}</td>"
            f'<td style="text-align:right">{100 * self.capability[i]:.1f} %</td></tr>'
            for i in order
        )
        return (
            f"<p>{len(self.iso3)} states on {self.on}, figures of {self.figures_year} or up to "
            f"three years older, {len(self.alliances)} alliances; the strongest by "
            f"{escape(self.capability_measure)}:</p><table><thead><tr><th>State</th><th>Code</th>"
            f"<th>Share of capability</th></tr></thead><tbody>{rows}</tbody></table>"
        )

    def __repr__(self) -> str:
        return (
            f"World(on={self.on}, {len(self.iso3)} states, capability={self.capability_measure} "
            f"{self.capability_year}, {len(self.alliances)} alliances)"
        )
