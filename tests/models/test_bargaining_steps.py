"""A turn of spatial bargaining, against KTAB's reference logs of 30 May 2017."""

from dataclasses import replace

import numpy as np
import pytest

from foedus.models._bargaining_steps import (
    Actors,
    coalitions,
    conditional,
    take_turn,
    utilities,
    values,
)

DUMMY = Actors(
    capability=np.array([102.543, 53.393, 129.643, 75.92, 63.224, 120.048, 54.178]),
    position=np.array([
        [75.79, 6.37, 70.45], [82.72, 73.5, 64.0], [82.45, 90.89, 0.07], [62.52, 50.82, 62.33],
        [82.34, 45.77, 73.31], [84.48, 33.7, 88.11], [70.96, 33.46, 90.36],
    ]) / 100,
    salience=np.array([
        [49.53, 5.91, 28.15], [30.33, 21.22, 24.79], [48.47, 13.55, 34.62], [20.76, 39.24, 22.21],
        [40.96, 25.43, 22.59], [22.92, 39.35, 15.42], [31.75, 27.93, 26.03],
    ]) / 100,
)  # fmt: skip
SOE = Actors(
    capability=np.array([100, 60.2, 35, 35, 40, 20, 15, 25, 20, 35, 20, 20, 40.0]),
    position=np.array([
        [30, 20], [45, 65], [30, 15], [45, 45], [50, 65], [15, 10], [20, 15], [60, 50], [30, 15],
        [45, 40], [50, 50], [20, 30], [15, 60],
    ]) / 100,
    salience=np.array([
        [24, 48], [44.7, 41.3], [28.9, 65.1], [20.6, 49.4], [44.7, 47.8], [32, 32], [32, 32],
        [43.9, 50.1], [26.4, 17.6], [35.9, 46.6], [44.7, 47.8], [47.4, 40.6], [49, 46],
    ]) / 100,
)  # fmt: skip
VALUES = [
    [1.0, 0.903, 0.639, 0.87, 0.929, 0.882, 0.89], [0.675, 1.0, 0.635, 0.825, 0.858, 0.767, 0.746],
    [0.556, 0.636, 1.0, 0.603, 0.573, 0.485, 0.465], [0.642, 0.802, 0.57, 1.0, 0.896, 0.8, 0.811],
    [0.805, 0.862, 0.622, 0.839, 1.0, 0.913, 0.872], [0.766, 0.665, 0.453, 0.807, 0.89, 1.0, 0.935],
    [0.813, 0.725, 0.422, 0.816, 0.866, 0.913, 1.0],
]  # fmt: skip
# i, j, p by i, gain by i, p by j, gain to i by j
CHALLENGES = [
    (0, 6, 0.7643, 0.0947, 0.7660, 0.0925), (5, 1, 0.8510, 0.2986, 0.8518, 0.3252),
    (1, 0, 0.7964, 0.2810, 0.7952, 0.2840), (6, 1, 0.3970, 0.0286, 0.3981, 0.0295),
    (2, 6, 0.8334, 0.4711, 0.8331, 0.4626), (4, 0, 0.5836, 0.0116, 0.7586, 0.1164),
    (3, 0, 0.8056, 0.2839, 0.8008, 0.3035),
]  # fmt: skip
OFFERS = {  # (i, j): initiator's for i, receiver's for i, compromise for i
    (0, 6): ([75.61, 24.78, 71.95], [71.08, 33.45, 90.12], [73.317, 29.169, 81.149]),
    (5, 1): ([84.39, 34.05, 86.34], [82.93, 55.83, 65.99], [83.666, 44.845, 76.254]),
    (1, 0): ([81.69, 73.16, 64.50], [76.18, 51.34, 69.75], [78.810, 61.755, 67.244]),
    (6, 1): ([78.93, 56.33, 72.52], [82.71, 73.44, 64.03], [80.711, 64.390, 68.520]),
    (2, 6): ([82.26, 82.56, 2.06], [78.24, 41.99, 39.15], [80.370, 63.491, 19.493]),
    (4, 0): ([79.54, 44.72, 72.05], [75.87, 15.96, 70.48], [77.762, 30.789, 71.290]),
    (3, 0): ([65.82, 50.76, 63.02], [75.36, 46.08, 69.59], [70.630, 48.401, 66.332]),
}
HISTORY = """
75.8 79.5 80.6 80.6 78.5 78.5 78.5 78.5 78.6 78.6 78.6
82.7 78.9 76.0 78.3 79.0 79.0 79.1 78.5 79.9 78.6 78.6
82.5 82.5 82.5 82.5 82.5 82.5 82.5 82.5 82.5 82.5 82.5
62.5 65.8 66.7 66.7 66.7 66.7 67.1 67.1 67.1 67.1 67.1
82.3 79.5 81.5 78.3 78.5 78.5 78.6 80.5 78.6 78.6 78.6
84.5 84.4 80.6 80.7 80.6 80.5 80.5 80.5 79.9 79.9 79.9
71.0 75.6 76.0 77.4 77.4 80.5 78.5 78.5 78.7 78.7 78.6
"""
WINNING = """
0.0047 0.6059 0.3618 0.2234 0.2420 0.4040 0.4031 0.3546 0.4593 0.3962
0.0302 0.0509 0.3087 0.3684 0.2457 0.1811 0.1290 0.3546 0.2960 0.3962
0.0054 0.0096 0.0256 0.0158 0.0096 0.0339 0.0072 0.0571 0.0194 0.0074
0.1492 0.1406 0.1887 0.1674 0.0823 0.2564 0.0533 0.2768 0.1131 0.0507
0.6001 0.6059 0.1152 0.3684 0.2420 0.4040 0.0446 0.3115 0.4593 0.1730
0.1447 0.1217 0.3618 0.0649 0.3687 0.1246 0.3628 0.3115 0.2960 0.3530
0.0656 0.0713 0.3087 0.1602 0.0517 0.1246 0.4031 0.3546 0.1123 0.0198
"""
SOE_XI = """0.0618 0.2605 0.1180 0.1528 0.1198 0.1375 0.1564 0.0358 0.0937 0.2052 0.1558 0.1044
0.1347 0.0645 0.1933 0.0653 0.2531 0.1868 0.1722 0.2372 0.2368 0.1232 0.0938 0.1005 0.0890 0.1705
0.1810 0.2299"""


