"""The tables of a validation, with a sentence on how to read each; for text, page and Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from foedus.estimation.calibration import LATE, Calibrated
from foedus.estimation.endings import CARROLL_KENKEL
from foedus.estimation.findings import Findings
from foedus.estimation.scores import Score

__all__ = ["Sheet", "sheets"]


@dataclass(frozen=True)
class Sheet:
    """A table with its title and what it says.

    Attributes
    ----------
    name, title, text : str
    header : tuple of str
    rows : tuple of tuples of str
    right : str
        "r" for a column that is set to the right, "-" else.
    """

    name: str
    title: str
    text: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: str


def sheets(found: Findings) -> Iterator[Sheet]:
    """Yield every table of a validation.

    Parameters
    ----------
    found : Findings
    """
    yield _rolling(found)
    yield _windows(found)
    yield _targets(found)
    yield from _after(found)
    yield _groups(found)
    yield _decades(found)
    yield _joins(found)
    yield _joins_ahead(found)
    yield _outcomes(found)
    yield _selection(found)
    yield _accessions(found)


def _score(score: Score) -> tuple[str, str, str]:
    return f"{score.reduction:.3f}", f"{score.auc:.3f}", f"{score.ratio:.2f}"


def _rolling(found: Findings) -> Sheet:
    rows = tuple(
        (one.event, one.model, *_score(one.score), str(one.score.events)) for one in found.rolling
    )
    return Sheet(
        "rolling", "Out of sample: fit before, predict after",
        "Every model is fitted on the years before a window and predicts the window; all windows "
        "of a rung together. Reduction: of the log loss of the base rate of the years before. "
        "Expected over observed: events.",
        ("rung", "model", "reduction", "AUC", "expected/observed", "events"), rows, "--rrrr",
    )  # fmt: skip


def _windows(found: Findings) -> Sheet:
    rows = tuple(
        (one.event, f"{first}-{last}", one.model, *_score(score), str(score.events))
        for one in found.rolling
        for first, last, score in one.windows
    )
    return Sheet(
        "windows", "The same, window by window", "Where a model does badly shows here.",
        ("rung", "years", "model", "reduction", "AUC", "expected/observed", "events"), rows,
        "---rrrr",
    )  # fmt: skip


def _targets(found: Findings) -> Sheet:
    rows = tuple(
        (t.what, t.wanted, f"{t.reached:.3f}", "yes" if t.met else "no") for t in found.targets
    )
    return Sheet(
        "targets", "Targets",
        "Ahead: the difference in reduction of log loss. The margins are those of a prototype of "
        f"this model, on much the same rows and windows.{_missed(found)}",
        ("what", "wanted", "reached", "met"), rows, "--r-",
    )  # fmt: skip


def _missed(found: Findings) -> str:
    """Return what was not reached and why, as far as it is known."""
    missed = [t.what for t in found.targets if not t.met]
    if not missed:
        return ""
    why = (
        " For uses of force the model knows only the deadly clashes of a pair, not its lesser "
        "disputes, and its terms add up where boosting lets every input work by itself and with "
        "others. Terms for more of this gained less than 0.01 and were left out."
        if all(what.startswith("force") for what in missed)
        else ""
    )
    return f" Not reached: {'; '.join(missed)}.{why}"


def _after(found: Findings) -> Iterator[Sheet]:
    for one in found.after:
        fought = tuple(
            (f"{p.first}-{p.second}", str(p.fought), f"{p.rank:,}", f"{p.rate:.2f}")
            for p in one.fought
        )
        yield Sheet(
            f"after-{one.event}", f"The years after the data end: {one.event}",
            f"The rates of the end of 2010 rank {one.pairs:,} pairs of states; these pairs went on "
            f"to inter-state armed conflict in {one.first}-{one.last} (UCDP). Attacks a century, "
            "in either direction.",
            ("pair", "first year", "rank", "attacks a century"), fought, "-rrr",
        )  # fmt: skip
        calm = tuple(
            (f"{p.first}-{p.second}", str(p.rank), f"{p.rate:.2f}") for p in one.top_that_did_not
        )
        yield Sheet(
            f"calm-{one.event}", f"Ranked highest without such a conflict: {one.event}",
            f"The {len(calm)} pairs of the highest rates that had none by {one.last}.",
            ("pair", "rank", "attacks a century"), calm, "-rr",
        )  # fmt: skip


def _compared(group: Calibrated) -> str:
    mark = " *" if group.off else ""
    return f"{group.expected:.1f} / {group.observed}{mark}"


def _by_event(groups: list[Calibrated]) -> tuple[tuple[str, ...], ...]:
    events = ("war", "fatal", "force")
    cells: dict[str, dict[str, str]] = {}
    for group in groups:
        cells.setdefault(group.group, {})[group.event] = _compared(group)
    return tuple((name, *(row.get(event, "") for event in events)) for name, row in cells.items())


def _groups(found: Findings) -> Sheet:
    span = f"{LATE[0]}-{LATE[1]}"
    groups = [g for g in found.calibration if (g.first, g.last) == LATE and not g.is_span]
    off = "; ".join(f"{g.event}, {g.group} ({_compared(g)[:-2]})" for g in groups if g.off)
    return Sheet(
        "groups", f"Expected / observed by group, {span}",
        "In sample. A star: off by more than two, with at least three events expected or observed. "
        f"These are: {off or 'none'}.",
        ("group", "war", "fatal", "force"), _by_event(groups), "-rrr",
    )  # fmt: skip


def _decades(found: Findings) -> Sheet:
    groups = [g for g in found.calibration if g.is_span]
    return Sheet(
        "decades", "Expected / observed by decade",
        "In sample. The model has levels for the eras and none for decades: the world wars and the "
        "calm before and after them show.",
        ("years", "war", "fatal", "force"), _by_event(groups), "-rrr",
    )  # fmt: skip


def _joins(found: Findings) -> Sheet:
    rows = tuple(
        (j.side, j.event, j.group, f"{j.first}-{j.last}", f"{j.expected:.1f}", str(j.observed),
         f"{j.n:,}")
        for j in found.joins
    )  # fmt: skip
    return Sheet(
        "joins", "Joins expected and observed",
        "A case is a third state beside a pair of original opponents. Nobody allied to a target "
        "alone joined it in the wars since 1991; the equation, of all years, expects more.",
        ("side", "rung", "third states", "years", "expected", "observed", "cases"), rows,
        "----rrr",
    )  # fmt: skip


def _joins_ahead(found: Findings) -> Sheet:
    rows = tuple(
        (one.side, one.event, *_score(one.score), str(one.score.events))
        for one in found.joins_ahead
    )
    return Sheet(
        "joins-ahead", "Joins out of sample",
        "Fitted on the disputes before 1946, 1970 and 1990, predicting those after. The joins of "
        "few coalition wars decide it.",
        ("side", "rung", "reduction", "AUC", "expected/observed", "joins"), rows, "--rrrr",
    )  # fmt: skip


def _outcomes(found: Findings) -> Sheet:
    rows = tuple(
        (e.source, e.model, f"{e.reduction:.3f}", str(e.n), str(e.lost)) for e in found.outcomes
    )
    return Sheet(
        "outcomes", "Who loses: cross-validated",
        "Reduction in log loss against the constant share, ten folds of whole disputes, twenty "
        f"times. Carroll & Kenkel (2019) report {CARROLL_KENKEL} for their DOE scores, on outcomes "
        "of three kinds in other data; the two are no contest. The capability ratio alone adds "
        "nothing in wars, and allies do not enter: outcomes are context, no part of the model.",
        ("what", "model", "reduction", "targets", "lost"), rows, "--rrr",
    )  # fmt: skip


def _selection(found: Findings) -> Sheet:
    rows = tuple(
        (s.event, s.kind, f"{s.estimate:.2f} ({s.se:.2f})", str(s.events)) for s in found.selection
    )
    return Sheet(
        "selection", "Is it the alliance, or which states ally?",
        "The coefficient of allied support, ln(Def/c), with its standard error, each rung on its "
        "own rows without pooling. The last rows ask whether support that is only gained later "
        "goes with fewer attacks now. It should not; it does. Part of the association is which "
        "states ally.",
        ("rung", "how it is looked at", "estimate (s.e.)", "events"), rows, "--rr",
    )  # fmt: skip


def _accessions(found: Findings) -> Sheet:
    rows = tuple(
        (a.event, f"{a.first:+d} to {a.last:+d}", str(a.observed), f"{a.expected:.1f}",
         f"{a.ratio:.2f} ({a.low:.2f} to {a.high:.2f})")
        for a in found.accessions
    )  # fmt: skip
    return Sheet(
        "accessions", "Before and after gaining allies",
        "States whose allies came to add at least a quarter to what stands behind them, by years "
        "from that year; expected is what the equation without allied support gives. Observed over "
        "expected with a 95 % interval over resampled states.",
        ("rung", "years", "observed", "expected", "ratio"), rows, "--rrr",
    )  # fmt: skip
