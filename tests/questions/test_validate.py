"""The validation's answer, its tables and its page, on findings made by hand."""

import json

import pytest

from findings import findings, validation
from foedus.errors import FoedusError
from foedus.estimation.findings import Findings, find
from foedus.questions.validate import Validation, validate
from foedus.views.text.validate import markdown
from foedus.views.validation_tables import sheets


@pytest.fixture(scope="module")
def result():
    return validation()


def test_json_holds_every_finding_and_can_be_read_back(result):
    data = json.loads(result.to_json())
    assert data["schema_version"] == "1.0"
    assert set(data["findings"]) == set(Findings.model_fields)
    again = Validation.model_validate(data)
    assert again == result
    assert again.to_json() == result.to_json()


def test_answer_says_how_far_and_that_it_is_an_association(result):
    assert "association" in result.answer
    assert "war 0.30" in result.answer
    assert "deters" not in result.answer


def test_targets_say_what_is_missed(result):
    missed = {t.what for t in result.findings.targets if not t.met}
    assert "war: ahead of gradient boosting, same inputs" in missed
    assert "fatal: expected over observed in sample, 1991-2010" not in missed


def test_text_names_groups_that_are_off(result):
    text = result.summary()
    assert "fatal, the USA attacks (12.0 / 4)" in " ".join(text.split())
    assert "12.0 / 4 *" in text
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "reduced run" in text


def test_page_has_every_table_where_the_model_loses_too(result):
    page = markdown(result)
    for sheet in sheets(result.findings):
        assert f"## {sheet.title}" in page
        assert f"| {' | '.join(sheet.header)} |" in page
    assert "gradient boosting, same inputs | 0.400" in page
    assert markdown(result) == page
    assert "foedus validate --quick" in page
    assert "--quick" not in markdown(validation(quick=False))


def test_tables_have_rows_as_the_findings(result):
    frames = result.frames
    assert frames["rolling"].columns == [
        "event", "model", "reduction", "auc", "ratio", "n", "events",
    ]  # fmt: skip
    assert frames["rolling"].height == len(result.findings.rolling)
    assert frames["after"].height == 3
    assert next(iter(frames)) == "rolling"


def test_a_group_without_an_event_is_off_if_enough_was_expected():
    spans = [g for g in findings().calibration if g.is_span]
    assert all(g.off and g.ratio == float("inf") for g in spans)


def test_missing_data_are_one_line(monkeypatch, tmp_path):
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", "")
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path))
    with pytest.raises(FoedusError, match="foedus data pull"):
        validate(quick=True)


def test_without_scikit_learn_it_is_said_before_the_work(monkeypatch):
    monkeypatch.setattr("foedus.estimation.rivals.find_spec", lambda name: None)
    with pytest.raises(FoedusError, match=r"foedus\[models\]"):
        next(find(lambda name: pytest.fail("read data first"), quick=True))