def numbers(text):
    return np.array([[float(word) for word in line.split()] for line in text.strip().splitlines()])


def turns(actors, count, **options):
    made = []
    for _ in range(count):
        turn = take_turn(actors, **options)
        made.append((actors.position, turn))
        actors = replace(actors, position=turn.position)
    return made


def test_first_turn_of_the_dummy_case_to_the_last_printed_digit():
    turn = take_turn(DUMMY, ktab=True)
    np.testing.assert_allclose(values(DUMMY.position, DUMMY.salience), VALUES, atol=5.1e-4)
    np.testing.assert_allclose(
        turn.risk, [-0.5, -0.459, -0.499, -0.274, 1.0, -0.232, -0.43], atol=6e-4
    )
    np.testing.assert_allclose(
        turn.utility[0], [1.0, 0.8593, 0.5233, 0.8136, 0.8958, 0.8297, 0.841], atol=5.1e-5
    )
    np.testing.assert_allclose(
        turn.winning, [0.0047, 0.0302, 0.0054, 0.1492, 0.6001, 0.1447, 0.0656], atol=5.1e-5
    )
    made = {(i, j): m for m, (i, j) in enumerate(zip(turn.initiator, turn.receiver, strict=True))}
    assert set(made) == set(OFFERS)
    for i, j, p, gain, p_j, gain_j in CHALLENGES:
        found = [turn.probability, turn.gain, turn.receiver_probability, turn.receiver_gain]
        np.testing.assert_allclose([a[i, j] for a in found], [p, gain, p_j, gain_j], atol=5.1e-5)
    for pair, printed in OFFERS.items():
        kinds = ("initiator", "receiver", "compromise")
        for kind, digits, shown in zip(kinds, (3, 3, 3), printed, strict=True):
            ours = 100 * turn.offers[kind][0][made[pair]]
            np.testing.assert_allclose(ours, shown, atol=0.6 * 10.0**-digits)


