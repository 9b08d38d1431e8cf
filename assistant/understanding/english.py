"""English as practitioners type it, from english.yaml and its two lists of words; loaded once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import core_schema

_FOLDER = Path(__file__).parent


class Phrases:
    """Phrases of one or more words, found in a list of words; the longest goes first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        split = sorted({tuple(phrase.split()) for phrase in phrases}, key=len, reverse=True)
        self.all = frozenset(split)
        self._first: dict[str, list[tuple[str, ...]]] = {}
        self._last: dict[str, list[tuple[str, ...]]] = {}
        for phrase in split:
            self._first.setdefault(phrase[0], []).append(phrase)
            self._last.setdefault(phrase[-1], []).append(phrase)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(word for phrase in self.all for word in phrase)

    def __contains__(self, word: str) -> bool:
        return (word,) in self.all

    def starting(self, words: Sequence[str], at: int, stop: int | None = None) -> int:
        """How many words from `at` on are a phrase of these; 0 for none. It ends before `stop`."""
        stop = len(words) if stop is None else stop
        for phrase in self._first.get(words[at], ()) if at < stop else ():
            if at + len(phrase) <= stop and tuple(words[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0

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
            if length := self.starting(words, at, stop):
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
    child_words: Phrases
    adult_words: Phrases
    several_words: Phrases
    sibling_words: Phrases
    one_child: Phrases
    many_children: Phrases
    born_together: dict[str, int]
    females: Phrases
    males: Phrases
    stages: dict[str, int]
    ranks: dict[str, str]
    ranks_alone: Phrases
    counted_among: Phrases
    after_ranks: Phrases
    all_of_them: Phrases
    not_of_children: Phrases
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
    doubts: Phrases
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
    leaving_before: Phrases
    speaker_before: Phrases
    destination_before: Phrases
    mention_before: Phrases
    previous_before: Phrases
    closing_verbs: Phrases
    closing_by: Phrases
    between_team_and_closing: Phrases
    current_after: Phrases
    current_nouns: Phrases
    destination_after: Phrases
    mention_after: Phrases
    saying_after: Phrases
    denied_after: Phrases
    askers: Phrases
    between_cue_and_team: Phrases
    to_speaker: Phrases
    past: Phrases
    planned: Phrases
    bounds: Phrases
    no_bounds: Phrases
    event_then_date: Phrases
    date_then_event: Phrases
    done_then_date: Phrases
    about_a_meeting: Phrases
    rough_counts: Phrases
    modal_follows: Phrases
    not_a_date_before: Phrases
    not_a_date_after: Phrases
    not_a_day_after: Phrases
    age_cues: Phrases
    nearly: Phrases
    about: Phrases
    turned: Phrases
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
    ordinal_after: Phrases
    ordinal_before: Phrases
    around_ordinals: Phrases
    around_not_knowing: Phrases
    answer_fillers: Phrases
    corrections: Phrases
    forget: Phrases
    wants: dict[str, Phrases]
    case_words: Phrases
    emergencies: Phrases
    harming: Phrases
    at_this_moment: Phrases
    then_not_now: Phrases
    past_danger: Phrases
    start_again: Phrases
    start_again_leads: Phrases
    start_again_alone: Phrases
    small_talk: Phrases
    definition_cues: Phrases
    asking_words: Phrases
    change_cues: Phrases
    change_words: Phrases
    say_nothing: Phrases
    definition_words: Phrases
    months: dict[str, int]
    weekdays: dict[str, int]
    near_days: dict[str, int]
    periods: dict[str, int]
    numbers: dict[str, int]
    days_of_month: dict[str, int]
    day_before: Phrases
    parts_of_month: Phrases
    vague_times: Phrases
    not_every: Phrases
    titles: Phrases
    titles_in_capitals: Phrases
    before_names: Phrases
    after_names: Phrases
    need_a_noun: Phrases
    noun_articles: Phrases
    names_that_are_words: Phrases
    birth_cues: Phrases

    @cached_property
    def cue_words(self) -> frozenset[str]:
        """Every word of the lists: words that a typing error may be mended to."""
        lists = [value for name, value in self if isinstance(value, Phrases) and name != "names_that_are_words"]
        counts = (self.months, self.weekdays, self.near_days, self.periods, self.numbers, self.days_of_month)
        return frozenset().union(
            *(phrases.words for phrases in lists),
            *(phrases.words for phrases in self.wants.values()),
            *(key.split() for count in counts for key in count),
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """Common words of English: neither names nor typing errors."""
        return _words("words.txt") | self.cue_words | frozenset(self.shorthand)

    @cached_property
    def names(self) -> frozenset[str]:
        """First names that are no words beside."""
        return _words("names.txt") - self.cue_words - self.names_that_are_words.words

    def wants_anything(self, words: Sequence[str]) -> bool:
        """Whether these words ask for something of a case."""
        return any(phrases.find(words) for phrases in self.wants.values())


@cache
def english() -> English:
    raw = (_FOLDER / "english.yaml").read_text(encoding="utf-8")
    # Every scalar is a word: to YAML's own reading, yes, no and on would be truths.
    return English.model_validate(yaml.load(raw, Loader=yaml.BaseLoader))  # noqa: S506


def _words(file: str) -> frozenset[str]:
    return frozenset((_FOLDER / file).read_text(encoding="utf-8").split())
