"""A review holds for the text that was read, and for no other."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.catalog import Library, load_library
from bot.catalog.review import digest, holding_reviews, void_reviews
from bot.catalog.topics import Review
from tests.catalog.conftest import Copy

SIGN = "symptoms/wheezing.yaml"


def digest_of(pack: Copy) -> str:
    return digest(load_library(pack.folder).topics["wheezing"])


def test_a_digest_is_twelve_digits_and_always_the_same(tiny_library: Library, pack: Copy) -> None:
    first = digest(tiny_library.topics["wheezing"])
    assert len(first) == 12
    assert set(first) <= set("0123456789abcdef")
    assert digest_of(pack) == first


def test_two_topics_have_two_digests(tiny_library: Library) -> None:
    topics = tiny_library.topics.values()
    assert len({digest(topic) for topic in topics}) == len(topics)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("narrow tubes", "tight tubes"),
        ("You can't speak a whole sentence.", "You can't speak."),
        ("Your inhaler helps less than usual.", "Your inhaler helps less."),
        ("What do I do at night?", "What do I do by day?"),
        ("feel well at age 20", "feel well at age 21"),
        ("2010-2020", "2010-2021"),
        ("region: DE", "region: GB"),
        ("title: Wheezing", "title: Whistling"),
        ("further: [example-tests]", "further: [example-hayfever]"),
    ],
)
def test_a_digest_changes_with_what_a_reader_sees(pack: Copy, old: str, new: str) -> None:
    before = digest_of(pack)
    pack.replace(SIGN, old, new)
    assert digest_of(pack) != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("chest whistles", "chest sings"),
        ("see_also: [asthma]", "see_also: [inhaler]"),
        ("checked: 2026-11-01", "checked: 2026-11-02"),
    ],
)
def test_names_relations_and_checks_do_not_change_it(pack: Copy, old: str, new: str) -> None:
    before = digest_of(pack)
    pack.replace(SIGN, old, new)
    assert digest_of(pack) == before


def test_a_review_holds_until_the_text_changes(pack: Copy) -> None:
    entry = f"reviewed: [{{name: N. Example, credential: RN, date: 2026-11-02, digest: '{digest_of(pack)}'}}]\n"
    pack.append(SIGN, entry)
    reviewed = load_library(pack.folder).topics["wheezing"]
    review = Review(name="N. Example", credential="RN", date=dt.date(2026, 11, 2), digest=digest(reviewed))
    assert holding_reviews(reviewed) == (review,)
    assert void_reviews(reviewed) == ()
    pack.replace(SIGN, "narrow tubes", "tight tubes")
    changed = load_library(pack.folder).topics["wheezing"]
    assert holding_reviews(changed) == ()
    assert void_reviews(changed) == (review,)


def test_a_digest_that_is_none_is_named(pack: Copy) -> None:
    pack.append(SIGN, "reviewed: [{name: N. Example, credential: RN, date: 2026-11-02, digest: soon}]\n")
    message = "should be the 12 digits that `marrow check` prints for a review"
    assert pack.problems() == [f"{SIGN}:19: reviewed[1].digest: {message}"]


def test_nobody_is_said_to_have_reviewed_the_library_before_somebody_has(library: Library) -> None:
    assert [topic.id for topic in library.topics.values() if void_reviews(topic)] == []