def test_the_receiver_is_offered_by_the_probability_unless_ktab_is_asked_for():
    turn = take_turn(DUMMY)
    m = list(zip(turn.initiator, turn.receiver, strict=True)).index((0, 6))
    np.testing.assert_allclose(
        100 * turn.offers["receiver"][0][m], [75.61, 24.67, 71.92], atol=0.006
    )
    # The compromise then lies between the two offers, nearer to whom weighs more.
    a, b = DUMMY.weight[[0, 6]]
    expected = (a * turn.offers["initiator"][0][m] + b * turn.offers["receiver"][0][m]) / (a + b)
    np.testing.assert_allclose(turn.offers["compromise"][0][m], expected)


def test_all_ten_turns_of_the_dummy_case():
    made = turns(DUMMY, 10)
    first = 100 * np.array([*[p for p, _ in made], made[-1][1].position])[:, :, 0].T
    # 82.45 and 78.55 are halves, which the log rounds either way.
    np.testing.assert_allclose(first, numbers(HISTORY), atol=0.0501)
    np.testing.assert_allclose(
        np.array([turn.winning for _, turn in made]).T, numbers(WINNING), atol=5.1e-5
    )


def test_all_twenty_seven_turns_of_the_chinese_case():
    made = turns(SOE, 28)
    np.testing.assert_allclose(
        made[0][1].risk,
        [1, -0.498, -0.452, 0.362, -0.5, -0.5, -0.497, -0.499, -0.452, 0.643, -0.383, -0.196, -0.5],
        atol=6e-4,
    )
    np.testing.assert_allclose(
        made[0][1].winning,
        [0.0618, 0.0156, 0.0117, 0.434, 0.0028, 0, 0.002, 0.0013, 0.0117, 0.2481, 0.1533, 0.0689,
         0.0005],
        atol=5.1e-5,
    )  # fmt: skip
    xi = np.array([turn.winning[0] for _, turn in made])
    np.testing.assert_allclose(xi, [float(word) for word in SOE_XI.split()], atol=5.1e-5)


def test_who_is_named_first_makes_no_difference():
    order = np.random.default_rng(3).permutation(7)
    shuffled = Actors(DUMMY.capability[order], DUMMY.position[order], DUMMY.salience[order])
    for offers in ("initiator", "both", "compromise"):
        ours = turns(DUMMY, 3, offers=offers)[-1][1].position
        theirs = turns(shuffled, 3, offers=offers)[-1][1].position
        np.testing.assert_allclose(theirs, ours[order], atol=1e-9)


def test_offers_lie_between_the_two_and_nobody_leaves_the_scale():
    turn = take_turn(DUMMY, "both")
    for for_i, for_j in turn.offers.values():
        ends = DUMMY.position[turn.initiator], DUMMY.position[turn.receiver]
        low, high = np.minimum(*ends), np.maximum(*ends)
        for place in (for_i, for_j):
            assert (place >= low - 1e-4).all()
            assert (place <= high + 1e-4).all()


def test_small_pieces_by_hand():
    # One against two on a line: the coalition of the two is 2 * 0.5 strong, the lone one's 1 * 0.5.
    strength = coalitions(np.array([1.0, 2.0]), np.array([[1.0, 0.5], [0.5, 1.0]]))
    np.testing.assert_allclose(strength[0, 1], 0.5, atol=1e-7)
    np.testing.assert_allclose(strength[1, 0], 1.0, atol=1e-7)
    np.testing.assert_allclose(conditional(strength), [1 / 3, 2 / 3], atol=1e-7)
    assert utilities(np.array([0.5]), np.array([1.0]))[0] == pytest.approx(0.75)
    assert utilities(np.array([0.5]), np.array([-0.5]))[0] == pytest.approx(0.375)
