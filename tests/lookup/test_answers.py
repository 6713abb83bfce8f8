"""What people type, and what they get."""

from __future__ import annotations

import pytest

from bot.catalog import Kind, Library
from bot.lookup import Lookup, Outcome

Typed = str
TopicId = str


def shown(lookup: Lookup, typed: str, kind: Kind | None = None) -> str | None:
    """Return the id of the topic that is shown directly."""
    topic = lookup.answer(typed, kind).topic
    return topic.id if topic else None


def offered(lookup: Lookup, typed: str, kind: Kind | None = None, limit: int = 5) -> list[str]:
    """Return the ids of all topics of an answer, best first."""
    return [match.topic.id for match in lookup.answer(typed, kind, limit=limit).matches]


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("bone marow biopsy", "bone-marrow-test"),
        ("bonemarrow biopsy", "bone-marrow-test"),
        ("cartcell therapy", "car-t"),
        ("chemo therapy", "chemotherapy"),
        ("kemotherapy", "chemotherapy"),
        ("inducton", "induction"),
        ("maintanence", "maintenance"),
        ("spinaltap", "spinal-tap"),
        ("nightsweets", "night-sweats"),
        ("remision", "remission"),
        ("lumber puncture", "spinal-tap"),
        ("shortness of beath", "shortness-of-breath"),
        ("philidelphia chromosone", "chromosome-change"),
        ("radation", "radiation"),
        ("car tee", "car-t"),
        ("shortness of breach", "shortness-of-breath"),
    ],
)
def test_a_misspelling_finds_the_topic(lookup: Lookup, typed: Typed, topic: TopicId) -> None:
    assert shown(lookup, typed) == topic


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("tumour lysis", "tumor-lysis"),
        ("radiotherapy", "radiation"),
        ("anaemia", "anemia"),
        ("haemorrhage", "hemorrhage"),
        ("dizziness", "dizziness"),
        ("constant tiredness", "fatigue"),
        ("platelet transfusions", "transfusions"),
    ],
)
def test_british_spelling_plurals_and_other_forms_find_the_topic(lookup: Lookup, typed: Typed, topic: TopicId) -> None:
    assert shown(lookup, typed) == topic


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("CBC w/ diff", "blood-count"),
        ("BMBx", "bone-marrow-test"),
        ("HSCT", "stem-cell-transplant"),
        ("MRD neg", "mrd-test"),
        ("t(9;22)", "chromosome-change"),
        ("FLT3-ITD", "chromosome-change"),
        ("7+3", "induction"),
    ],
)
def test_jargon_of_letters_and_lab_reports_finds_the_topic(lookup: Lookup, typed: Typed, topic: TopicId) -> None:
    assert shown(lookup, typed) == topic


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("my legs feel like jelly", "weakness"),
        ("will my hair fall out", "chemo-side-effects"),
        ("she bleeds from her gums when brushing", "bleeding-gums"),
        ("the bag of platelets", "transfusions"),
        ("poison into the spine", "spinal-chemotherapy"),
        ("chipmunk cheeks", "steroids"),
        ("lump under his arm", "swollen-lymph-nodes"),
    ],
)
def test_an_everyday_phrase_finds_the_topic(lookup: Lookup, typed: Typed, topic: TopicId) -> None:
    assert shown(lookup, typed) == topic


@pytest.mark.parametrize(
    ("typed", "topic"), [("caring for him wears me down", "car-t"), ("I weep in the car so nobody sees", "car-t")]
)
def test_one_everyday_word_of_a_name_is_not_enough_to_be_sure(lookup: Lookup, typed: Typed, topic: TopicId) -> None:
    assert shown(lookup, typed) != topic


@pytest.mark.parametrize("typed", ["spare tyre pressure", "punch line of the joke", "boot polish"])
def test_one_everyday_word_in_strange_company_brings_no_menu(lookup: Lookup, typed: Typed) -> None:
    assert offered(lookup, typed) == []


