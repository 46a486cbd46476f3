"""An assessment as text: every branch, on an answer whose parts are set by hand."""

import pytest

from foedus.questions.assessment import Band, StateChange
from foedus.questions.judged import Judged
from foedus.questions.words import amount, signed
from foedus.views.text.assess import SHOWN, summary


@pytest.fixture
def found(asked):
    return asked("assess").result


def told(found, **parts):
    """The text of an answer with other parts, spaces made one."""
    return " ".join(summary(found.model_copy(update=parts)).split())


def after(text, start, end):
    return text.split(start)[1].split(end)[0].strip()


def change(name, value, percent=None):
    return StateChange(iso3="POL", name=name, change=value, percent=percent)


JUDGED = {"share_unchanged": 0.0, "mc_error": 0.01, "word": "robust", "finding": "safer",
          "band": Band(low=-0.4, median=-0.2, high=0.1)}  # fmt: skip


def judged(part, safer, full, **more):
    update = {**JUDGED, "share_safer": safer, "share_safer_psi_1": full, **more}
    return part.model_copy(update=update)


@pytest.mark.parametrize(
    ("safer", "full", "same", "who", "at", "at_full"),
    [
        (0.9, 0.8, 0.0, "safer", "90", "80"),
        (0.2, 0.3, 0.0, "less safe", "80", "70"),
        (0.2, 0.3, 0.1, "less safe", "70", "60"),
        (0.1, 0.1, 0.8, "no change", "80", "80"),
        (1.0, 0.999, 0.0, "safer", "100", "more than 99"),
        (0.0, 0.0, 0.0, "less safe", "100", "100"),
        (0.5, 0.5, 0.0, "safer", "50", "50"),
    ],
)
def test_what_the_draws_say_of_a_candidate(found, safer, full, same, who, at, at_full):
    one = judged(found.candidates[0], safer, full, share_unchanged=same)
    text = told(found, candidates=(one,))
    assert (
        f"draws that agree {who} in {at} of 100 ({at_full} where a war joined counts in full): "
        in text
    )
    assert "robust" in after(text, "draws that agree", "what may be said")
    assert "5-95 % of the draws −0.40 to +0.10, median −0.20" in text


def test_without_draws_nothing_is_said_of_them(found):
    bare = dict.fromkeys(Judged.model_fields)
    one = found.candidates[0].model_copy(update=bare)
    test = found.article10.model_copy(update={**bare, "together": None})
    outside = found.indivisibility.model_copy(update={"share_nobody": None})
    text = told(found, candidates=(one,), article10=test, indivisibility=outside, robustness=None)
    for words in (
        "draws that agree",
        "what may be said",
        "5-95 %",
        "Robustness",
        "nobody noticeably",
    ):
        assert words not in text.split("Other readings")[0]


@pytest.mark.parametrize(("role", "pays_at"), [("leaver", 3.0), ("candidate", 7.0)])
def test_where_membership_pays_is_told_beside_the_risk_outside(found, role, pays_at):
    one = found.candidates[0].model_copy(
        update={"role": role, "attacked_before": 7.0, "attacked_after": 3.0, "break_even": 0.5,
                "break_even_psi_1": None, "percent": -12.4}
    )  # fmt: skip
    text = told(found, candidates=(one,))
    assert f"The {role}: Ukraine" in text
    assert (
        "membership pays above 0.50 attacks a century upon it (never at full weight); "
        f"outside, the model has {amount(pays_at)}" in text
    )
    assert "; −12 %)" in text
    never = one.model_copy(update={"break_even": None, "break_even_psi_1": 2.0, "percent": None})
    text = told(found, candidates=(never,))
    assert "membership pays never attacks a century upon it (above 2.0 at full weight)" in text
    assert "%)" not in after(text, "The " + role, "attacked")


def test_the_members_are_told_with_their_parts(found):
    test = found.article10.model_copy(
        update={"members": 3, "mean_before": 1.0, "mean_after": 1.25, "mean_change": 0.25,
                "mean_percent": 25.0, "mean_attacked": 0.05, "mean_drawn_in": 0.5, "safer": 1,
                "less_safe": 2, "best": change("Best", -0.3), "worst": change("Worst", 0.6),
                "bearers": tuple(change(f"B{i}", 0.9 - i / 10) for i in range(7))}
    )  # fmt: skip
    text = told(found, article10=test)
    assert f"do the 3 members of {test.alliance} get safer?" in text
    assert "insecurity 1.0 to 1.2 attacks a century each, on average (+0.25; +25 %)" in text
    assert "attacked +0.050" in text
    assert "drawn in +0.50 wars of allies" in text
    assert "safer / less safe 1 / 2" in text
    assert "best, worst off Best −0.30; Worst +0.60" in text
    bearers = after(text, "who bears it", "wars of allies joined")
    assert bearers == ", ".join(f"B{i} {signed(0.9 - i / 10)}" for i in range(SHOWN))
    alone = test.model_copy(update={"members": 1, "bearers": (), "mean_percent": None})
    text = told(found, article10=alone)
    assert "each, on average" not in text
    assert "best, worst off" not in text
    assert "who bears it" not in text


def test_without_members_there_is_no_test_of_them(found):
    none = found.article10.model_copy(update={"members": 0})
    text = told(found, article10=none)
    assert "Article 10 test: no state is a member both before and after" in text
    assert "safer / less safe" not in text


def test_from_which_risk_on_it_pays_for_the_members(found):
    test = found.article10.model_copy(update={"break_even": 0.3, "break_even_psi_1": 0.1})
    text = told(found, article10=test)
    [one] = found.candidates
    assert (f"pays for them below 0.30 attacks a century upon {one.name} (below 0.10 at full "
            f"weight); the model has {amount(one.attacked_before)}") in text  # fmt: skip
    assert "pays for them" not in told(found, article10=test, candidates=(one, one))
    bare = test.model_copy(update={"break_even_psi_1": None})
    assert "(below" not in after(told(found, article10=bare), "pays for them", "the model has")
    none = test.model_copy(update={"break_even": None})
    assert "pays for them" not in told(found, article10=none)


def test_all_together(found):
    together = Judged(**{**JUDGED, "share_safer": 0.333, "share_safer_psi_1": 0.995})
    test = found.article10.model_copy(update={"together": together, "together_change": -0.7})
    assert ("all of them together, candidates included: −0.70, safer in 33 of 100 draws (more "
            "than 99 at full weight)") in told(found, article10=test)  # fmt: skip
