import numpy as np
import pytest

from eval.softmax import Choice, cross_validated, fit_softmax, hits, tell_fitted


def test_the_weight_of_one_feature_is_where_the_gradient_vanishes() -> None:
    # Three of four choices prefer the candidate with the feature: log(3/4) - log(1/4) = log 3.
    told, untold = np.array([[1.0], [0.0]]), np.array([True, False])
    choices = [Choice(told, untold)] * 3 + [Choice(told, ~untold)]
    assert fit_softmax(choices, ridge=0.0) == pytest.approx([np.log(3)], abs=1e-3)


def test_a_choice_without_a_right_candidate_moves_nothing() -> None:
    useful = Choice(np.array([[1.0], [0.0]]), np.array([True, False]))
    hopeless = Choice(np.array([[0.0], [1.0]]), np.array([False, False]))
    assert fit_softmax([useful, hopeless], ridge=0.1) == pytest.approx(fit_softmax([useful], ridge=0.1))


def test_a_choice_is_a_hit_when_the_best_candidate_is_right() -> None:
    features = np.array([[1.0, 0.0], [0.0, 1.0]])
    weights = np.array([1.0, 2.0])
    assert hits([Choice(features, np.array([False, True])), Choice(features, np.array([True, False]))], weights).tolist() == [
        True,
        False,
    ]


def test_a_choice_is_judged_by_weights_that_its_own_report_had_no_part_in() -> None:
    told = np.array([[1.0], [0.0]])
    with_feature, without = Choice(told, np.array([True, False])), Choice(told, np.array([False, True]))
    groups, choices = ["a", "a", "b", "c"], [without, without, with_feature, with_feature]
    # Fitted on a and c the feature counts against a candidate, on b and c for it: neither b, c nor a is right.
    assert cross_validated(groups, choices, ridge=0.1).tolist() == [False, False, False, False]


def test_what_is_told_of_a_fit_is_by_set_and_ends_in_the_weights(capsys: pytest.CaptureFixture[str]) -> None:
    told = np.array([[1.0], [0.0]])
    right, out_of_reach = Choice(told, np.array([True, False])), Choice(told, np.array([False, False]))
    tell_fitted(["dev/1", "dev/2", "fit/1"], [right, right, out_of_reach], ["told"], "x.toml", ridge=0.1)
    first, second, _, head, weight = capsys.readouterr().out.splitlines()
    assert first == "dev: n=2, right 1.000, fitted on other reports 1.000, in reach 1.000"
    assert second == "fit: n=1, right 0.000, fitted on other reports 0.000, in reach 0.000"
    assert head == "# put into x.toml"
    assert weight.startswith("told = ")


def test_questions_of_two_sets_about_one_report_are_held_out_together():
    wanted = np.array([[1.0], [0.0]])
    right, wrong = Choice(wanted, np.array([True, False])), Choice(wanted, np.array([False, True]))
    groups = ["dev/one", "fit/one", "fit/two"]
    # Of report one only `wrong` is known, which takes the second; of report two only `right`s.
    assert cross_validated(groups, [right, right, wrong], ridge=0.1).tolist() == [False, False, False]
