"""How defensive an alliance has been: obligations, operations, memberships, as facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from foedus.errors import FoedusError
from foedus.world.alliances import OBLIGATIONS, alliances_on, resolve_alliance
from foedus.world.days import LAST_DAY, parse_date
from foedus.world.states import state_name
from foedus.world.tables import read_table

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Record", "record"]

OWN, MEMBERS = "alliance", "members"
"""Whose operation: the alliance's own, or led by states that were members when it began."""

NOTES = (
    "Facts as the table codes them; 'contested' means that the record itself is disputed, and "
    "the readings stand in the notes of the operation.",
    "UN force: whether the Security Council authorised the use of force. 'no' includes missions "
    "without combat and deployments on members' soil, which need no such mandate; 'na': not "
    "applicable.",
    "Led by members: operations of coalitions or single states that a member led, not the "
    "alliance; whether an alliance answers for them is disputed, so they are counted apart.",
    "Left out for everybody: wars inside one state and smaller operations of single states. An "
    "end left blank is open or not verified.",
    "Obligations as coded by ATOP where it has the treaty.",
)


@dataclass(frozen=True, eq=False)
class Record:
    """What an alliance has undertaken and done, up to a day.

    Attributes
    ----------
    alliance, name, treaty : str
    on : date
        Operations and memberships that began later are not in the record.
    signed, in_force, terminated : date or None
    members : tuple of str
        On the day.
    obligations : polars.DataFrame
        `obligation` (ATOP types), `in_treaty`.
    articles : tuple of str
        What the treaty's main articles say, in the table's words.
    operations : polars.DataFrame
        One row an operation in order of its start, the columns of the embedded table and `by`:
        "alliance", or "members" where a member led it outside the alliance.
    counts : polars.DataFrame
        `by`, `unsc_authorised_force`, `host_consent`, `operations`.
    memberships : polars.DataFrame
        `iso3`, `name`, `row_type`, `from`, `to`, `kind`, `wave`, `source`: memberships, events,
        suspensions, observers, signatories.
    notes, sources : tuple of str
    """

    alliance: str
    name: str
    treaty: str
    on: date
    signed: date | None
    in_force: date | None
    terminated: date | None
    members: tuple[str, ...]
    obligations: pl.DataFrame
    articles: tuple[str, ...]
    operations: pl.DataFrame
    counts: pl.DataFrame
    memberships: pl.DataFrame
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    def count(self, by: str, **values: str | int) -> int:
        """Return the number of operations with the given values in the given columns.

        Parameters
        ----------
        by : {"alliance", "members"}
        **values : str or int
            Column and value, e.g. unsc_authorised_force="no".

        Examples
        --------
        >>> record("NATO").count("alliance", unsc_authorised_force="no", host_consent="no")
        1
        """
        return len(self.operations.filter(self.operations["by"] == by).filter(**values))

    @property
    def answer(self) -> str:
        """Return the record in two sentences."""
        owed = [row["obligation"] for row in self.obligations.iter_rows(named=True)
                if row["in_treaty"]]  # fmt: skip
        under = self.count(OWN, article5_invoked=1)
        article5 = f" ({under} under Article 5)" if under else ""
        return (
            f"{self.alliance} ({len(self.members)} members on {self.on}) contains obligations of "
            f"{', '.join(owed) or 'none of the ATOP types'}. Its own operations in the table: "
            f"{self.count(OWN)}, {self.count(OWN, unsc_authorised_force='yes')} with force "
            f"authorised by the Security Council, {self.count(OWN, host_consent='yes')} with the "
            f"consent of the host, {self.count(OWN, initiated_against_a_member_attack=1)} in "
            f"answer to an attack on a member{article5}; led by members outside it: "
            f"{self.count(MEMBERS)}."
        )

    def summary(self) -> str:
        """Return the record as plain text of at most 80 columns."""
        from foedus.world.record_text import summary

        return summary(self)

    def to_json(self) -> str:
        """Return the record as JSON, schema `foedus.world.record_schema.RecordJSON`."""
        from foedus.world.record_schema import record_json

        return record_json(self)

    def __repr__(self) -> str:
        return f"Record({self.answer})"

    def _repr_html_(self) -> str:
        html: str = self.operations._repr_html_()
        return f"<p>{self.answer}</p>{html}"


