import pytest

from assistant.pack import Pack
from assistant.understanding.reading import read
from tests.assistant.understanding.conftest import TODAY


@pytest.mark.parametrize(
    "text",
    [
        "child in immediate danger",
        "a child is in danger right now what do I do",
        "dad is hitting him right now",
        "he is being attacked now",
        "she has taken an overdose",
        "mum has a knife",
        "yp threatening to kill himself",
        "baby not breathing",
        "he's going to jump",
        "the child is at immediate risk of significant harm",
    ],
)
def test_a_child_in_danger_now(text: str, pack: Pack) -> None:
    reading = read(text, pack, TODAY)
    assert reading.intent == "emergency"
    assert not reading.facts


@pytest.mark.parametrize(
    "text",
    [
        "section 47 enquiry started, with duty, ICPC 8 April",
        "history of abuse and neglect, CP plan with duty",
        "risk of harm outside the home, CIN plan, duty",
        "EPO hearing on 9 March, duty",
        "emergency protection order granted, aged 4, duty",
        "not in immediate danger, CP plan, duty",
        "took an overdose last month, now with EmPower, CIN plan",
        "dad was hitting mum, child now with CIN/CP/Court on CP",
        "domestic abuse, sexual exploitation, trafficking: EmPower case on CP",
        "suspected serious violence, 15, CIN, duty",
        "killing time before the ICPC on 8 April with duty",
        "disclosed he was beaten last year, CP, duty",
    ],
)
def test_words_that_only_sound_like_danger(text: str, pack: Pack) -> None:
    assert read(text, pack, TODAY).intent == "case"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hi", "small_talk"),
        ("Hello! How are you?", "small_talk"),
        ("ok thanks very much", "small_talk"),
        ("what can you do", "small_talk"),
        ("start again", "start_again"),
        ("reset", "start_again"),
        ("ok new case please", "start_again"),
        ("another case: 6 yr old with duty", "start_again"),
        ("what is a core group?", "definition"),
        ("what does CIOC stand for", "definition"),
        ("who are EmPower", "definition"),
        ("difference between s20 and s31", "definition"),
        ("what is the weather", "guidance"),
        ("how are siblings handled", "guidance"),
        ("who chairs the core group", "guidance"),
        ("do we need consent", "guidance"),
        ("when does a case transfer", "case"),
        ("what is the latest date for the core group, ICPC 8 April", "case"),
        ("who takes over a CP case", "case"),
        ("", "guidance"),
        ("???", "guidance"),
    ],
)
def test_the_kind_of_question(text: str, intent: str, pack: Pack) -> None:
    assert read(text, pack, TODAY).intent == intent


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("when does it move", {"when"}),
        ("which team takes it and by when", {"when", "where"}),
        ("who takes over", {"who"}),
        ("a child who is 6", set()),
        ("what do I need to do before the ICPC", {"ready"}),
        ("why does it move then", {"why"}),
    ],
)
def test_what_is_wanted(text: str, wants: set[str], pack: Pack) -> None:
    assert read(text, pack, TODAY).wants == wants


def test_a_definition_tells_nothing_of_a_case(pack: Pack) -> None:
    reading = read("what does CP plan mean", pack, TODAY)
    assert (reading.intent, reading.facts) == ("definition", {})
    assert "cp_plan" in reading.terms


def test_starting_again_forgets_what_was_held(pack: Pack) -> None:
    reading = read("new case: not on CP, with duty", pack, TODAY, held={"plan": "cp"})
    assert (reading.intent, reading.retracted) == ("start_again", ())


def test_a_phrase_is_found_out_of_order_but_not_a_question(pack: Pack) -> None:
    assert read("is the visit needed when a joint handover is planned", pack, TODAY).topics == ("handover",)
    assert read("the plan changed, what now", pack, TODAY).topics == ()


def test_a_question_about_the_policy_adds_nothing_to_a_case(pack: Pack) -> None:
    reading = read("do we need consent to step across to CFW", pack, TODAY, held={"plan": "cp"})
    assert (reading.intent, reading.facts) == ("guidance", {})


def test_topics_are_ranked_by_what_was_found_of_them(pack: Pack) -> None:
    assert read("we disagree about consent, can't agree", pack, TODAY).topics[0] == "escalation"
    assert read("disagreeing about brothers and sisters", pack, TODAY).topics == ("siblings", "escalation")


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("In Cumbria, how long do they allow before a case goes to their long term team?", True),
        ("how does Blackpool council move cases out of its assessment team?", True),
        ("Do Greater Manchester authorities accept our early help assessments?", True),
        ("whats Bolton's notice period", True),
        ("what is manchesters transfer policy", True),
        ("do other councils have an exploitation team", True),
        ("does Bury do a ten day assessment too", True),
        ("are neighbouring councils the same", True),
        ("how do other authorities do their step downs", True),
        ("has Rochdale got a family safeguarding team", True),
        ("In Scotland, do they have conferences?", True),
        ("is Wigan's threshold the same as ours", True),
        ("family moving here from Leeds on a CP plan, what does MASH do with it", False),
        ("does Bury have to tell us before they place a child", False),
        ("Leeds are asking us to take over a CIN plan, do they stay involved", False),
        ("child in need in Cumbria, 15, moved to Lancaster, do they keep it", False),
        ("what must another authority do when a child moves in", False),
        ("does Lancashire step down at the review", False),
        ("can Burnley duty hold it until the review", False),
        ("do Sefton keep case responsibility for a child they placed here", False),
    ],
)
def test_how_it_is_done_elsewhere(text: str, elsewhere: bool, pack: Pack) -> None:
    assert read(text, pack, TODAY).of_elsewhere is elsewhere


@pytest.mark.parametrize(
    ("text", "chat"),
    [
        ("right ok got it, ta very much", True),
        ("thanks lol", True),
        ("how do you work", True),
        ("how do u work out maintenance payments from an absent dad", False),
        ("best way to get red wine out of a carpet lol", False),
        ("can you help me with my mileage claim", False),
    ],
)
def test_what_is_only_chat(text: str, chat: bool, pack: Pack) -> None:
    assert (read(text, pack, TODAY).intent == "small_talk") is chat


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("can notice be given over the phone", False),
        ("my mileage got knocked back, who approves claims", False),
        ("dad is outside with a bat", True),
        ("she's not answering", True),
        ("a 4yo left alone", True),
        ("the worker is off sick", False),
    ],
)
def test_whether_anybody_is_spoken_of(text: str, somebody: bool, pack: Pack) -> None:
    assert read(text, pack, TODAY).of_somebody is somebody
