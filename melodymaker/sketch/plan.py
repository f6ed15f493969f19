"""The decisions of one take: tempo, key, instruments, rhythms and sound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from melodymaker.sketch.brief import Brief, read_brief
from melodymaker.sketch.chance import chance
from melodymaker.sketch.form import long_enough
from melodymaker.sketch.metre import METRES, Metre
from melodymaker.sketch.orchestra import Orchestra, choose_orchestra
from melodymaker.sketch.singers import voices_of
from melodymaker.sketch.tables.drum_patterns import DRUMS
from melodymaker.sketch.tables.genres import GENRES
from melodymaker.sketch.tables.instruments import INSTRUMENTS, tune_range
from melodymaker.sketch.tables.loops import LOOPS
from melodymaker.sketch.tables.moods import MOODS
from melodymaker.sketch.tables.rhythms import METRE_DRUMS, METRE_OTHERS
from melodymaker.sketch.tempo import choose_tempo
from melodymaker.sketch.themes import theme_of
from melodymaker.sketch.theory import Key
from melodymaker.sketch.voices import NONE, SINGERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from melodymaker.sketch.request import SketchRequest
    from melodymaker.sketch.tables.genre import Genre

# Keys in which the instruments sit well; the rest are for the adventurous.
_COMMON_TONICS = {"major": (0, 2, 3, 5, 7, 9, 10), "minor": (9, 4, 2, 11, 0, 7, 5)}
_FAVOURITES = (
    "lo-fi",
    "pop",
    "indie",
    "synthwave",
    "folk",
    "soul",
    "house",
    "cinematic",
    "jazz",
    "ambient",
    "bossa nova",
    "rock",
    "funk",
)


@dataclass(frozen=True)
class Plan:
    """Everything a take is composed and mixed from."""

    genre: Genre
    moods: tuple[str, ...]
    key: Key
    bpm: int
    metre: Metre
    duration: float
    verse_loop: tuple[str, ...]
    chorus_loop: tuple[str, ...]
    bridge_loop: tuple[str, ...]
    drums: str | None
    comp: str
    chorus_comp: str
    bass: str
    orchestra: Orchestra
    energy: float
    room: float
    bright: float
    adventure: float
    sung: bool
    seed: int
    index: int
    written: str | None
    scene: str
    # Who sings: a singer's name, or why nobody does (voices.py).
    voice: str = ""
    # Topics of the composition that a remix chooses anew, each with the label that seeds it then.
    renewed: tuple[tuple[str, str], ...] = ()

    @property
    def beats(self) -> int:
        """The beats of a bar."""
        return self.metre.beats

    @property
    def range(self) -> tuple[int, int]:
        """The lowest and the highest note of a tune for whoever carries it: the singer, or an instrument."""
        if self.voice in SINGERS:
            return SINGERS[self.voice].low, SINGERS[self.voice].high
        return tune_range(self.orchestra.lead if self.voice == NONE else INSTRUMENTS["voice"])

    @property
    def name(self) -> str:
        """The label that seeds this take's random choices."""
        return f"{self.seed}/{self.index}/{self.adventure:.3f}/{self.genre.name}"

    def label(self, topic: str) -> str:
        """The label that seeds the choices about this topic: the take's own, unless a remix renewed it."""
        return dict(self.renewed).get(topic, self.name)


def adventure_of(guidance: float) -> float:
    """Return how freely a take follows the text, 0 (guidance 15 and more) … 1."""
    return min(1.0, max(0.0, (15.0 - guidance) / 10.0))


def plan_pair(request: SketchRequest, brief: Brief | None = None) -> tuple[Plan, Plan]:
    """Return the plans of the two takes: the same song, clearly different."""
    brief = brief or read_brief(request)
    shared = _Shared.of(request, brief)
    voices = voices_of(request, brief.text, sung=brief.sung)
    first = replace(_plan_take(request, brief, shared, 0, None), voice=voices[0])
    return first, replace(_plan_take(request, brief, shared, 1, first), voice=voices[1])


