from itertools import pairwise

import pytest

from assistant.understanding.language.english import english
from assistant.understanding.language.slips import slip
from assistant.understanding.language.spelling import Speller
from assistant.understanding.language.tokens import split
from assistant.understanding.reading import read
from assistant.understanding.scene import Room
from tests.assistant.understanding.conftest import TODAY

SPELLER = Speller(
    ["conference", "review", "hearing", "assessment", "permanence", "court"],
    frozenset(("conference", "review", "hearing", "heading", "bearing", "count", "court", "transfer", "assessment")),
)


def words(text: str, room: Room) -> str:
    return " ".join(token.word for token in split(text, room.lexicon.speller))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("conferance", "conference"),
        ("confrence", "conference"),
        ("reveiw", "review"),
        ("erview", "review"),
        ("asessment", "assessment"),
        ("perminance", "permanence"),
        ("heraing", "hearing"),
    ],
)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    assert SPELLER.mend(typed) == meant


@pytest.mark.parametrize("word", ["heading", "count", "transfers", "icpc", "bearing", "s20aa", "zzzzzzz", ""])
def test_a_word_is_taken_as_it_is_typed(word: str) -> None:
    assert SPELLER.mend(word) == word


def test_two_words_as_near_are_no_winner() -> None:
    assert Speller(["meeting", "melting"], frozenset()).mend("mebting") == "mebting"


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        (("dtuy", "duty"), ("daty", "duty")),  # two letters exchanged; the wrong key
        (("duyy", "duty"), ("dupy", "duty")),  # a key beside it
        (("meeeting", "meeting"), ("mekeeting", "meeting")),  # one letter twice
        (("meting", "meeting"), ("eeting", "meeting")),  # one of two the same; the first letter
        (("corut", "court"), ("cotru", "court")),  # one slip; two
    ],
)
def test_what_a_finger_does_easily_is_the_likelier_slip(likely: tuple[str, str], unlikely: tuple[str, str]) -> None:
    assert slip(*likely) < slip(*unlikely)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # Short words that are no words
        ("CP case wiht duyt", "cp case with duty"),
        ("the tema in teh CIN/CP/Court", "the team in the cin cp court"),
        ("nto on a CP plan", "not on a cp plan"),
        ("on a CNI plan", "on a cin plan"),
        ("15 yr odl on a CP plan", "15 yr old on a cp plan"),
        ("with dty", "with duty"),
        ("held by dutyy", "held by duty"),
        # Run together
        ("15 yr old, cpplan withduty", "15 yr old cp plan with duty"),
        ("icpcis 8thapril", "icpc is 8th april"),
        ("icpc on8 April2026", "icpc on 8 april 2026"),
        ("lookedafter child withduyt", "looked after child with duty"),
        ("reviewconference", "review conference"),
        ("childprotection plan", "child protection plan"),
        ("isthe case with Dutyand Assessment", "is the case with duty and assessment"),
        # Taken apart
        ("with du ty", "with duty"),
        ("moving to empow er", "moving to empower"),
        ("the confer ence is on 8 April", "the conference is on 8 april"),
        ("secon d CLA review", "second cla review"),
        ("the child is 5 an d is with duty", "the child is 5 and is with duty"),
        ("on a CI N plan", "on a cin plan"),
        ("review this mor ning", "review this morning"),
        # The space in another place
        ("it came in thism orning", "it came in this morning"),
        ("a dutyc ase", "a duty case"),
        ("the coreg roup", "the core group"),
        # Days and months
        ("8 apirl", "8 april"),
        ("8 arpil", "8 april"),
        ("wensday 8 aprl", "wensday 8 april"),
        ("on tuesdya", "on tuesday"),
        ("13 Marhc", "13 march"),
        ("8 Januayr 2026", "8 january 2026"),
        ("thrusday 19th mrach", "thursday 19th march"),
        # Acronyms of one near name
        ("ICCP on 8 April", "icpc on 8 april"),
        ("UCPC on 8 April", "icpc on 8 april"),
        ("CIOC team", "cioc team"),
        ("open to CFWW", "open to cfw"),
        ("transfer to EMpower", "transfer to empower"),
        ("transfer to Empwoer", "transfer to empower"),
        # By the words beside it
        ("core gruop", "core group"),
        ("intial hearing", "initial hearing"),
        ("child protecton", "child protection"),
        ("fulll care roder", "full care order"),
        ("Child Protecton Confrence", "child protection conference"),
        ("Duty and Assesment", "duty and assessment"),
    ],
)
def test_a_text_is_mended_word_by_word(typed: str, meant: str, room: Room) -> None:
    assert words(typed, room) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "is on a cp plan with mum",
        "the court count",
        "he heard of a coat the court sent",
        "notable office without within forgot",
        "a car in the port by the pan",
        "she can dust the plant",
        "they cater for him with the forage on the island",
        "a cross boy went to day camp with in half an hour",
        "the heading and the leading content is the closest",
        "on a cx plan",
        "on a ccn plan",
        "a xcpc",
        "s20 s47 s17",
        "l2 l3",
        "plan b for child b 6",
        "as s 20",
    ],
)
def test_what_is_a_word_or_no_one_word_is_left(typed: str, room: Room) -> None:
    assert words(typed, room) == typed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("child Tema is 15 and with duty", "Tema"),
        ("Tema, 15, CP with duty", "Tema"),
        ("mum Dury agrees", "Dury"),
        ("Planna's CP plan with duty", "Planna"),
        ("child Casey Munday is with duty", "Munday"),
        ("child TEH is 14, with duty", "TEH"),
        ("Re Corte Grupo, CP plan with duty", "Grupo"),
        ("met Aprill Caser with duty", "Aprill"),
    ],
)
def test_a_name_is_no_slip(text: str, name: str, room: Room) -> None:
    reading = read(text, room.pack, TODAY)
    assert "name" in reading.left_out
    assert name not in repr(reading)


def test_a_word_that_may_be_a_denial_is_a_doubt(room: Room) -> None:
    """A lost "not" would turn a fact round: what may be one makes the fact a question."""
    reading = read("she is nt on a CP plan, with duty", room.pack, TODAY)
    assert "plan" not in reading.facts or not reading.facts["plan"].certain


@pytest.mark.parametrize(
    "typed",
    ["", "q", "x y z", "zz zz zz zz", "a" * 500, "ab " * 500, "not" * 60, "é ß ñ", "İstanbul", "ﬁ", "¾", "8th", "8tht"],
)
def test_any_text_is_mended_without_harm(typed: str, room: Room) -> None:
    tokens = split(typed, room.lexicon.speller)
    assert all(token.word for token in tokens)
    assert all(left.end <= right.start for left, right in pairwise(tokens))


def test_a_digit_never_changes(room: Room) -> None:
    text = "s20 8thapril 14yr2 15yo l3 at2nd 2026 47a"
    digits = [char for token in split(text, room.lexicon.speller) for char in token.word if char.isdigit()]
    assert digits == [char for char in text if char.isdigit()]


def test_what_is_typed_rightly_is_left(room: Room) -> None:
    """Every phrase of the vocabulary and of the lists stays as it is."""
    lists = [value for _, value in english() if hasattr(value, "all")]
    phrases = {" ".join(phrase) for each in lists for phrase in each.all}
    phrases |= {says for term in room.pack.terms for says in term.says}
    assert [each for each in sorted(phrases) if words(each, room) != " ".join(t.word for t in split(each))] == []