def record(alliance: str, *, on: str | date | None = None) -> Record:
    """Return an alliance's obligations, operations and memberships up to a day, as facts.

    Parameters
    ----------
    alliance : str
        Identifier or name.
    on : date or 'YYYY-MM-DD', optional
        By default the end of the embedded tables.

    Raises
    ------
    FoedusError
        Unknown alliance or date, or a day before the treaty was signed.

    Examples
    --------
    >>> found = record("NATO", on="2001-12-31")
    >>> found.operations.filter(article5_invoked=1)["operation"].to_list()
    ['Active Endeavour', 'Eagle Assist']
    """
    alliance_id = resolve_alliance(alliance)
    day = LAST_DAY if on is None else parse_date(str(on))
    treaty: dict[str, Any] = (
        read_table("alliances").filter(alliance_id=alliance_id).row(0, named=True)
    )
    if treaty["signed"] is not None and day < treaty["signed"]:
        raise FoedusError(f"{alliance_id} was signed on {treaty['signed']}, after {day}")
    now = next((a for a in alliances_on(day) if a.alliance_id == alliance_id), None)
    operations = _operations(alliance_id, day)
    memberships = _memberships(alliance_id, day)
    found = [treaty["source"], *memberships["source"], *operations["source"]]
    return Record(
        alliance=alliance_id,
        name=treaty["name"],
        treaty=treaty["treaty"],
        on=day,
        signed=treaty["signed"],
        in_force=treaty["in_force"],
        terminated=treaty["terminated"],
        members=tuple(sorted(now.members)) if now else (),
        obligations=_obligations(treaty),
        articles=tuple(part.strip() for part in (treaty["key_articles"] or "").split("; ") if part),
        operations=operations,
        counts=_counts(operations),
        memberships=memberships,
        notes=(*NOTES, *([treaty["notes"]] if treaty["notes"] else [])),
        sources=tuple(dict.fromkeys(found)),
    )


def _obligations(treaty: dict[str, Any]) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(
        {"obligation": OBLIGATIONS, "in_treaty": [treaty[kind] == 1 for kind in OBLIGATIONS]}
    )


def _operations(alliance_id: str, day: date) -> pl.DataFrame:
    """Return the operations begun by a day, the alliance's own and those its members led."""
    import polars as pl

    table = read_table("operations").filter(pl.col("start") <= day).sort("start", "op_id")
    whose = [_whose(alliance_id, row) for row in table.iter_rows(named=True)]
    return table.with_columns(by=pl.Series(whose, dtype=pl.String)).filter(
        pl.col("by").is_not_null()
    )


def _whose(alliance_id: str, row: dict[str, Any]) -> str | None:
    """Return whose operation it is, None where it is not the alliance's in either sense."""
    leaders = set((row["led_by"] or "").split(";"))
    if alliance_id == row["bloc"].replace("-", "_") or alliance_id in leaders:
        return OWN
    then = next((a for a in alliances_on(row["start"]) if a.alliance_id == alliance_id), None)
    return MEMBERS if then and leaders & then.members else None


def _counts(operations: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    keys = ["by", "unsc_authorised_force", "host_consent"]
    return operations.group_by(keys).agg(pl.len().cast(pl.Int64).alias("operations")).sort(keys)


def _memberships(alliance_id: str, day: date) -> pl.DataFrame:
    import polars as pl

    return (
        read_table("memberships")
        .filter((pl.col("alliance_id") == alliance_id) & (pl.col("from") <= day))
        .with_columns(name=pl.col("iso3").map_elements(state_name, pl.String))
        .select("iso3", "name", "row_type", "from", "to", "kind", "wave", "source")
        .sort("from", "row_type", "iso3")
    )
