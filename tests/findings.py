"""A small validation made by hand, for views that need one and not the research data."""

from foedus.estimation.accessions import Around
from foedus.estimation.after import Ranked
from foedus.estimation.calibration import Calibrated
from foedus.estimation.called import Joined
from foedus.estimation.endings import Ending
from foedus.estimation.findings import After, Findings, JoinedAhead
from foedus.estimation.rivals import MODELS
from foedus.estimation.rolling import Rolled
from foedus.estimation.scores import Score
from foedus.estimation.selection import Selected
from foedus.estimation.targets import targets
from foedus.questions.validate import described

EVENTS = ("war", "fatal", "force")


def findings(quick=True):
    rolled = tuple(
        Rolled(event, model.name, score := Score(0.1 * i, 0.6 + 0.08 * i, 1.2, 1000, 20),
               ((1991, 2010, score),))
        for i, model in enumerate(MODELS)
        for event in EVENTS
    )  # fmt: skip
    groups = tuple(
        Calibrated(event, name, first, last, 12.0, observed, 500)
        for event in EVENTS
        for name, first, last, observed in (
            ("all", 1991, 2010, 11), ("the USA attacks", 1991, 2010, 4),
            ("1980-1989", 1980, 1989, 0),
        )
    )  # fmt: skip
    return Findings(
        quick=quick,
        rolling=rolled,
        targets=tuple(targets(rolled, groups)),
        after=tuple(
            After(
                event=event, first=2011, last=2024, pairs=17955,
                fought=(Ranked("ETH", "ERI", 2, 3.5, 2016),),
                top_that_did_not=(Ranked("PRK", "ROK", 1, 5.4, 0),),
            )
            for event in EVENTS
        ),
        calibration=groups,
        joins=(Joined("target", "war", "all", 1991, 2010, 21.7, 3, 2003, 7),),
        joins_ahead=(JoinedAhead(side="target", event="war", score=rolled[0].score),),
        outcomes=(Ending("wars, GML", "capability ratio", -0.01, 104, 34),),
        selection=(Selected("fatal", "as estimated", -0.11, 0.04, 431556, 569),),
        accessions=(Around("fatal", -5, -1, 164, 152.2, 1.08, 0.85, 1.31, 828),),
    )  # fmt: skip


def validation(quick=True):
    return described(findings(quick))
