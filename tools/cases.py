"""Write docs/cases.md: twelve cases that a reader checks first, as the model answers them.

python tools/cases.py       (needs the research data: foedus data pull)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.progress import track

from foedus import Accession, Assumptions, Withdrawal, World, assess, load_world
from foedus.files import write_whole
from foedus.questions.answer import hundred
from foedus.questions.assessment import Assessment, Headline
from foedus.questions.words import amount, signed
from foedus.scenario.alliances import Dissolution, NewAlliance
from foedus.scenario.changes import Change
from foedus.security import assume_rivals

PAGE = Path(__file__).parents[1] / "docs" / "cases.md"
DRAWS, SEED = 2000, 1

HEAD = """# Cases

Twelve changes that a reader can check against what he knows, answered with the defaults: wars,
estimates on all years since 1816, figures of the last full year before the day. Change of
insecurity in attacks a century, plus is less safe, with the 5-95 % band of {draws:,} draws and the
number of draws of 100 in which it is safer; in brackets where a war joined counts as much as a war
suffered. What the words mean is on the page [Reading the answer](reading.md); each case ends with a
sentence that a reader can doubt. This page is written by `tools/cases.py`; tests hold every verdict
in it against the model.

In short:

| change | who joins or leaves | the other members |
|---|---|---|
{summary}
"""


@dataclass(frozen=True)
class Case:
    """A change on a day, and why one may doubt the answer."""

    title: str
    day: str
    changes: tuple[Change, ...]
    doubt: str
    command: str


NATO = "NATO"
CASES = (
    Case(
        "Ukraine joins NATO", "2021-12-31", (Accession("UKR", NATO),),
        "The obligation is taken to be honoured as often as allies came to wars since 1816, almost "
        "all before 1982; nobody has tested it against a nuclear power.",
        "foedus assess NATO --admit UKR --on 2021-12-31",
    ),
    Case(
        "Finland and Sweden join NATO", "2021-12-31",
        (Accession("FIN", NATO), Accession("SWE", NATO)),
        "Russia is on no list of rivals of Finland or Sweden, and the EU's Article 42(7) already "
        "counts as a full obligation: whoever sees either otherwise gets another answer (below).",
        "foedus assess NATO --admit FIN --admit SWE --on 2021-12-31",
    ),
    Case(
        "Montenegro joins NATO", "2017-06-04", (Accession("MNE", NATO),),
        "A state of 620,000 people moves no figure that can be told: a statement about what the "
        "data can tell, not about Montenegro.",
        "foedus assess NATO --admit MNE --on 2017-06-04",
    ),
    Case(
        "Hungary leaves NATO", "2021-12-31", (Withdrawal("HUN", NATO),),
        "Hungary stays bound by Article 42(7) of the EU, which the model takes at its word.",
        "foedus assess NATO --withdraw HUN --on 2021-12-31",
    ),
    Case(
        "The United States leaves NATO", "2021-12-31", (Withdrawal("USA", NATO),),
        "Only strength in reach counts: bases, command and weapons held for others are not in the "
        "default reading (the nuclear one has weapons as terms).",
        "foedus assess NATO --withdraw USA --on 2021-12-31",
    ),
    Case(
        "Türkiye leaves NATO", "2021-12-31", (Withdrawal("TUR", NATO),),
        "More than half of what threatens Türkiye in the model is Syria, a neighbour in civil war "
        "that year.",
        "foedus assess NATO --withdraw TUR --on 2021-12-31",
    ),
    Case(
        "CSTO dissolved", "2021-12-31", (Dissolution("CSTO"),),
        "The obligation counts in full although the CSTO did not come when Armenia called in 2022.",
        "a scenario file with `on: 2021-12-31` and `- dissolution: {alliance: CSTO}`",
    ),
    Case(
        "Switzerland joins NATO", "2021-12-31", (Accession("CHE", NATO),),
        "A state that nobody has attacked since 1815 has nothing to gain that can be measured.",
        "foedus assess NATO --admit CHE --on 2021-12-31",
    ),
    Case(
        "The Arab League's treaty without Egypt", "2021-12-31", (Withdrawal("EGY", "ARAB_JDT"),),
        "The treaty of 1950 is in force on paper; whether anyone relies on it is another matter.",
        "foedus assess ARAB_JDT --withdraw EGY --on 2021-12-31",
    ),
    Case(
        "Two islands, Malta and Mauritius, form an alliance", "2021-12-31",
        (NewAlliance("ISLES", ("MLT", "MUS")),),
        "Nothing that can be told is what should come out.",
        "a scenario file with `on: 2021-12-31` and "
        "`- new_alliance: {name: ISLES, members: [MLT, MUS]}`",
    ),
    Case(
        "Warsaw Pact without Romania", "1985-01-01", (Withdrawal("ROU", "WTO"),),
        "The pact's own interventions, Hungary 1956 and Czechoslovakia 1968, were wars among its "
        "members: the model's obligation points outward only.",
        "foedus assess WTO --withdraw ROU --on 1985-01-01",
    ),
    Case(
        "Britain bound to France and Russia (Triple Entente)", "1914-06-28",
        (Accession("GBR", "FRA-RUS"),),
        "The Entente was no obligation of defence for Britain; it went to war all the same, for "
        "Belgium.",
        "foedus assess FRA-RUS --admit GBR --on 1914-06-28",
    ),
)  # fmt: skip


def world_of(case: Case) -> World:
    """Return the world of a case."""
    return load_world(case.day)


def answer(case: Case, *, event: str = "war", draws: int = DRAWS, seed: int = SEED) -> Assessment:
    """Return the assessment of a case."""
    return assess(
        world_of(case), *case.changes, assumptions=Assumptions(event), draws=draws, seed=seed
    )


def page() -> str:
    """Return the page."""
    answers = [(answer(case), answer(case, event="fatal", draws=500)) for case in track(CASES)]
    summary = "\n".join(
        _short(case, found) for case, (found, _) in zip(CASES, answers, strict=True)
    )
    sections = [_section(case, *found) for case, found in zip(CASES, answers, strict=True)]
    return "\n".join([HEAD.format(draws=DRAWS, summary=summary), *sections, _otherwise()])


def verdicts(found: Assessment) -> tuple[str, str]:
    """Return what is said of those who join or leave, and of the other members."""
    one_by_one = "; ".join(f"{one.name}: {one.finding}" for one in found.candidates)
    test = found.article10
    return one_by_one, str(test.finding) if test.members else "none"


def _short(case: Case, found: Assessment) -> str:
    return f"| {case.title} | {' | '.join(verdicts(found))} |"


def _section(case: Case, found: Assessment, fatal: Assessment) -> str:
    """Return the section of a case."""
    lines = [
        f"## {case.title}",
        f"\n`{case.command}`\n" if case.command.startswith("foedus") else f"\nAs {case.command}.\n",
        found.answer.replace("|", "\\|"),
        "",
        "| who | before | after | change | 5-95 % | safer in | word | what may be said |",
        "|---|--:|--:|--:|--:|--:|---|---|",
    ]
    lines += [
        _row(
            f"{one.name} ({one.role})",
            one.insecurity_before,
            one.insecurity_after,
            one.change,
            one,
        )
        for one in found.candidates
    ]
    test = found.article10
    if test.members:
        who = f"{test.members} members, mean"
        lines.append(_row(who, test.mean_before, test.mean_after, test.mean_change, test))
    lines += ["", *_readings(found, fatal)]
    even = [
        f"- {one.name}: membership pays above {_level(one.break_even)} attacks a century "
        f"({_level(one.break_even_psi_1)} at full weight); the model has "
        f"{amount(one.attacked_after if one.role == 'leaver' else one.attacked_before)} outside."
        for one in found.candidates
    ]
    lines += ["", *even, "", f"*Doubt:* {case.doubt}", ""]
    return "\n".join(lines)


def _level(value: float | None) -> str:
    return "no level of" if value is None else amount(value)


def _row(who: str, before: float, after: float, change: float, one: object) -> str:
    band, share, full = one.band, one.share_safer, one.share_safer_psi_1  # type: ignore[attr-defined]
    return (
        f"| {who} | {amount(before)} | {amount(after)} | {signed(change)} | "
        f"{signed(band.low)} to {signed(band.high)} | {hundred(share)} ({hundred(full)}) | "
        f"{one.word} | {one.finding} |"  # type: ignore[attr-defined]
    )


def _readings(found: Assessment, fatal: Assessment) -> list[str]:
    """Return the change in other readings, and of deadly disputes, as one sentence a group."""
    others = [
        (row.reading, row.headlines) for row in found.by_reading if row.reading != found.reading
    ]
    others.append(("deadly disputes", _headlines(fatal)))
    names = {one.iso3: one.name for one in found.candidates}
    said = [
        f"*{name}*: {'; '.join(_said(one, names) for one in headlines)}"
        for name, headlines in others
    ]
    lines = [f"- {one}" for one in said]
    return ["Read otherwise:", "", *lines] if said and others[0][1] else []


def _headlines(found: Assessment) -> tuple[Headline, ...]:
    return next(row.headlines for row in found.by_reading if row.reading == found.reading)


def _said(one: Headline, names: dict[str, str]) -> str:
    share = "" if one.share_safer is None else f", safer in {hundred(one.share_safer)} of 100"
    return f"{names.get(one.who, one.who)} {signed(one.change)}{share}"


def _otherwise() -> str:
    """Return Finland's accession under what its critics and its friends assume."""
    rows = []
    for label, rivals, clause in (
        ("as recorded", (), "full"),
        ("Finland and Russia rivals (`--assume-rival FIN,RUS`)", (("FIN", "RUS"),), "full"),
        ("EU clause half (`--eu-clause half`)", (), "half"),
        ("EU clause none (`--eu-clause none`)", (), "none"),
        ("rivals, and EU clause none", (("FIN", "RUS"),), "none"),
    ):
        world = assume_rivals(load_world("2021-12-31", eu_clause=clause), rivals)
        found = assess(world, Accession("FIN", NATO), draws=DRAWS, seed=SEED)
        one = found.candidates[0]
        rows.append(_row(label, one.insecurity_before, one.insecurity_after, one.change, one))
    return "\n".join(
        [
            "## Finland, seen otherwise",
            "",
            "What the answer for Finland hangs on: whether Russia is a rival, and what the EU's "
            "clause of mutual defence is worth.",
            "",
            "| Finland joins NATO | before | after | change | 5-95 % | safer in | word | what may "
            "be said |",
            "|---|--:|--:|--:|--:|--:|---|---|",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    write_whole(PAGE, page())
