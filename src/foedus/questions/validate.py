"""How good is the model: every test of it on the research data, also those that it fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from foedus.estimation.calibration import LATE
from foedus.estimation.findings import Findings, find
from foedus.estimation.rivals import OWN
from foedus.questions.result import Progress, Result, silent

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Validation", "described", "validate"]

SOURCES = (
    "disputes 1816-2010: Gibler, Miller & Little (2016), 2.2.1",
    "states, capabilities, contiguity, major powers, wars: Correlates of War",
    "defence obligations: ATOP 5 (Leeds et al. 2002)",
    "minimum distances: CShapes 2.0 (Schvitz et al. 2022), as in peacesciencer (Miller 2022)",
    "rivalries: Thompson, Sakuwa & Suhas (2021)",
    "democracy scores: Marquez (2016), as in isard 0.2.0",
    "armed conflicts 2011-2024: UCDP/PRIO 25.1 (Davies et al. 2025)",
)


class Validation(Result):
    """`foedus validate --json`: what was expected and what happened."""

    question: ClassVar[str] = "validate"

    schema_version: Literal["1.0"] = "1.0"
    answer: str
    findings: Findings = Field(description="every test, by name")
    sources: tuple[str, ...]

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `rolling`, a row a rung and model, and every other test as a table."""
        found = self.findings
        return {
            "rolling": _table(found.rolling, without=("windows",)),
            "targets": _table(found.targets),
            "calibration": _table(found.calibration),
            "after": _table([p for one in found.after for p in one.fought]),
            "joins": _table(found.joins),
            "outcomes": _table(found.outcomes),
            "selection": _table(found.selection),
            "accessions": _table(found.accessions),
        }


def _table(rows: Any, without: tuple[str, ...] = ()) -> pl.DataFrame:
    """Return frozen records as a table, a score's parts as columns of their own."""
    import polars as pl
    from pydantic import TypeAdapter

    plain = TypeAdapter(list[Any]).dump_python(list(rows))
    flat = []
    for row in plain:
        record: dict[str, Any] = {}
        for name, value in row.items():
            if name not in without:
                record |= value if isinstance(value, dict) else {name: value}
        flat.append(record)
    return pl.DataFrame(flat)


def validate(
    *,
    quick: bool = False,
    load: Callable[[str], pl.DataFrame] | None = None,
    progress: Progress = silent,
) -> Validation:
    """Return every test of the model on the research data.

    Parameters
    ----------
    quick : bool
        A reduced run of about a minute: one window a rung, selection for the fatal rung alone.
    load : from a dataset's name to its frame, by default `foedus.sources.load`
    progress : callable
        Told how many steps are done and how many there are.

    Raises
    ------
    FoedusError
        A dataset is not on this computer (the message says how to get it), or scikit-learn is not
        installed.
    """
    if load is None:
        from foedus import sources

        load = sources.load
    findings = None
    for step in find(load, quick=quick):
        progress(step.done, step.total)
        findings = step.result or findings
    if findings is None:
        raise ArithmeticError("the validation ended without a result")
    return described(findings)


def described(findings: Findings) -> Validation:
    """Return findings with what they say in a few sentences, and their sources.

    Parameters
    ----------
    findings : Findings
    """
    return Validation(answer=_answer(findings), findings=findings, sources=SOURCES)


def _answer(found: Findings) -> str:
    own = {one.event: one.score for one in found.rolling if one.model == OWN}
    missed = [target.what for target in found.targets if not target.met]
    off = [g for g in found.calibration if g.off and g.event == "fatal" and g.first == LATE[0]]
    scores = ", ".join(f"{event} {score.reduction:.2f}" for event, score in own.items())
    ratios = ", ".join(f"{event} {score.ratio:.2f}" for event, score in own.items())
    return (
        f"Predicting years that it has not seen, the model takes off the log loss of a base rate: "
        f"{scores} (1 would be perfect); events expected over observed: {ratios}. "
        f"{len(found.targets) - len(missed)} of {len(found.targets)} targets are met; "
        f"{len(off)} groups of deadly disputes are off by more than two. What allied support goes "
        "with is an association: the test with allies gained later does not come out at zero."
    )
