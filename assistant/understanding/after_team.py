"""The part that the words after a team tell."""

from __future__ import annotations

from assistant.understanding.language.english import Phrases, english
from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT
from assistant.understanding.team_text import MANAGERS, NEAR, After, Part, TeamText
from assistant.understanding.vocabulary import Match

_KEEPS = frozenset(("keep", "keeps", "keeping", "retain", "retains", "retaining"))
_WHOSE = frozenset(("his", "her", "their", "childs", "kids", "boys", "girls", "lads", "babys", "yps", "familys"))
_HAS = frozenset(("has", "have", "had"))
_LISTS = frozenset(("list", "lists", "tracker", "spreadsheet", "inbox", "desk", "pile"))
_AFTER_OWNERS = frozenset(("since", "for", "now", "until", "till", "and", "but", "as", "so", "at", "from", "til"))
_HAS_NOW = frozenset(("has", "holds", "have", "hold", "is"))
_AFTER_HAS = frozenset(
    ("got", "had", "been", "still", "already", "just", "now", "holding", "taking", "asking", "saying", "closed")
)
_MODALS = frozenset(("must", "shall"))


class AfterTeam(TeamText):
    """What the words after a team tell."""

    def after(self, match: Match) -> After:
        """The part that the words after tell."""
        lists, at = english(), match.stop
        if at < len(self._words) and self._words[at] in ("team", "service") and self._tokens[at].gap == NOTHING:
            at += 1
        own = self._is_possessive(at - 1)
        if at >= len(self._words) or self._tokens[at].gap > NOTHING:
            return After(None)  # "He's duty's": whose it is
        if own and self._words[at] in _AFTER_HAS:
            own = False  # "Duty's got her"
        if length := lists.team_people.starting(self._words, at):
            part = self._someone(match, at, at + length)
            if part == "mention" and self._verb(at + length) == "saying":
                part = "saying"  # "duty's manager wants EmPower to have him"
            if self._words[at + length - 1] in lists.advisers and part != "speaker":
                return After("mention")  # who advises holds no case
            return After(part, person=True)
        listed = match.first > 0 and self._words[match.first - 1] in ("my", "our") and self._words[at] in _LISTS
        if lists.current_nouns.starting(self._words, at) or listed or self._is_aged(match.first, at):
            first = match.first - 1
            while first > 0 and self._words[first] in lists.articles:
                first -= 1
            was = first >= 0 and self._words[first] in ("was", "were")
            return After("previous" if was else "current", noun=True)  # "was a duty case"
        if own and self._words[at] in _AFTER_OWNERS:
            return After(None)  # "he's been EmPower's since May"
        if own:
            ends = any(word in lists.ceases for word in self._words[at : at + NEAR])
            return After("acting" if lists.works.starting(self._words, at) else "mention", keeps=ends)
        part = self._verb(at)
        follows = self._words[at : at + NEAR]
        if part == "current" and not _HAS.isdisjoint(follows) and any(word in lists.advisers for word in follows):
            return After("mention")  # "Leaving care have a PA for him"
        keeps = part == "current" and not _KEEPS.isdisjoint(self._words[at : at + NEAR])
        # "When must CIOC have it by": it is still to go there.
        ahead = part == "current" and match.first > 0 and self._words[match.first - 1] in _MODALS
        return After("destination" if ahead else part, keeps=keeps)

    def _verb(self, at: int) -> Part | None:
        lists = english()
        tellers: tuple[tuple[Part, Phrases], ...] = (
            ("mention", lists.denied_after),
            ("mention", lists.mention_after),
            ("theirs", lists.works_after),
            ("saying", lists.saying_after),
            ("destination", lists.destination_after),
            ("current", lists.current_after),
            ("speaker", lists.speaker_after),
            ("acting", lists.acting_after),
            ("arrived", lists.came_after),
            ("leaving", lists.giving_after),
            ("previous", lists.gave_after),
        )
        ready = False
        while at < len(self._words) and self._tokens[at].gap == NOTHING:
            longest, part = max(
                ((phrases.starting(self._words, at), part) for part, phrases in tellers), key=lambda each: each[0]
            )
            if self._words[at] == "or":
                return "mention"
            willing = self._words[at] in lists.ready and "to" in self._words[at + 1 : at + 3]
            again = self._words[at + longest : at + longest + 1]
            if longest and self._words[at] in _KEEPS and again and again[0].endswith("ing"):
                return "saying"  # "CIN keep ringing"
            if longest and not willing and (not ready or part == "destination"):
                return part
            if not willing and self._words[at] not in lists.between_team_and_verb:
                return None
            ready = ready or willing
            at += 1
        return None

    def _someone(self, match: Match, first: int, stop: int) -> Part | None:
        """ "CFW worker here" speaks, "has a duty worker" tells who holds it, and "the court worker" is only named."""
        lists = english()
        near = stop < len(self._words) and self._tokens[stop].gap < COMMA
        if near and lists.speaker_after.starting(self._words, stop):
            return "speaker"
        start = match.first
        if stop < len(self._words) - 1 and self._words[stop] in ("who", "that") and self._words[stop + 1] in _HAS_NOW:
            return "current"  # "their CFW worker, who has them now"
        while start > 0 and any(self._words[start - 1] in each for each in (lists.greetings, lists.articles)):
            start -= 1
        opens = start == 0 or self._tokens[start].gap >= SOFT or self._tokens[match.first].gap >= SOFT
        ends = stop >= len(self._words) or self._tokens[stop].gap >= SOFT
        of_the_child = match.first > 0 and self._words[match.first - 1] in _WHOSE  # "their CFW worker" asks nothing
        if opens and ends and not of_the_child:
            return "speaker"
        at = match.first - 1
        while at > 0 and self._words[at] in lists.between_cue_and_team and self._tokens[at + 1].gap == NOTHING:
            at -= 1
        managers = not MANAGERS.isdisjoint(self._words[first:stop])
        meets = at >= 0 and self._words[at] == "with" and (managers or self._is_beside(at, at - 1, 0))
        if at >= 0 and self._words[at] in lists.having and not meets:
            return "current"
        if meets:
            return "mention"  # "care planning with the CwD manager"
        if at >= 0 and self._words[at] in _WHOSE and MANAGERS.isdisjoint(self._words[first:stop]):
            return "theirs"
        if opens and self._words[first:stop] in (["sw"], ["social", "worker"]):
            return None
        plain = MANAGERS.isdisjoint(self._words[first:stop]) and self._words[stop - 1] not in lists.advisers
        return "theirs" if opens and plain else "mention"  # "court worker on leave": whose it is, if nobody else's