@dataclass(frozen=True)
class _Shared:
    """What both takes have in common."""

    genre: Genre
    second: Genre | None
    moods: tuple[str, ...]
    bpm: float
    mode: str
    duration: float
    scene: str

    @classmethod
    def of(cls, request: SketchRequest, brief: Brief) -> _Shared:
        rng = chance("shared", request.seed, brief.text, request.instrumental)
        genre, second = _choose_genres(brief, rng)
        moods = brief.moods[:3] or tuple(mood for mood in _own_moods(genre, rng) if mood not in brief.no_moods)
        rows = [MOODS[mood] for mood in moods if mood in MOODS]
        bpm = brief.bpm or choose_tempo(genre, brief, rows[:2], rng)
        probability = genre.minor + 0.5 * sum(row.minor for row in rows[:2])
        mode = brief.key.mode if brief.key else brief.mode
        duration = brief.duration or rng.uniform(78, 112)
        if brief.sung and request.lyrics and not brief.duration:
            duration = long_enough(request.lyrics, duration)
        return cls(genre, second, moods, bpm, mode or _mode(probability, rng), duration, theme_of(brief.text))


def _mode(probability: float, rng: Random) -> str:
    return "minor" if rng.random() < min(0.97, max(0.03, probability)) else "major"


def _own_moods(genre: Genre, rng: Random) -> tuple[str, ...]:
    return (genre.moods[0],) if rng.random() < 0.5 else (genre.moods[-1],)


def _choose_genres(brief: Brief, rng: Random) -> tuple[Genre, Genre | None]:
    if brief.genres:
        named = [GENRES[name] for name in brief.genres]
        return named[0], named[1] if len(named) > 1 else None
    allowed = [genre for genre in GENRES.values() if genre.name not in brief.no_genres]
    fitting = [genre for genre in allowed if genre.name in brief.fitting]
    scores = {genre.name: _affinity(genre, brief) for genre in fitting or allowed}
    best = max(scores.values())
    if best == 0 and not fitting:
        names = [name for name in _FAVOURITES if name in scores] or list(scores)
    else:
        # Genres that fit an occasion are not told apart by a mood alone.
        margin = 1.3 if fitting else 0.5
        names = [name for name, score in scores.items() if score >= best - margin]
    return GENRES[rng.choice(names)], None


def _affinity(genre: Genre, brief: Brief) -> float:
    """Return how well a genre goes with the instruments and moods that were named."""
    usual = (genre.chords, genre.lead, genre.pad)
    points = 0.0
    for instrument in brief.instruments:
        for weight, row in zip((1.5, 1.5, 0.7), usual, strict=True):
            if instrument in row:
                points += weight * (1.3 if row[0] == instrument else 1)
    points += 1.2 * len(set(genre.moods) & set(brief.moods))
    if brief.metre and genre.metre == brief.metre:
        points += 2
    if brief.bpm and genre.bpm[0] - 6 <= brief.bpm <= genre.bpm[1] + 6:
        points += 0.8
    return points


def _plan_take(request: SketchRequest, brief: Brief, shared: _Shared, index: int, other: Plan | None) -> Plan:
    adventure = adventure_of(request.guidance[index])
    rng = chance("take", request.seed, brief.text, index, f"{adventure:.3f}", shared.genre.name)
    genre = _blend(shared.genre, shared.second, rng)
    mode = shared.mode
    if not brief.key and not brief.mode and adventure > 0.5 and rng.random() < 0.2:
        mode = "minor" if mode == "major" else "major"
    key = brief.key or _choose_key(mode, adventure, rng, other)
    metre = METRES[brief.metre or genre.metre]
    loops = LOOPS[genre.loops]
    choices = loops.major if key.mode == "major" else loops.minor
    bridges = loops.major_bridge if key.mode == "major" else loops.minor_bridge
    taken = () if other is None else (" ".join(other.chorus_loop), " ".join(other.verse_loop))
    chorus = _pick(choices, rng, adventure, taken)
    verse = chorus if genre.loops == "blues" else _pick(choices, rng, adventure, (chorus,))
    comps = [name for name in genre.comp if other is None or name != other.comp]
    comp = _pick(comps or genre.comp, rng, adventure)
    rows = [MOODS[mood] for mood in shared.moods if mood in MOODS][:2]
    return Plan(
        genre=genre,
        moods=shared.moods,
        key=key,
        bpm=_take_bpm(brief, shared.bpm, adventure, rng, other),
        metre=metre,
        duration=shared.duration,
        verse_loop=tuple(verse.split()),
        chorus_loop=tuple(chorus.split()),
        bridge_loop=tuple(_pick(bridges, rng, adventure).split()),
        drums=choose_drums(genre, brief, metre, adventure, rng, other),
        comp=comp,
        chorus_comp=_pick(genre.comp, rng, adventure, (comp,)),
        bass=_pick(genre.bass, rng, adventure),
        orchestra=choose_orchestra(genre, brief, adventure, rng, other and other.orchestra),
        energy=_within(genre.energy + sum(row.energy for row in rows)),
        room=_within(genre.room + sum(row.room for row in rows)),
        bright=max(-1.0, min(1.0, genre.bright + sum(row.bright for row in rows))),
        adventure=adventure,
        sung=brief.sung,
        seed=request.seed,
        index=index,
        written=request.lyrics,
        scene=shared.scene,
    )


