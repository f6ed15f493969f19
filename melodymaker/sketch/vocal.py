"""A song's words and its music brought together: what the score's voice sings, and where it hums."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from melodymaker.sketch.score import Note, Part
from melodymaker.sketch.voice.phrasing import Vocal, vocal_of
from melodymaker.sketch.voices import NONE, SINGERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from melodymaker.sketch.compose import Composition
    from melodymaker.sketch.piece import Piece
    from melodymaker.sketch.plan import Plan
    from melodymaker.sketch.voice.phrasing import Phrase

OOHS = "oohs"
"""The role of the wordless voice that carries the tune where there are no words."""
# Milliseconds around a phrase in which nobody hums.
_CLEAR = 250


def with_words(piece: Piece, words: str) -> Piece:
    """Return the piece with its words sung, where its plan has a singer; with their times alone, where it has none."""
    plan = piece.plan
    if not words.strip() or not plan.sung or plan.voice not in {*SINGERS, NONE}:
        return replace(piece, words=words)
    vocal = vocal_of(words, plan, piece.music)
    music = sung_music(piece.music, plan, vocal.phrases)
    return replace(piece, words=words, music=music, vocal=vocal)


def joined(piece: Piece, base: Piece, start: float, end: float) -> Piece:
    """Return the piece with its base's vocal outside of the stretch between two times in seconds."""

    def belongs(at: float) -> bool:
        return start <= at < end

    old = base.vocal
    new = piece.vocal
    phrases = [phrase for phrase in old.phrases if not belongs(phrase.start)]
    phrases += [phrase for phrase in new.phrases if belongs(phrase.start)]
    lines = [line for line in old.lines if not belongs(line.times[0])]
    lines += [line for line in new.lines if belongs(line.times[0])]
    vocal = Vocal(
        tuple(sorted(phrases, key=lambda phrase: phrase.start)),
        tuple(sorted(lines, key=lambda line: line.times[0])),
        new.unsung,
    )
    return replace(piece, music=sung_music(piece.music, piece.plan, vocal.phrases), vocal=vocal)


def sung_music(music: Composition, plan: Plan, phrases: Sequence[Phrase]) -> Composition:
    """Return the music whose voice sings these phrases, and hums what is left of its tune."""
    if plan.voice not in SINGERS:
        return music
    stretches = [(1000 * phrase.start - _CLEAR, 1000 * phrase.end + _CLEAR) for phrase in phrases]
    parts = []
    hummed = Part(OOHS, "voice", 53)
    for part in music.score.parts:
        if part.role in ("voice", OOHS):
            hummed.notes += [note for note in part.notes if part.role == OOHS or not _meets(note, stretches)]
        else:
            parts.append(part)
    hummed.notes.sort(key=lambda note: (note.start, note.pitch))
    sung = Part("voice", "voice", 53, notes=[note for phrase in phrases for note in _notes(phrase)])
    score = replace(music.score, parts=[*parts, *(part for part in (sung, hummed) if part.notes)])
    return replace(music, score=score)


def _notes(phrase: Phrase) -> list[Note]:
    return [
        Note(
            round(1000 * note.start),
            max(60, round(1000 * (note.end - note.start))),
            note.pitch,
            round(70 + 30 * stress),
        )
        for stress, syllable in zip(phrase.stresses, phrase.notes, strict=True)
        for note in syllable
    ]


def _meets(note: Note, stretches: Sequence[tuple[float, float]]) -> bool:
    return any(start < note.start + note.length and note.start < end for start, end in stretches)
