"""Songs made of others: rebuilt from how they were asked for, then varied, restyled, extended, or renewed in part."""

from __future__ import annotations

from dataclasses import replace
from math import floor, inf
from typing import TYPE_CHECKING

from melodymaker.sketch.brief import read_brief
from melodymaker.sketch.chance import chance
from melodymaker.sketch.compose import Composition, compose
from melodymaker.sketch.form import LONGEST_RING, RING, Form, sections_of
from melodymaker.sketch.harmony import harmonise
from melodymaker.sketch.lyrics import write_title_and_lyrics
from melodymaker.sketch.original import original
from melodymaker.sketch.patch import EARLY, chords_until, cut_form, patched
from melodymaker.sketch.perform import Clock
from melodymaker.sketch.piece import Piece, Window
from melodymaker.sketch.plan import adventure_of, plan_pair
from melodymaker.sketch.restyle import restyled
from melodymaker.sketch.score import score_hash
from melodymaker.sketch.singers import voices_of
from melodymaker.sketch.vary import changes_chords, continued, renewed_part, varied
from melodymaker.sketch.vocal import joined, with_words
from melodymaker.sketch.voices import AUTO, NONE, SINGERS

if TYPE_CHECKING:
    from melodymaker.sketch.plan import Plan
    from melodymaker.sketch.request import SketchRequest, SketchSource

CHANGED_ENGINE = (
    "This song was made by an earlier version of the sketch engine, which can no longer play it note for note."
    " It can still be varied."
)
_MORE_SECONDS = 30.0
_PHRASE = 4
# How much more different the free take of a pair is.
_FREER = 0.15
# What follows a section that was the last one.
_FOLLOWING = ("verse", "chorus", "bridge", "chorus")
_ENTRY = {"verse": 1, "intro": 0, "bridge": 3, "solo": 3}
_TRIES = 8


def piece_of(request: SketchRequest, index: int) -> Piece:
    """Return a take's music; the same for the same request on every machine. Raises ValueError."""
    if not request.remix:
        return original(request)[2][index]
    return remixed(request, index, source_piece(request))


def source_piece(request: SketchRequest) -> Piece:
    """Return the music of a remix's source; raise ValueError where it is not what it was."""
    source = _source(request)
    piece = piece_of(source.request, source.take)
    if request.remix != "vary" and source.score_hash and score_hash(piece.music.score) != source.score_hash:
        raise ValueError(CHANGED_ENGINE)
    return piece


def remixed(request: SketchRequest, index: int, source: Piece) -> Piece:
    """Return a take of a remix of this source; raise ValueError where it cannot be made."""
    words = _words(request, source)
    base = source
    source = replace(source, plan=replace(source.plan, voice=_voice(source.plan, request, index)))
    label = f"{request.seed}/{index}/{request.remix}"
    freedom = _FREER * adventure_of(request.guidance[index])
    difference = min(1.0, request.difference + freedom)
    if request.remix == "vary":
        return with_words(_vary(source, label, difference), words)
    if request.remix == "restyle":
        return with_words(Piece(*restyled(source.plan, source.music, request, index)), words)
    change = _replace if request.remix == "replace" else _extend
    # What stays is sung by who sang it, whoever sings what is new.
    return replace(change(source, label, difference, request, words), base=base)


def title_of(request: SketchRequest) -> str:
    """Return the title of a remix: its first source's."""
    first = request
    while first.source:
        first = first.source.request
    brief = read_brief(first)
    title, _ = write_title_and_lyrics(first, brief, plan_pair(first, brief)[0])
    return title


def _words(request: SketchRequest, source: Piece) -> str:
    """The words of a remix: those that it was given, or its source's."""
    if request.instrumental:
        return ""
    return source.words if request.lyrics is None else request.lyrics


def _voice(plan: Plan, request: SketchRequest, index: int) -> str:
    """Who sings a remix: who was asked for, or else who sang its source, if that one can sing the words."""
    voice = voices_of(request, "", sung=plan.sung)[index]
    if request.voice == AUTO and plan.voice == NONE:
        return NONE
    return plan.voice if request.voice == AUTO and plan.voice in SINGERS and voice in SINGERS else voice


