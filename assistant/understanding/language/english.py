"""English as practitioners type it, from english.yaml and its lists of words; loaded once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import core_schema

_FOLDER = Path(__file__).parent
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # LibYAML's, where it is there, is ten times as fast


class Phrases:
    """Phrases of one or more words, found in a list of words; the longest goes first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        split = sorted({tuple(phrase.split()) for phrase in phrases}, key=len, reverse=True)
        self.all = frozenset(split)
        self._alone = frozenset(phrase[0] for phrase in split if len(phrase) == 1)
        self._first: dict[str, list[tuple[str, ...]]] = {}
        self._last: dict[str, list[tuple[str, ...]]] = {}
        for phrase in split:
            self._first.setdefault(phrase[0], []).append(phrase)
            self._last.setdefault(phrase[-1], []).append(phrase)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(word for phrase in self.all for word in phrase)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self._alone or (" " in phrase and tuple(phrase.split()) in self.all)

    def starting(self, words: Sequence[str], at: int, stop: int | None = None) -> int:
        """How many words from `at` on are a phrase of these; 0 for none. It ends before `stop`."""
        stop = len(words) if stop is None else stop
        for phrase in self._first.get(words[at], ()) if at < stop else ():
            if at + len(phrase) <= stop and tuple(words[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def every(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Each place where a phrase of these stands, as first word and one past the last."""
        for at, word in enumerate(words):
            if word in self._first and (length := self.starting(words, at)):
                yield at, at + length

    def ending(self, words: Sequence[str], at: int, start: int = 0) -> int:
        """How many words up to and with `at` are a phrase of these; 0 for none. It begins at `start` or later."""
        for phrase in self._last.get(words[at], ()) if at >= start else ():
            first = at + 1 - len(phrase)
            if first >= start and tuple(words[first : at + 1]) == phrase:
                return len(phrase)
        return 0

    def find(self, words: Sequence[str], start: int = 0, stop: int | None = None) -> tuple[int, int] | None:
        """The first phrase of these within the words, as first word and one past the last."""
        stop = len(words) if stop is None else stop
        for at in range(max(start, 0), stop):
            if words[at] in self._first and (length := self.starting(words, at, stop)):
                return at, at + length
        return None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls)


class English(BaseModel):
    """The lists of english.yaml, which says what each is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shorthand: dict[str, str]
    alike: dict[str, str]
    breaks_off: Phrases
    waits_for: Phrases
    has_come: Phrases
    verbs: Phrases
    child_words: Phrases
    grown_up: Phrases
    of_an_elder: Phrases
    adult_words: Phrases
    several_words: Phrases
    sibling_words: Phrases
    arranging: Phrases
    of_another_family: Phrases
    of_another_home: Phrases
    in_the_same_family: Phrases
    what_about: Phrases
    one_child: Phrases
    many_children: Phrases
    born_together: dict[str, int]
    females: Phrases
    males: Phrases
    stages: dict[str, int]
    ranks: dict[str, str]
    ranks_alone: Phrases
    ranks_of_more: Phrases
    leaving_out: Phrases
    counted_among: Phrases
    after_ranks: Phrases
    all_of_them: Phrases
    not_of_children: Phrases
    same_words: Phrases
    same_in_everything: Phrases
    same_day: Phrases
    after_same: Phrases
    not_the_same: Phrases
    joins_children: Phrases
    clause_starts: Phrases
    one_of_them: Phrases
    more_of_them: Phrases
    links_to_child: Phrases
    named_beside_before: Phrases
    named_beside_after: Phrases
    not_now: Phrases
    acts_of_adults: Phrases
    adult_links: Phrases
    pronouns: Phrases
    refusals_after_no: Phrases
    doubts: Phrases
    doubts_within: Phrases
    opinions: Phrases
    feared: Phrases
    gone_by: Phrases
    was_or_from: Phrases
    before_what_was: Phrases
    at_present: Phrases
    writing: Phrases
    written: Phrases
    before_orders: Phrases
    over: Phrases
    doubts_after: Phrases
    denials: Phrases
    denials_after: Phrases
    no_denials: Phrases
    articles: Phrases
    wanted: Phrases
    question_starts: Phrases
    pending: Phrases
    denial_reach: Phrases
    ends: Phrases
    fillers: Phrases
    has_been: Phrases
    current_before: Phrases
    yet_to_be: Phrases
    held_by: Phrases
    somebody: Phrases
    leaving_before: Phrases
    speaker_before: Phrases
    to_the_speaker: Phrases
    speakers: Phrases
    between_speaker_and_team: Phrases
    team_people: Phrases
    ceases: Phrases
    manages: Phrases
    worked: Phrases
    has_to: Phrases
    says_no_to: Phrases
    they_have: Phrases
    whom_they_have: Phrases
    about_a_case: Phrases
    got_from: Phrases
    wants_of: Phrases
    to_keep_or_give: Phrases
    to_come_to_have: Phrases
    kinds_of_workers: Phrases
    guessed_before: Phrases
    guessed_after: Phrases
    turns_to: Phrases
    joint_acts: Phrases
    team_articles: Phrases
    small_before_acts: Phrases
    acts_of_teams: Phrases
    beside_teams: Phrases
    nouns_of_plans: Phrases
    having: Phrases
    greetings: Phrases
    destination_before: Phrases
    went: Phrases
    moved: Phrases
    taken_over: Phrases
    moves: Phrases
    not_made: Phrases
    ago: Phrases
    mention_before: Phrases
    acting_before: Phrases
    previous_before: Phrases
    placed: Phrases
    advisers: Phrases
    came_after: Phrases
    tellings: Phrases
    closing_verbs: Phrases
    closing_by: Phrases
    closed_objects: Phrases
    closed_by_us: Phrases
    between_team_and_closing: Phrases
    between_team_and_verb: Phrases
    ready: Phrases
    current_after: Phrases
    current_nouns: Phrases
    acting_after: Phrases
    giving_after: Phrases
    works: Phrases
    gave_after: Phrases
    speaker_after: Phrases
    destination_after: Phrases
    asked_when: Phrases
    mention_after: Phrases
    saying_after: Phrases
    works_after: Phrases
    comings_in: Phrases
    to_you: Phrases
    with_you: Phrases
    brings_in: Phrases
    asks_in: Phrases
    to_come_in: Phrases
    denied_after: Phrases
    askers: Phrases
    between_cue_and_team: Phrases
    councils: Phrases
    authority_before: Phrases
    plans_elsewhere: Phrases
    authority_after: Phrases
    to_speaker: Phrases
    past: Phrases
    planned: Phrases
    bounds: Phrases
    either_or: Phrases
    beside_either_or: Phrases
    bounds_after: Phrases
    weeks_of: Phrases
    no_bounds: Phrases
    event_then_date: Phrases
    date_then_event: Phrases
    booked_for: Phrases
    another_day: Phrases
    new_day: Phrases
    same_date: Phrases
    that_day: Phrases
    before_court: frozenset[str]
    becomes: Phrases
    between_meetings: frozenset[str]
    would_have_been: Phrases
    no_longer: Phrases
    named_days: dict[str, str]
    around_a_day: frozenset[str]
    sides: dict[str, int]
    parts_of_day: frozenset[str]
    feasts: dict[str, str]
    engages: Phrases
    stopped: Phrases
    merely_takes: Phrases
    newcomers: Phrases
    other_places: Phrases
    comes_from_there: Phrases
    before_places: frozenset[str]
    those_there: frozenset[str]
    what_is: frozenset[str]
    no_child: frozenset[str]
    arrivals: Phrases
    done_then_date: Phrases
    about_a_meeting: Phrases
    meeting_did: frozenset[str]
    same_week: Phrases
    told_by: frozenset[str]
    offered: Phrases
    school_times: Phrases
    attendants: frozenset[str]
    met: frozenset[str]
    other_meetings: Phrases
    going_onto: Phrases
    meeting_moved: Phrases
    date_before: Phrases
    state_then_date: Phrases
    then_age: Phrases
    long_before: Phrases
    same_team: Phrases
    had_them: Phrases
    before_an_age_then: Phrases
    before_that_age: Phrases
    after_that_age: Phrases
    before_pronoun_one: Phrases
    talk_about: Phrases
    rough_counts: Phrases
    modal_follows: Phrases
    not_a_date_before: Phrases
    not_a_date_after: Phrases
    not_a_day_after: Phrases
    age_cues: Phrases
    nearly: Phrases
    about: Phrases
    turned: Phrases
    merely: Phrases
    turning: Phrases
    limits: Phrases
    between_person_and_age: Phrases
    age_links: Phrases
    age_units: dict[str, int]
    after_bare_age: Phrases
    before_bare_age: Phrases
    before_a_letter: Phrases
    durations_before: Phrases
    durations_after: Phrases
    newborn: Phrases
    yes_answers: Phrases
    no_answers: Phrases
    dont_know: Phrases
    no_date_yet: Phrases
    none_of_them: Phrases
    ordinals: dict[str, int]
    answer_echoes: Phrases
    later_day: Phrases
    earlier_day: Phrases
    ordinal_after: Phrases
    ordinal_before: Phrases
    around_ordinals: Phrases
    around_not_knowing: Phrases
    leanings: Phrases
    beside_leanings: Phrases
    answer_fillers: Phrases
    corrections: Phrases
    second_thoughts: Phrases
    beside_second_thoughts: Phrases
    rescheduled: Phrases
    follow_ups: Phrases
    days_asked: Phrases
    after_that: Phrases
    birth_then_date: Phrases
    of_a_birth: Phrases
    put_off: Phrases
    put_off_beside: Phrases
    put_back: Phrases
    before_later: Phrases
    brought_forward: Phrases
    shifted: Phrases
    orders: Phrases
    tellers: Phrases
    suppositions: Phrases
    supposed_after_if: Phrases
    not_supposed_before: Phrases
    it_has: Phrases
    it_has_not: Phrases
    after_all: Phrases
    between_supposed: Phrases
    to_a_topic: Phrases
    goes_back: Phrases
    leaves_out_before: Phrases
    leaves_out_after: Phrases
    forget: Phrases
    takes_back_last: Phrases
    not_right: Phrases
    not_that_day: Phrases
    changed_over: Phrases
    wants: dict[str, Phrases]
    about_an_answer: Phrases
    case_words: Phrases
    danger: dict[str, Phrases]
    start_again: Phrases
    start_again_leads: Phrases
    start_again_alone: Phrases
    small_talk: Phrases
    chat: Phrases
    matters: Phrases
    definition_cues: Phrases
    asking_words: Phrases
    change_cues: Phrases
    change_words: Phrases
    comparing: Phrases
    say_nothing: Phrases
    definition_words: Phrases
    meaning_asked: Phrases
    meant_here: Phrases
    of_all: Phrases
    of_the_policy: Phrases
    guesses: Phrases
    said_by_others: Phrases
    months: dict[str, int]
    weekdays: dict[str, int]
    short_weekdays: frozenset[str]
    near_days: dict[str, int]
    weeks_ahead: dict[str, int]
    months_ahead: dict[str, int]
    periods: dict[str, int]
    numbers: dict[str, int]
    days_of_month: dict[str, int]
    day_before: Phrases
    parts_of_month: Phrases
    vague_times: Phrases
    not_every: Phrases
    just_gone: Phrases
    titles: Phrases
    titles_in_capitals: Phrases
    before_names: Phrases
    after_names: Phrases
    need_a_noun: Phrases
    noun_articles: Phrases
    names_that_are_words: Phrases
    birth_cues: Phrases
    granted_from: Phrases
    believed: Phrases
    parts_statements: Phrases
    joins_questions: Phrases
    question_verbs: Phrases
    before_subjects: Phrases
    conditions: Phrases
    question_words: Phrases
    question_or_clause: Phrases
    askers_after: Phrases
    units: dict[str, str]
    before_units: Phrases
    counted_back: Phrases
    of_ones_own: Phrases
    much_alike: dict[str, tuple[str, ...]]

    @cached_property
    def one_form(self) -> dict[str, str]:
        """Every form of a verb, and every word that means what another does, with the one that they are compared by."""
        forms = {form: verb for verb in sorted(self.verbs.words) for form in _forms(verb)}
        return {**forms, **self.alike}

    @cached_property
    def cue_words(self) -> frozenset[str]:
        """Every word of the lists: words that a typing error may be mended to."""
        lists = [value for name, value in self if isinstance(value, Phrases) and name != "names_that_are_words"]
        counts = (self.months, self.weekdays, self.near_days, self.periods, self.numbers, self.days_of_month)
        return frozenset().union(
            *(phrases.words for phrases in lists),
            *(phrases.words for phrases in (*self.wants.values(), *self.danger.values())),
            *(key.split() for count in (*counts, self.named_days) for key in count),
        )

    @cached_property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """Every phrase of the lists, and what stands beside a number, which is "#": words that stand together."""
        lists = [value for name, value in self if isinstance(value, Phrases) and name != "names_that_are_words"]
        counts = (self.months, self.weekdays, self.near_days, self.periods, self.numbers, self.days_of_month)
        said = [phrase for phrases in (*lists, *self.wants.values()) for phrase in sorted(phrases.all)]
        said += [tuple(key.split()) for count in counts for key in count]
        said += [("#", key) for key in (*self.months, *self.periods)]
        said += [("#", key, "old") for key in self.age_units]
        said += [(key, "#") for key in (*self.months, *self.weekdays)] * 5
        said += [(*phrase, "#") for phrase in sorted(self.age_cues.all)]
        return tuple(said)

    @cached_property
    def words(self) -> frozenset[str]:
        """Common words of English: neither names nor typing errors."""
        return _words("words.txt") | self.cue_words | frozenset(self.shorthand)

    @cached_property
    def no_slips(self) -> frozenset[str]:
        """What is a word or a name itself, though near a word that a typing error may be mended to."""
        return self.words | self.names | self.names_that_are_words.words | _words("near_words.txt") | self.place_words

    @cached_property
    def authorities(self) -> frozenset[str]:
        """The children's services authorities of England by the names of their places."""
        return frozenset((_FOLDER / "authorities.txt").read_text(encoding="utf-8").casefold().splitlines())

    @cached_property
    def place_words(self) -> frozenset[str]:
        return frozenset(word for place in self.authorities for word in place.split())

    @cached_property
    def names(self) -> frozenset[str]:
        """First names that are no words beside."""
        return _words("names.txt") - self.cue_words - self.names_that_are_words.words

    def wants_anything(self, words: Sequence[str]) -> bool:
        """Whether these words ask for something of a case."""
        return any(phrases.find(words) for phrases in self.wants.values())


def _forms(verb: str) -> tuple[str, ...]:
    """The forms of a regular verb: decline, declines, declined, declining."""
    stem = verb.removesuffix("e")
    plural = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    return (plural, f"{stem}ed", f"{verb if verb.endswith('ee') else stem}ing")


@cache
def english() -> English:
    raw = (_FOLDER / "english.yaml").read_text(encoding="utf-8")
    # Every scalar is a word: to YAML's own reading, yes, no and on would be truths.
    return English.model_validate(yaml.load(raw, Loader=_LOADER))  # noqa: S506


def _words(file: str) -> frozenset[str]:
    return frozenset((_FOLDER / file).read_text(encoding="utf-8").split())