@pytest.mark.parametrize(
    ("typed", "kind", "topic"),
    [
        ("my wife is 34 and sleeps sixteen hours and is still worn out, is that normal", Kind.SYMPTOM, "fatigue"),
        ("they say it is a mixed phenotype kind, and nobody at the clinic has seen one before", None, "mpal"),
        ("Hi everyone, new here. 29F, diagnosed last Tuesday, they start 7+3 on Monday.", None, "induction"),
        ("After my transplant day +60 I got a rash and dry eyes, the nurse said gvhd", None, "graft-versus-host"),
    ],
)
def test_a_long_story_does_not_drown_what_it_is_about(
    lookup: Lookup, typed: Typed, kind: Kind | None, topic: TopicId
) -> None:
    assert offered(lookup, typed, kind)[0] == topic


def test_several_topics_in_one_text_are_all_offered(lookup: Lookup) -> None:
    found = offered(lookup, "can you explain neutrophils, platelets and hemoglobin on the report", limit=10)
    assert {"neutrophil", "platelet", "red-blood-cell"} <= set(found)


def test_what_is_denied_is_not_the_subject(lookup: Lookup) -> None:
    assert offered(lookup, "no fever so far, but night sweats every night")[0] == "night-sweats"


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("how long does treatment take", "treatment-length"),
        ("difference between AML and ALL symptoms", "symptoms"),
        ("prognosis of AML compared with ALL", "prognosis"),
    ],
)
def test_a_question_that_sets_both_side_by_side_gets_the_comparison(
    lookup: Lookup, typed: Typed, topic: TopicId
) -> None:
    assert offered(lookup, typed)[0] == topic


def test_a_short_name_may_be_dotted(lookup: Lookup) -> None:
    assert offered(lookup, "what does A.L.L. stand for")[0] == "all"
    assert offered(lookup, "my niece has a.l.l.")[0] == "all"


def test_the_short_name_that_is_a_word_too_brings_a_menu_when_alone(lookup: Lookup) -> None:
    for typed in ("all", "ALL", " All! "):
        answer = lookup.answer(typed)
        assert answer.outcome is Outcome.CHOICES
        assert "all" in [match.topic.id for match in answer.matches]


@pytest.mark.parametrize(
    "typed", ["my son has ALL", "ALL leukemia", "what is all leukemia", "childhood ALL what is it"]
)
def test_the_short_name_counts_in_capitals_or_in_company(lookup: Lookup, typed: Typed) -> None:
    assert shown(lookup, typed) == "all"


@pytest.mark.parametrize(
    "typed",
    [
        "all of a sudden",
        "is that all",
        "ALL OF THIS IS TOO MUCH",
        "hi all",
        "not at all",
        "thats all folks",
        "all my love",
        "once and for all",
        "WE ARE ALL TIRED OF WAITING FOR THE BUS",
    ],
)
def test_the_word_is_not_taken_for_the_short_name(lookup: Lookup, typed: Typed) -> None:
    answer = lookup.answer(typed)
    assert answer.topic is None
    assert "all" not in [match.topic.id for match in answer.matches]


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("CLL", "cll"),
        ("cll", "cll"),
        ("cronic limphocytic lukemia", "cll"),
        ("my dad has CLL, what should he expect", "cll"),
        ("chronic myeloid leukaemia treatment", "cml"),
        ("mylodisplastic syndrom", "mds"),
        ("limphoma", "lymphoma"),
        ("prolymphocytic leukemia", "other-leukemias"),
        ("sickle cell anemia", "iron-deficiency"),
        ("aplastic anaemia", "aplastic-anemia"),
        ("breast cancer", "solid-cancers"),
        ("ALS", "als"),
        ("my cat has feline leukemia", "feline"),
    ],
)
def test_a_condition_that_is_not_covered_is_named_as_such(lookup: Lookup, typed: Typed, entry: str) -> None:
    answer = lookup.answer(typed)
    assert answer.outcome is Outcome.NOT_COVERED
    assert answer.not_covered is not None
    assert answer.not_covered.id == entry
    assert answer.matches == ()


def test_a_condition_set_beside_a_covered_one_gets_the_topic_on_the_difference(lookup: Lookup) -> None:
    assert shown(lookup, "is CLL the same as ALL?") == "acute-and-chronic"


@pytest.mark.parametrize(
    "typed",
    [
        "how many mg of dexamethasone should I take",
        "look at my labs",
        "should I stop my imatinib",
        "do I have leukemia",
        "is my count of 4 bad",
        "can I take ibuprofen with my chemo",
        "how long do I have to live",
        "which treatment should I choose",
        "i missed a dose of 6-mp",
    ],
)
def test_a_personal_question_is_declined(lookup: Lookup, typed: Typed) -> None:
    answer = lookup.answer(typed)
    assert answer.outcome is Outcome.DECLINED
    assert answer.not_covered is not None
    assert answer.not_covered.sort == "personal"


