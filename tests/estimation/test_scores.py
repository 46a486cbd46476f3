"""Scores against scikit-learn, and their rules."""

import numpy as np
import pytest
from sklearn.metrics import log_loss as their_log_loss
from sklearn.metrics import roc_auc_score

from foedus.estimation.scores import auc, log_loss, score


@pytest.fixture(scope="module")
def predicted():
    rng = np.random.default_rng(11)
    p = np.round(rng.random(3000) ** 4, 2).clip(0.001, 0.999)  # with ties
    return p, rng.random(3000) < p


def test_log_loss_is_theirs(predicted):
    assert log_loss(*predicted) == pytest.approx(their_log_loss(predicted[1], predicted[0]))


def test_auc_is_theirs_also_with_ties(predicted):
    assert auc(*predicted) == pytest.approx(roc_auc_score(predicted[1], predicted[0]))


def test_a_base_rate_does_not_better_itself(predicted):
    _, y = predicted
    found = score(np.full(len(y), y.mean()), y, y.mean())
    assert found.reduction == pytest.approx(0.0)
    assert found.ratio == pytest.approx(1.0)
    assert found.auc == pytest.approx(0.5)


def test_the_truth_beats_the_base_rate(predicted):
    p, y = predicted
    assert score(p, y, y.mean()).reduction > 0.1


def test_without_an_event_there_is_no_order():
    found = score(np.array([0.1, 0.2]), np.array([False, False]), 0.1)
    assert np.isnan(found.auc)
    assert found.ratio == float("inf")
