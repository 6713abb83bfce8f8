"""Weighing texts by what was learnt of their words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lookup import associations
from bot.lookup.associations import Associations, Weighed, empty_table
from bot.lookup.features import Features, Heard, features_of, is_pair, is_piece
from bot.lookup.learning import learn

BOAT, CAR = 0, 1

EXAMPLES = [
    (BOAT, "the sail is torn"),
    (BOAT, "how do I set the sail"),
    (BOAT, "the keel hit the ground"),
    (BOAT, "oars and a rudder"),
    (CAR, "the tyre is torn"),
    (CAR, "how do I change the tyre"),
    (CAR, "the engine hit a bump"),
    (CAR, "brakes and a clutch"),
]


def heard(text: str) -> list[Heard]:
    return [Heard(word, telling=word not in {"the", "is", "a", "and"}) for word in text.split()]


def features(text: str) -> Features:
    return features_of(heard(text))


def learnt() -> Associations:
    return Associations(learn(((subject, features(text)) for subject, text in EXAMPLES), 2))


def weighed(text: str) -> Weighed:
    return learnt().weigh(heard(text))


# --- what counts ------------------------------------------------------------------------------------------------


def test_words_their_beginnings_their_pieces_and_pairs_count() -> None:
    names = [name for name, _ in features("a neutrophil count")]
    assert {"neutrophil", "count"} <= set(names)
    assert "a" not in names
    assert [name for name in names if is_pair(name)] == ["a neutrophil", "neutrophil count"]
    assert {"~<neu", "~neut", "~hil>", "~phil"} <= {name for name in names if is_piece(name)}
    assert "neutro…" in names


def test_a_feature_counts_once_however_often_it_stands_there() -> None:
    names = [name for name, _ in features("sail sail sail sail")]
    assert len(names) == len(set(names))


def test_a_guess_counts_as_much_as_it_is_likely() -> None:
    assert dict(features_of([Heard("sail", 0.8)]))["sail"] == 0.8


def test_endless_words_are_not_cut_into_pieces() -> None:
    assert len(features_of([Heard("a" * 5000)])) == 2


# --- what is learnt ---------------------------------------------------------------------------------------------


def test_every_example_leans_to_its_own_subject() -> None:
    for subject, text in EXAMPLES:
        scores = weighed(text).scores
        assert scores[subject] == max(scores), text


def test_a_new_text_leans_to_what_its_words_were_met_with() -> None:
    scores = weighed("a new rudder for the keel").scores
    assert scores[BOAT] > scores[CAR]


def test_a_word_that_both_subjects_share_says_little() -> None:
    weights = weighed("torn sail").weights(BOAT)
    assert abs(weights["torn"]) < weights["sail"]


@pytest.mark.parametrize(("typed", "what"), [("navigator", "its beginning"), ("anavigat", "its pieces")])
def test_a_new_word_says_what_parts_of_it_say(typed: str, what: str) -> None:
    told = [(BOAT, "navigation"), (BOAT, "navigate"), (CAR, "steering"), (CAR, "steer")]
    taught = learn([(subject, features(text)) for subject, text in told], 2)
    scores = Associations(taught).weigh(heard(typed)).scores
    assert scores[BOAT] > scores[CAR], what


def test_unknown_words_lean_nowhere() -> None:
    assert weighed("zoom").scores == [0.0, 0.0]


def test_what_speaks_for_a_subject_is_told_most_first() -> None:
    spoken = weighed("the torn sail").speaking(BOAT, 9)
    assert spoken[0][0] == "sail"
    assert [said for _, said in spoken] == sorted((said for _, said in spoken), reverse=True)
    assert not any(is_piece(name) for name, _ in spoken)
    assert weighed("the torn sail").speaking(BOAT, 1) == spoken[:1]


def test_without_examples_there_is_nothing_to_say() -> None:
    for table in (learn([], 2), empty_table(2)):
        assert Associations(table).weigh(heard("sail")).scores == [0.0, 0.0]


def test_a_single_subject_can_be_learnt() -> None:
    assert Associations(learn([(0, features("sail"))], 1)).weigh(heard("sail")).scores[0] > 0


def test_the_same_examples_teach_the_same() -> None:
    one, other = learnt().table, learnt().table
    assert one.names == other.names
    assert np.array_equal(one.weights, other.weights)


def test_a_pair_that_was_met_once_is_known_where_that_is_asked_for_and_nowhere_else() -> None:
    examples = [(subject, features(text)) for subject, text in EXAMPLES]
    assert Associations(learn(examples, 2)).rarity("the keel") == 0
    assert Associations(learn(examples, 2, fewest_pairs=1)).rarity("the keel") == 1


# --- large tables -----------------------------------------------------------------------------------------------


def test_a_table_too_large_to_be_laid_out_gives_the_same_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    table = learnt().table
    laid_out = Associations(table).weigh(heard("the torn sail hit a tyre"))
    monkeypatch.setattr(associations, "MOST_CELLS", 0)
    sparse = Associations(table).weigh(heard("the torn sail hit a tyre"))
    assert sparse.scores == pytest.approx(laid_out.scores, abs=1e-6)
    assert sparse.weights(CAR) == pytest.approx(laid_out.weights(CAR))
    assert Associations(table).weigh([]).scores == [0.0, 0.0]


def test_of_thousands_of_subjects_the_counts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.lookup.learning.MOST_CELLS", 0)
    associations = learnt()
    for subject, text in EXAMPLES:
        scores = associations.weigh(heard(text)).scores
        assert scores[subject] == max(scores), text


words = st.sampled_from(["sail", "keel", "tyre", "torn", "clutch", "zeppelin", "how", "do"])


@given(st.lists(words, max_size=40))
def test_scores_stay_small_however_long_the_text(typed: list[str]) -> None:
    assert all(abs(score) <= 2 for score in LEARNT.weigh(heard(" ".join(typed))).scores)


LEARNT = learnt()