@pytest.mark.parametrize("typed", ["what are my chances", "survival rate", "is remission the same as cured"])
def test_a_question_on_the_outlook_in_general_is_answered(lookup: Lookup, typed: Typed) -> None:
    assert lookup.answer(typed, Kind.PROGNOSIS).outcome in (Outcome.TOPIC, Outcome.CHOICES)


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("can I eat sushi during chemo", "diet"),
        ("vaccines after transplant", "vaccines"),
        ("end of life", "end-of-life"),
    ],
)
def test_a_gap_is_named_with_a_page_to_read(lookup: Lookup, typed: Typed, entry: str) -> None:
    answer = lookup.answer(typed)
    assert answer.outcome is Outcome.NOT_COVERED
    assert answer.not_covered is not None
    assert answer.not_covered.id == entry
    assert answer.not_covered.read


@pytest.mark.parametrize(
    "typed",
    [
        "induction stove",
        "induction loop hearing aid",
        "loan consolidation",
        "consolidation of power in rome",
        "aml regulations",
        "blast from the past",
        "port forwarding",
        "port and starboard",
        "remission of sins",
        "car tee time",
        "pool maintenance schedule",
        "transplant a rose bush",
        "instruction manual",
        "reduction",
        "transmission fluid",
        "diabetes",
        "broken leg",
        "kidney transplant waiting list",
        "hello",
        "my car broke down",
        "asdfghjkl",
        "stupid bot",
        "123456",
    ],
)
@pytest.mark.parametrize("kind", [None, Kind.TREATMENT, Kind.TERM])
def test_other_meanings_illnesses_chat_and_noise_get_no_topic(lookup: Lookup, typed: Typed, kind: Kind | None) -> None:
    assert lookup.answer(typed, kind).topic is None


@pytest.mark.parametrize("typed", ["", " ", "???", "😀😀😀", "\u200b\u200b", "https://example.org/leukemia"])
def test_a_text_without_a_word_gets_nothing(lookup: Lookup, typed: Typed) -> None:
    answer = lookup.answer(typed)
    assert answer.outcome is Outcome.NOTHING
    assert answer.matches == ()


@pytest.mark.parametrize("typed", ["hypoleukocytosis", "hiperthyroid", "aplomb", "caramel", "amlodipine", "allergy"])
def test_a_look_alike_is_no_misspelling(lookup: Lookup, typed: Typed) -> None:
    assert lookup.answer(typed).topic is None


def test_at_most_so_many_matches_come_back(lookup: Lookup) -> None:
    typed = "neutrophils, platelets, blasts, fever, relapse, induction, radiation, port, remission, steroids, anemia"
    assert len(lookup.answer(typed, limit=10).matches) == 10
    assert len(lookup.answer(typed, limit=2).matches) == 2


def test_an_answer_says_which_words_matched_what(lookup: Lookup) -> None:
    why = lookup.answer("bone marow biopsy").matches[0].why
    assert {"misspelling", "sounds alike"} & {reason.how for reason in why if reason.typed == "marow"}


def test_a_refusal_says_why(lookup: Lookup) -> None:
    assert lookup.answer("look at my labs please").why
    assert lookup.answer("my dad has CLL").why


def test_an_alert_stands_beside_a_refusal_too(lookup: Lookup) -> None:
    answer = lookup.answer("my dad with CLL is coughing up blood right now")
    assert answer.outcome is Outcome.NOT_COVERED
    assert answer.urgent is not None


def test_a_sure_crisis_gets_no_topic(lookup: Lookup) -> None:
    answer = lookup.answer("I want to kill myself, the chemo is too much")
    assert answer.crisis is not None
    assert answer.crisis.sure
    assert answer.outcome is Outcome.NOTHING
    assert answer.matches == ()


def test_another_pack_is_looked_up_by_its_own_names(tiny_library: Library) -> None:
    lookup = Lookup(tiny_library)
    assert lookup.answer("leukemia").topic is None
    topic = next(iter(tiny_library.topics.values()))
    assert lookup.answer(f"my neighbour told me about {topic.title} yesterday").topic is topic
