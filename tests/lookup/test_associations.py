"""Learning from examples which words speak for what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.lookup.associations import Associations, Features, Heard, features_of

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


def features(text: str) -> Features:
    return features_of([Heard(((word, 1.0),), word not in {"the", "is", "a", "and"}) for word in text.split()])


def learnt() -> Associations:
    return Associations.learn((subject, features(text)) for subject, text in EXAMPLES)


def test_every_example_leans_to_its_own_subject() -> None:
    associations = learnt()
    for subject, text in EXAMPLES:
        scores = associations.scores(features(text))
        assert max(scores, key=lambda each: scores[each]) == subject, text


def test_a_new_text_leans_to_what_its_words_were_met_with() -> None:
    associations = learnt()
    scores = associations.scores(features("a new rudder for the keel"))
    assert scores[BOAT] > scores.get(CAR, 0.0)


def test_a_word_that_both_subjects_share_says_little() -> None:
    associations = learnt()
    assert abs(associations.weight("torn", BOAT)) < associations.weight("sail", BOAT)


def test_the_beginning_of_a_word_speaks_for_its_other_forms() -> None:
    associations = Associations.learn([(BOAT, features("navigation at night")), (CAR, features("steering by hand"))])
    scores = associations.scores(features("navigator"))
    assert scores[BOAT] > scores.get(CAR, 0.0)


def test_of_what_a_misspelt_word_may_stand_for_the_likeliest_subject_counts_once() -> None:
    associations = learnt()
    doubtful = features_of([Heard((("sail", 0.9), ("tyre", 0.5)), telling=True)])
    scores = associations.scores(doubtful)
    assert scores[BOAT] > scores[CAR] > 0


def test_unknown_words_lean_nowhere() -> None:
    assert learnt().scores(features("zeppelin")) == {}


def test_what_speaks_for_a_subject_is_told_most_first() -> None:
    spoken = learnt().speaking(features("the torn sail"), BOAT)
    assert spoken[0][0] == "sail"
    assert [said for _, said in spoken] == sorted((said for _, said in spoken), reverse=True)


def test_without_examples_there_is_nothing_to_say() -> None:
    assert Associations.learn([]).scores(features("sail")) == {}


def test_the_same_examples_teach_the_same() -> None:
    assert learnt().table == learnt().table


words = st.sampled_from(["sail", "keel", "tyre", "torn", "clutch", "zeppelin", "how", "do"])


@given(st.lists(words, max_size=40))
def test_scores_stay_small_however_long_the_text(typed: list[str]) -> None:
    scores = learnt().scores(features(" ".join(typed)))
    assert all(abs(score) <= 2 for score in scores.values())