def _within(value: float) -> float:
    return min(1.0, max(0.05, value))


def _blend(genre: Genre, second: Genre | None, rng: Random) -> Genre:
    """Return the head genre with a few habits of the second one."""
    if second is None:
        return genre
    categories = tuple(dict.fromkeys((*genre.categories, *second.categories)))[:3]
    borrowed = {
        "loops": second.loops if second.loops != "blues" and rng.random() < 0.6 else genre.loops,
        "lead": (second.lead[0], *genre.lead),
        "chords": (genre.chords[0], second.chords[0], *genre.chords[1:]),
        "pad": (*(name for name in second.chords[:1] if INSTRUMENTS[name].sustains), *genre.pad),
        "themes": genre.themes + second.themes[:1],
        "room": (2 * genre.room + second.room) / 3,
        "swing16": max(genre.swing16, second.swing16) if genre.swing == 0 else genre.swing16,
    }
    if genre.colour == "triad" and second.colour in ("seventh", "ninth"):
        borrowed["colour"] = "seventh"
    return replace(genre, categories=categories, **borrowed)


def _pick(choices: Sequence[str], rng: Random, adventure: float, without: tuple[str, ...] = ()) -> str:
    """Return a choice; the calmer the take, the likelier the first ones."""
    left = [choice for choice in choices if choice not in without] or list(choices)
    weights = [(1.0 - 0.55 * (1.0 - adventure)) ** position for position in range(len(left))]
    return rng.choices(left, weights)[0]


def _choose_key(mode: str, adventure: float, rng: Random, other: Plan | None) -> Key:
    tonics = list(_COMMON_TONICS[mode]) if rng.random() > adventure * 0.6 else list(range(12))
    if other is not None:
        tonics = [tonic for tonic in tonics if tonic != other.key.tonic]
    return Key(rng.choice(tonics), mode)


def _take_bpm(brief: Brief, bpm: float, adventure: float, rng: Random, other: Plan | None) -> int:
    if brief.bpm:
        return brief.bpm
    deviation = rng.uniform(0.015, 0.02 + 0.05 * adventure) * rng.choice((-1, 1))
    value = round(bpm * (1 + deviation))
    if other is not None and value == other.bpm:
        value += 2
    return min(300, max(30, value))


def choose_drums(
    genre: Genre, brief: Brief, metre: Metre, adventure: float, rng: Random, other: Plan | None
) -> str | None:
    """Return the name of a drum pattern in this metre, or None for a song without drums."""
    if brief.drums is False or (not genre.drums and not brief.drums):
        return None
    own = tuple(name for name in genre.drums or ("heartbeat", "folk", "ballad") if _goes_in(name, metre))
    if metre.name == "4/4":
        choices = own or ("folk",)
    else:
        usual, soft = METRE_OTHERS[metre.name]
        families = METRE_DRUMS[metre.name]
        family = next((families[kind] for kind in genre.categories if kind in families), usual)
        choices = own if own and genre.metre == metre.name else (family, soft)
    return _pick(choices, rng, adventure, (other.drums,) if other and other.drums else ())


def _goes_in(drums: str, metre: Metre) -> bool:
    """Tell whether a drum pattern fills bars of this metre; all of its rows have as many steps."""
    return len(next(iter(DRUMS[drums].values()))) % metre.steps == 0
