from datetime import date

import pytest

from assistant.pack import Pack
from assistant.understanding.identifiers import leave_out
from assistant.understanding.reading import read
from assistant.understanding.vocabulary import Lexicon
from tests.assistant.understanding.conftest import TODAY


@pytest.fixture(scope="module")
def lexicon(pack: Pack) -> Lexicon:
    return Lexicon(pack)


@pytest.mark.parametrize(
    ("kind", "secret", "text"),
    [
        ("NHS number", "943 476 5919", "NHS no. 943 476 5919, CP plan with duty"),
        ("NHS number", "9434765919", "child 9434765919 with duty"),
        ("NHS number", "943-476-5919", "943-476-5919"),
        ("National Insurance number", "AB 12 34 56 C", "NI AB 12 34 56 C"),
        ("National Insurance number", "ab123456c", "her number is ab123456c"),
        ("phone number", "07700 900123", "ring mum on 07700 900123"),
        ("phone number", "+44 7700 900123", "call +44 7700 900123"),
        ("phone number", "01772 123456", "(01772 123456)"),
        ("email address", "sam.lee@example.org", "email sam.lee@example.org about duty"),
        ("postcode", "PR1 8XJ", "lives at PR1 8XJ"),
        ("postcode", "bb11 3as", "moved to bb11 3as"),
        ("record number", "1234567", "LCS 1234567"),
        ("record number", "4711", "EHM number 4711"),
        ("record number", "88776655", "child 88776655 with duty"),
        ("date of birth", "03/04/2012", "DOB 03/04/2012, CP"),
        ("date of birth", "3.4.12", "d.o.b. 3.4.12, CP"),
        ("date of birth", "3rd April 2012", "born on 3rd April 2012"),
        ("date of birth", "03042012", "dob 03042012"),
        ("date of birth", "2012-04-03", "date of birth: 2012-04-03"),
        ("date of birth", "12/05/2015", "child (12/05/2015) on CP with duty"),
        ("name", "Okonkwo", "child Adaeze Okonkwo is on a CP plan"),
        ("name", "Sarah", "mum Sarah agrees"),
        ("name", "sarah", "mum sarah agrees"),
        ("name", "Brown", "Mr Brown rang"),
        ("name", "brown", "ms brown rang"),
        ("name", "Tommo", "duty have Tommo, aged 15, on a CP plan"),
        ("name", "Jayden", "Jayden's ICPC is 8 April"),
        ("name", "jayden", "jayden smithson is 15"),
        ("name", "smithson", "jayden smithson is 15"),
        ("name", "O'Connor", "it is about Rosalyn-Mae O'Connor in duty"),
        ("name", "Will", "child Will is 15 and with duty"),
        ("name", "Carter", "Re Emily Carter, CP plan"),
        ("name", "Smithers", "Judge Smithers heard the CP case"),
        ("name", "Oliwia", "Oliwia's CP plan with duty"),
        ("name", "Szymon", "Szymon, CP plan, duty"),
        ("name", "Kowalczyk", "met Szymon Kowalczyk with duty"),
        ("name", "Grace", "Grace is 15 and with duty"),
        ("name", "Bill", "Bill, 15, CP with duty"),
        ("name", "JS", "child JS is 14, with duty"),
        ("name", "Zofia", "Zofia K is 14 in EmPower"),
        ("address", "Mill Hill Lane", "lives at 12 Mill Hill Lane, CP with duty"),
    ],
)
def test_an_identifier_is_left_out_and_never_echoed(kind: str, secret: str, text: str, pack: Pack) -> None:
    reading = read(text, pack, TODAY)
    assert kind in reading.left_out
    assert secret not in repr(reading)


@pytest.mark.parametrize(
    "text",
    [
        "s20 2nd review 8 April 2026",
        "S47 1st ICPC",
        "Duty And Assessment Hold A Child Protection Case",
        "When Does A CP Case Transfer To The Court Team",
        "ICPC 08/04/2026 at 2pm, Preston",
        "Will the case move? Mark it urgent.",
        "level 2/3 after 45 days",
        "CP plan with the Assesment team, Conferance on 8 April",
        "18th birthday is 23 December 2026",
        "the 5 working days' notice of 10 working days",
    ],
)
def test_a_professional_question_loses_nothing(text: str, pack: Pack) -> None:
    assert read(text, pack, TODAY).left_out == ()


@pytest.mark.parametrize(
    ("typed", "facts"),
    [
        ("born 3 April 2012", {"age": 13}),
        ("DOB 02/03/2012", {"age": 14}),
        ("DOB 03/03/2012", {"age": 13}),
        ("DOB 23/12/2008", {"age": 17, "eighteenth_birthday": date(2026, 12, 23)}),
        ("DOB 29/02/2008", {"age": 18, "eighteenth_birthday": date(2026, 3, 1)}),
        ("DOB 01/03/2011", {"age": 15, "eighteenth_birthday": date(2029, 3, 1)}),
        ("DOB 4/5/1985", {}),
        ("mum's DOB is 4/5/2008", {}),
        ("his sister, born 4/5/2012", {}),
        ("born 3 April", {}),
        ("DOB 1/1/2010 and DOB 2/2/2012", {}),
    ],
)
def test_a_birth_date_tells_an_age_and_near_adulthood_the_18th_birthday(
    typed: str, facts: dict[str, object], lexicon: Lexicon
) -> None:
    assert leave_out(typed, lexicon.words, TODAY).facts == facts


def test_a_birth_date_that_cannot_be_is_a_problem(pack: Pack) -> None:
    reading = read("DOB 31/02/2012, CP plan with duty", pack, TODAY)
    assert [(problem.kind, problem.fact) for problem in reading.problems] == [("impossible_birth", "age")]


def test_nobody_is_born_in_days_to_come(pack: Pack) -> None:
    reading = read("DOB 03/04/2031, CP plan with duty", pack, TODAY)
    assert [(problem.kind, problem.fact) for problem in reading.problems] == [("impossible_birth", "age")]
    assert "age" not in reading.facts
    assert "31" not in repr(reading)


def test_two_birth_dates_are_two_children(pack: Pack) -> None:
    reading = read("DOB 1/1/2010 and DOB 2/2/2012, CP with duty", pack, TODAY)
    assert "age" not in reading.facts
    assert [child.facts["age"].value for child in reading.children] == [16, 14]


def test_what_is_put_instead_keeps_the_sentence(lexicon: Lexicon) -> None:
    clean = leave_out("Jayden Smith is 15 and the Smith family's child Amy is 4", lexicon.words, TODAY)
    assert clean.text == "the person is 15 and the person family's child is 4"