def _source(request: SketchRequest) -> SketchSource:
    if request.source is None:
        message = "a remix needs a source"
        raise ValueError(message)
    return request.source


def _vary(source: Piece, label: str, difference: float) -> Piece:
    form = source.music.form
    kinds = tuple(section.kind for section in form.sections)
    piece = source
    for attempt in range(_TRIES):
        plan = varied(source.plan, f"{label}/{attempt}", difference, kinds)
        spans = harmonise(plan, form, chance(plan.label("harmony"), "harmony")) if changes_chords(difference) else None
        piece = Piece(plan, compose(plan, form, spans or source.music.spans))
        if piece.music.melody != source.music.melody:
            break
    return piece


def _replace(source: Piece, label: str, difference: float, request: SketchRequest, words: str) -> Piece:
    old = source.music
    start = round((request.remix_from or 0.0) * 1000)
    end = min(round((request.remix_to or 0.0) * 1000), old.score.length)
    if start >= end:
        message = "the part to be replaced begins after the song's end"
        raise ValueError(message)
    plan = renewed_part(source.plan, label, difference)
    spans = harmonise(plan, old.form, chance(label, "harmony")) if changes_chords(difference) else old.spans
    new = with_words(Piece(plan, compose(plan, old.form, spans)), words)
    music = patched(source.plan, old, new.music, start, end)
    piece = Piece(source.plan, music, source, Window(start, end), words, new.vocal)
    return joined(piece, source, start / 1000, end / 1000)


def _extend(source: Piece, label: str, difference: float, request: SketchRequest, words: str) -> Piece:
    old = source.music
    chord = max(1, round(old.form.bars_per_chord))
    end = old.form.bars * old.form.bar_seconds
    point = min(end, end if request.remix_from is None else request.remix_from)
    bar = min(old.form.bars, max(chord, round(point / old.form.bar_seconds / chord) * chord))
    form = _longer(old.form, bar, request.duration or bar * old.form.bar_seconds + _MORE_SECONDS)
    kinds = tuple(section.kind for section in form.sections if section.start >= bar)
    plan = continued(source.plan, label, difference, kinds)
    first = bar * plan.metre.steps
    fresh = Composition(old.score, form, harmonise(plan, form, chance(plan.label("harmony"), "harmony")), [])
    spans = chords_until(old, fresh, first).spans
    # The melody's own label is what its new sections are sung by; before the point nothing of it is heard.
    new = with_words(Piece(plan, compose(plan, form, spans)), words)
    start = Clock(plan, form).at(first)
    music = patched(plan, old, new.music, start, None)
    piece = Piece(source.plan, music, source, Window(start - EARLY), words, new.vocal)
    return joined(piece, source, start / 1000, inf)


def _longer(form: Form, bar: int, seconds: float) -> Form:
    """The form up to the bar, and then as many sections more as the seconds ask for."""
    chord = max(1, round(form.bars_per_chord))
    bars = floor((seconds - RING) / (form.bar_seconds * chord)) * chord
    if bars < bar + chord:
        message = "an extended song has to go on for at least two bars: ask for a longer one"
        raise ValueError(message)
    kept = cut_form(form, bar)
    phrase = max(1, round(_PHRASE * form.bars_per_chord))
    phrases, spare = divmod(bars - bar, phrase)
    sizes = [phrase] * phrases or [spare]
    if phrases:
        sizes[0] += spare
    entry = _ENTRY.get(kept[-1][0], 0)
    kinds = [_FOLLOWING[(entry + position) % len(_FOLLOWING)] for position in range(len(sizes))]
    if len(kinds) > 2:
        kinds[-1] = "outro"
    sections = sections_of([*kept, *zip(kinds, sizes, strict=True)])
    ring = min(max(seconds - bars * form.bar_seconds, 1.5), max(LONGEST_RING, RING))
    return replace(form, sections=sections, bars=bars, ring=ring)
