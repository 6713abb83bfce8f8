"""What the lookup knows of English as such: words that carry no subject, and words that are no misspellings.

Nothing here is about any illness. Words of the illness come from the content alone.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from bot.lookup.text import read_text


def _stems(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in read_text(text).tokens)


STOP_WORDS = _stems(
    """
    a an and are as at be been being but by can could did do does doing done for from get gets getting got had has
    have having he her hers herself him himself his how i if im in into is isnt it its itself ive just like may me
    might mine must my myself of off on one or our ours out over own s shall she should so some such t than that
    thats the their theirs them themselves then there these they this those to too u up us very was wasnt we were
    what whats when where which while who whom whose why will with would you your yours am arent cant couldnt didnt
    doesnt dont hadnt hasnt havent id ill isnt mustnt shes hes theyre theyve were weve wont wouldnt youre youve
    w wo about after again all also although any anybody anyone anything around back because before between both during
    each either else ever every everyone everything few here however ie eg etc instead lot lots many maybe more most
    much nearly neither no none nor not now once only other others per perhaps please quite rather really same since
    someone something sometimes somewhat soon still sure though through thru till til today together under until
    upon via vs versus way well went whether within without yes yet
    """
)
"""Function words. They count only inside a name, and little there."""

ARTICLES = _stems(
    """
    a an the my your his her our their i im ive me he she we you they is are was were am be been being really just very
    so also please
    """
)
"""Words that people put into a name or leave out of it without meaning another: "lump in my neck"."""

CHAT_WORDS = _stems(
    """
    able actually advice afternoon aged ago agree allow already always amazing answer anymore anyway appear
    appreciate apparently appointment area ask asked aunt aunty away awful baby bad basically bed began begin beginning
    believe best bet better bit boy boyfriend bring brother brought buddy call called care case cause caused certain
    chance change chat check child children clear clinic clue come comes coming common completely confused consultant
    could couple course cousin dad daddy daughter day days deal decide definitely depend describe dear diagnose
    diagnosed diagnosis different difference discharge disease do doc docs doctor dont doctors dx dont early easy
    else end ended enough especially even evening eventually everybody exactly example expect experience
    explain explained explanation extra extremely eye fact family far father feel feeling feels felt fiance fiancee
    figure final finally find fine finish first follow folk forum forward found four free friday friend friends
    fully further gave general girl girlfriend give given gives giving glad go goes going gone good gotten gp
    grandad granddaughter grandfather grandma grandmother grandpa grandson granny great group grown guess guy guys
    half hand happen happened happening happens hard hate hear heard hello help helped
    helpful hey hi hiya home hope hoped hopefully hospital hour hours house hub hubby human husband idea illness
    imagine important info information instead interested issue issues job keep keeps kept kid kiddo kids kind kinda
    know knowing knows lady last late lately later least leave led left let letter level life list listen little live
    ll lo long longer look looked looking looks love made mainly make makes making mam man manage mate matter mean
    meaning means meant meet member mention mentioned mind minute mom mommy moment mommies monday month months
    morning mother move mr mrs ms much mum mummy name named near need needed needs nephew never new news next nice
    niece night normal normally nothing notice noticed number nurse obviously occur ok okay old older
    open opinion option order ought overall page paper parent parents part particular partner patient patients
    people person picture place plain plan point poor possible post practice prepare present pretty probably problem
    problems process proper properly put quick quickly question questions read reading ready real reason recent
    recently relate report result results right said sat saturday saw say saying says seem seemed seems seen sense
    sent serious seriously set several share short show showed shows sibling simple simply sister sit
    situation slightly small someday son sooner sorry sort sound sounds special speak spend spouse start started
    starting starts stay step stepdad stepmom stop story stuff stupid suddenly suggest sunday suppose supposed sure take
    taken takes taking
    talk talked talking tell telling tells term test tests thank thanks thing things think thinking third
    thought three thursday time times told tomorrow tonight took tough toward town tried true try trying tuesday turn
    twice two type types uncle understand unfortunately unit unsure use used useful using usual usually various want
    wanted wants watch wednesday week weekend weeks weird whatever whole wife wish woman wonder wondering word words
    work worse worst worry worried write wrong yeah year years yesterday yo yr yrs young younger yup
    afraid scare nobody somebody everywhere else ward dr wanna gonna gotta anybody hospitalised admit admitted
    app appointments forum suspicious normal abnormal mention describe medical health healthy teenager
    neighbor neighbour roommate flatmate colleague coworker boss
    toddler teen baby infant adult adults man men women lady guy everyday daily weekly monthly
    whats wheres hows whos lets thru pls plz thx ty btw fyi idk imo tbh omg lol ugh wow oh hmm aw er um uh eh
    dangerous constant constantly strange scary terrible horrible extreme major minor huge massive tiny
    frequent often continuous persistent ongoing immediate careful risky harmful
    compare compared comparing comparison opposed choose chosen decide depends
    m f yo mo wks hrs mins pm year-old month-old
    """
)
"""Words of people's stories, not of their subject. They count little against an answer, and hardly for one."""

NEGATIONS = frozenset(
    ("no", "not", "without", "never", "isnt", "wasnt", "dont", "doesnt", "didnt", "havent", "hasnt", "nor")
)
"""Words that turn off a subject named right after them: "no fever, but night sweats"."""

CIRCUMSTANCES = _stems("during after before on since while throughout following")
"""Words before a name that only says when: "fever after chemo"."""

CONTRASTS = _stems(
    "difference different differ compare comparison compared versus vs than same similar alike both each"
)
"""Words of questions that set things side by side."""


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Return stems of common English words, which nobody should take for misspellings of other words."""
    lines = files("bot.lookup").joinpath("english.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#")) | STOP_WORDS | CHAT_WORDS
