"""Lines of a song: clauses of its theme and mood, each with an ending, none used twice."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from melodymaker.sketch.phrases import SCENES, VERSES
from melodymaker.sketch.phrases.endings import ENDINGS
from melodymaker.sketch.phrases.stances import STANCES, TURNS
from melodymaker.sketch.voice.phonemes import rhyme_part, syllables, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

_I = re.compile(r"I\b")
# Fewer different words to end in are no choice.
_FEW_ENDS = 3
# Most clauses have six syllables.
_CLAUSE = 6
# Lines written whole have ten syllables or so, and a clause after an opening too: they go among lines that are as long.
_LONG = 9
# What is felt happens at no time of day, and belongs to no theme.
_INNER = ("feeling", "turn")


class Lines:
    """The lines that one song may use, of about so many syllables each; none comes twice.

    `speaker` names whose line it is: "scene" for what is seen, "me", "we", "you", "feeling", or "turn" in a bridge.
    """

    def __init__(self, theme: str, mood: str, length: int, rng: Random) -> None:
        self._rng = rng
        self.length = length
        scene = SCENES[theme]
        self._clauses: dict[str, list[str]] = {"scene": [], "me": [], "we": [], "you": []}
        for clause in scene.clauses:
            self._clauses[_speaker(clause)].append(clause)
        self._clauses["feeling"] = list(STANCES[mood])
        self._clauses["turn"] = list(TURNS[mood])
        self._openings = list(scene.openings)
        self.pictures = list(scene.pictures)
        self._whole = _whole_lines(theme)
        self._endings = endings_by_rhyme("sad" if mood == "sad" else "glad")
        self._used: set[str] = set()
        self._sounds: set[str] = set()
        rng.shuffle(self._openings)
        rng.shuffle(self.pictures)

    def sound(self, *others: str) -> str:
        """Return a sound to rhyme on that the song has not used yet, and in any case none of the others."""
        most = self.length - _CLAUSE + 3
        short = {sound: [each for each in row if _syllables(each) <= most] for sound, row in self._endings.items()}
        rich = {sound: self._weight(row) for sound, row in short.items() if len(set(map(last_word, row))) >= _FEW_ENDS}
        left = {sound: weight for sound, weight in rich.items() if sound not in self._sounds}
        left = left or {sound: weight for sound, weight in rich.items() if sound not in others} or rich
        chosen = self._rng.choices(list(left), list(left.values()))[0]
        self._sounds.add(chosen)
        return chosen

    def _weight(self, endings: Sequence[str]) -> float:
        """Return how gladly a sound is rhymed on: for endings that keep to the metre, rather than for long ones."""
        return sum(1.0 if _syllables(each) <= self.length - _CLAUSE + 1 else 0.2 for each in endings)

    def rhymed(self, speaker: str, sound: str, taken: set[str]) -> str:
        """Return a line that rhymes on `sound` and ends in a word that is not among `taken`, to which it is added."""
        if self.length >= _LONG and speaker not in _INNER:
            whole = [(line, "") for line in self._whole.get(sound, ()) if self._is_new(line, taken)]
            if whole:
                return self._take(self._rng.choice(whole), taken)
        clauses = self._left(speaker)
        # What is felt is said in few clauses: alone, they would come back too often.
        alone = () if speaker in _INNER else clauses
        bare = [(clause, "") for clause in alone if _rhyme(clause) == sound and self._is_new(clause, taken)]
        untaken = [each for each in self._endings[sound] if not _repeats(each, taken)]
        untaken = untaken or [each for each in self._endings[sound] if last_word(each) not in taken]
        fitting = [each for each in untaken if speaker not in _INNER or each.startswith(",")] or untaken
        endings = [each for each in fitting if each not in self._used] or fitting
        pairs = [(clause, each) for clause in clauses for each in endings if _go_together(clause, each)]
        return self._take(self._of_length([*pairs, *bare * max(1, len(endings) // 4)]), taken)

    def free(self, speaker: str) -> str:
        """Return a line that rhymes with nothing: a clause alone, or after an opening where lines are long."""
        clauses = self._left(speaker)
        opened = self.length >= _LONG and speaker in ("scene", "me", "we") and bool(self._openings)
        if not opened:
            return self._take((self._rng.choice(clauses), ""), set())
        return f"{self._openings.pop()}, {_lowered(self._take((self._rng.choice(clauses), ''), set()))}"

    def can_rhyme(self, text: str) -> bool:
        """Tell whether there are lines that rhyme with this one."""
        return _rhyme(text) in self._endings

    def rhyming_with(self, text: str, speaker: str) -> str:
        """Return a line that rhymes with this one, which `can_rhyme`."""
        return self.rhymed(speaker, _rhyme(text), {last_word(text)})

    def ended(self, clause: str) -> str:
        """Return this clause with an ending that makes it about as long as the others."""
        endings = [each for row in self._endings.values() for each in row if each.startswith(",")]
        return self._take(self._of_length([(clause, each) for each in endings if _go_together(clause, each)]), set())

    def felt(self) -> str:
        """Return a line of feeling that rhymes with nothing."""
        return self.ended(self._rng.choice(self._left("feeling")))

    def _left(self, speaker: str) -> list[str]:
        """The speaker's clauses that are not used yet, or anybody's."""
        left = [clause for clause in self._clauses[speaker] if clause not in self._used]
        return left or [clause for row in self._clauses.values() for clause in row if clause not in self._used]

    def _is_new(self, text: str, taken: set[str]) -> bool:
        return text not in self._used and not _repeats(text, taken)

    def _of_length(self, pairs: list[tuple[str, str]]) -> tuple[str, str]:
        """Return one of the pairs by chance: of the right length, or else the nearest to it."""
        off = [abs(_syllables(clause) + _syllables(ending) - self.length) for clause, ending in pairs]
        best = max(1, min(off))
        return self._rng.choice([pair for pair, distance in zip(pairs, off, strict=True) if distance <= best])

    def _take(self, parts: tuple[str, str], taken: set[str]) -> str:
        self._used.update(filter(None, parts))
        line = "".join(parts)
        taken.add(last_word(line))
        return line


def last_word(line: str) -> str:
    """Return the word that a line rhymes with, in small letters."""
    return (words(line) or [""])[-1].lower()


@lru_cache(maxsize=2)
def endings_by_rhyme(tone: str) -> dict[str, tuple[str, ...]]:
    """Return the endings that go with a tone, "glad" or "sad", by the sounds that rhyme."""
    return _by_rhyme(ending.text for row in ENDINGS.values() for ending in row if ending.tone in ("", tone))


@lru_cache(maxsize=4)
def _whole_lines(theme: str) -> dict[str, tuple[str, ...]]:
    return _by_rhyme(line for family in VERSES.get(theme, ()) for line in family)


def _by_rhyme(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    rows: dict[str, list[str]] = {}
    for line in lines:
        rows.setdefault(_rhyme(line), []).append(line)
    return {sound: tuple(row) for sound, row in rows.items()}


@lru_cache(maxsize=4096)
def _rhyme(line: str) -> str:
    return rhyme_part(last_word(line)) or ""


@lru_cache(maxsize=4096)
def _syllables(text: str) -> int:
    return syllables(text)


def _repeats(text: str, taken: set[str]) -> bool:
    """Tell whether the last word is one of those taken, or one holds the other: tonight and night."""
    word = last_word(text)
    return any(word.endswith(other) or other.endswith(word) for other in taken)


def _go_together(clause: str, ending: str) -> bool:
    """Tell whether no word of weight comes twice, and no "but" or "and" that joins clauses."""
    twice = (clause.startswith("But ") and ending.startswith(", but ")) or (
        clause.startswith("And ") and ending.startswith(", and ")
    )
    return not twice and not _content(clause) & _content(ending)


@lru_cache(maxsize=4096)
def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text.lower()) if len(word) > 3)


def _lowered(line: str) -> str:
    """The line as it goes on after a comma."""
    return line if _I.match(line) else line[:1].lower() + line[1:]


def _speaker(clause: str) -> str:
    first = clause.replace("'", " ").split(" ", 1)[0]
    return {"I": "me", "My": "me", "We": "we", "You": "you", "Your": "you"}.get(first, "scene")
