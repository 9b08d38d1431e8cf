import pytest

from assistant.pack import Pack
from assistant.understanding.language.tokens import split
from assistant.understanding.language.wordings import spelled_out
from assistant.understanding.vocabulary import Lexicon, Match, spelled_names


@pytest.fixture(scope="module")
def lexicon(pack: Pack) -> Lexicon:
    return Lexicon(pack)


def names(lexicon: Lexicon, text: str) -> list[Match]:
    tokens = split(text, lexicon.speller)
    return lexicon.find(text, tokens, [False] * len(tokens))


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("duty", "team", "duty_and_assessment"),
        ("D & A", "team", "duty_and_assessment"),
        ("CIN/CP/Court", "team", "cin_cp_court"),
        ("CIN, CP and Court", "team", "cin_cp_court"),
        ("Children in our Care team", "team", "children_in_our_care"),
        ("ICPCs", "event", "initial_child_protection_conference"),
        ("initial child protection confrence", "event", "initial_child_protection_conference"),
        ("review CIN meetings", "event", "review_cin_meeting"),
        ("full care order has been agreed", "term", "full_care_order"),
        ("looked-after", "term", "looked_after"),
        ("s.20", "term", "section_20"),
    ],
)
def test_a_name_however_it_is_typed(text: str, kind: str, id_: str, lexicon: Lexicon) -> None:
    assert (kind, id_) in [(match.kind, match.id) for match in names(lexicon, text)]


def test_the_longest_name_goes_first(lexicon: Lexicon) -> None:
    assert [match.id for match in names(lexicon, "CP plan with the CP team")] == ["cp_plan", "cin_cp_court"]
    assert [match.id for match in names(lexicon, "looked after by nan")] == ["looked_after_by"]


def test_a_comma_parts_two_names(lexicon: Lexicon) -> None:
    assert [match.id for match in names(lexicon, "CIN, CP")] == ["cin_plan", "cp_plan"]


def test_an_old_name_is_known_as_one(lexicon: Lexicon) -> None:
    (match,) = names(lexicon, "Family Safeguarding Team")
    assert (match.id, match.old_name) == ("cin_cp_court", "Family Safeguarding team")


def test_a_common_word_is_an_acronym_in_capitals_only(lexicon: Lexicon) -> None:
    assert [match.id for match in names(lexicon, "STAT")] == ["short_term_assessment_team"]
    assert names(lexicon, "stat") == []


def test_a_name_that_several_meetings_share_keeps_them_all(lexicon: Lexicon) -> None:
    (match,) = names(lexicon, "hearing")
    assert match.ids == ("initial_hearing", "final_hearing")


def test_a_denial_within_a_name_is_seen(lexicon: Lexicon) -> None:
    (match,) = names(lexicon, "permanence has not yet been agreed")
    assert (match.id, match.denied) == ("permanence_agreed", True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("permanence for him was agreed", [("permanence_agreed", False)]),
        ("permanence for him was not agreed", [("permanence_agreed", True)]),
        ("permanence at the LADO meeting was agreed", [("permanence_agreed", False), ("lado", False)]),
        ("permanence, and the visit agreed", [("permanence", False)]),
        ("permanence and the visit agreed", [("permanence", False)]),
        ("permanence needs to be agreed", [("permanence", False)]),
    ],
)
def test_other_words_may_stand_within_a_name(text: str, found: list[tuple[str, bool]], lexicon: Lexicon) -> None:
    terms = [match for match in names(lexicon, text) if match.kind == "term" and match.id != "long_term_home"]
    assert [(match.id, match.denied) for match in terms] == found
    assert all("LADO" not in [text.split()[at] for at in match.places] for match in terms if match.id != "lado")


@pytest.mark.parametrize("word", ["heading", "count", "content", "closest", "empowered", "leading", "finally", "curt"])
def test_no_english_word_is_turned_into_a_name(word: str, lexicon: Lexicon) -> None:
    assert names(lexicon, word) == []


def test_no_name_is_turned_into_another(lexicon: Lexicon) -> None:
    assert [word for word in lexicon.words if lexicon.speller.mend(word) != word] == []


def test_where_a_case_goes_holds_for_every_wording(lexicon: Lexicon) -> None:
    assert lexicon.directed["to", "child_and_family_wellbeing"].id == "level_2_3"
    assert lexicon.directed["from", "child_and_family_wellbeing"].id == "from_cfw"


@pytest.mark.parametrize(
    "step", [pytest.param(1, marks=pytest.mark.sweep), 7], ids=["all", "each seventh of the terms"]
)
def test_every_name_of_the_pack_is_found_as_itself(lexicon: Lexicon, pack: Pack, step: int) -> None:
    def found(says: str) -> set[str]:
        return {id_ for match in names(lexicon, says) for id_ in match.ids}

    teams = {each: team.id for team in pack.teams.values() for says in team.says for each in spelled_out(says, {})}
    named = {id_: says[:2] for id_, says in spelled_names(pack).items()}
    events = {
        each: event.id for event in pack.events.values() for says in event.says for each in spelled_out(says, named)
    }
    assert [says for says, id_ in (teams | events).items() if id_ not in found(says)] == []
    terms = [
        (each, term.id)
        for term in pack.terms
        for says in term.says
        if not says.startswith(("to ", "from "))
        for each in spelled_out(says, named)
    ]
    assert [(says, id_) for says, id_ in terms[::step] if id_ not in found(says)] == []
