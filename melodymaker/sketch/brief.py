"""What a request says about the music, read from its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from melodymaker.sketch import words
from melodymaker.sketch.metre import METRES
from melodymaker.sketch.subject import split_subject
from melodymaker.sketch.tables.features import FEATURES
from melodymaker.sketch.tables.genres import GENRES
from melodymaker.sketch.tables.instruments import INSTRUMENTS
from melodymaker.sketch.tables.moods import MOODS
from melodymaker.sketch.tables.occasions import OCCASIONS
from melodymaker.sketch.tables.text import listed
from melodymaker.sketch.theory import Key, parse_key

if TYPE_CHECKING:
    from melodymaker.sketch.request import SketchRequest

_BPM = re.compile(r"(?<![\w.])(\d{2,3})\s*(?:-\s*)?(?:bpm|beats per minute)\b", re.IGNORECASE)
_KEY = re.compile(
    # The first look spares most letters of a text the rest.
    r"\b(?=[A-GIK])(\b(?:in|key of|key:?)\s+)?(?<![\w'])([A-G])[ -]?(#|♯|b|♭|sharp|flat)?[ -]?"
    r"(major|minor|maj|min|m)\b",
    re.IGNORECASE,
)
_TONIC = re.compile(r"\b(?:[Ii]n|[Kk]ey of) ([B-G](?:#|♯|b|♭)?)(?=$|[\s,.;!)])(?! ?(?:maj|min))")
_SECONDS = re.compile(r"(?<![\w.:])(\d{1,4})[ -]?(?:seconds?|secs?|s)\b", re.IGNORECASE)
_MINUTES = re.compile(
    r"(?<![\w.:])(\d{1,2}(?:[.,]\d{1,2})?)( and a half)?[ -]?(?:minutes?|mins?|min)\b( and a half)?",
    re.IGNORECASE,
)
METRE = re.compile(r"(?<![\d/])(3/4|3/8|9/8|6/8|12/8|5/4|5/8|4/4|2/4|2/2)(?![\d/])")
# Metres that are played as another one.
_PLAYED_AS = {"3/8": "3/4", "9/8": "6/8", "12/8": "6/8", "5/8": "5/4", "2/4": "4/4", "2/2": "4/4"}
_CLOCK = re.compile(r"(?<![\w:])(\d{1,2}):([0-5]\d)(?![\w:])")
_SPELLED = {"one": 60.0, "a": 60.0, "two": 120.0, "three": 180.0, "half a": 30.0}
_SPELLED_MINUTES = re.compile(r"\b(half a|one|two|three|a)( and a half)?[ -]minutes?\b( and a half)?", re.IGNORECASE)
# 1m 30s, 2 min 15
_MIXED = re.compile(r"(?<![\w.:])(\d{1,2}) ?m(?:in)? ?(\d{1,2}) ?s(?:ec)?\b", re.IGNORECASE)

# What follows the genre that carries another: plainsong over a house beat.
_CARRIERS = (["beat"], ["beats"], ["groove"], ["rhythm"])
# Words on sound that name no instrument, genre or mood.
_SOUND = frozenset(
    listed(
        "style key tempo mood voice voices vibe sound sounds solo solos chorus harmonies harmony reverb echo bpm way"
    )
)


@dataclass(frozen=True)
class Brief:
    """The musical choices of a request; empty tuples and None where nothing was said."""

    genres: tuple[str, ...]
    fitting: tuple[str, ...]  # genres that go with the occasion, where none is named
    no_genres: frozenset[str]
    moods: tuple[str, ...]
    no_moods: frozenset[str]
    instruments: tuple[str, ...]
    no_instruments: frozenset[str]
    drums: bool | None
    bass: bool
    solo: bool
    sung: bool
    tempo: float
    bpm: int | None
    key: Key | None
    mode: str | None
    metre: str
    duration: float | None
    subject: str
    text: str


@lru_cache(maxsize=1)
def _lexicons() -> dict[str, dict[tuple[str, ...], str]]:
    return {
        "genre": words.lexicon({name: (name, *row.words) for name, row in GENRES.items()}),
        "mood": words.lexicon({name: row.words for name, row in MOODS.items()}),
        "instrument": words.lexicon({name: row.words for name, row in INSTRUMENTS.items()}),
        "feature": words.lexicon(FEATURES),
    }


@lru_cache(maxsize=1)
def _occasions() -> dict[tuple[str, ...], str]:
    return words.lexicon({name: row.words for name, row in OCCASIONS.items()})


def read_brief(request: SketchRequest) -> Brief:
    """Return the musical choices in the request; its own fields override its text."""
    style = words.clean(request.style)
    music, subject = music_and_subject(request)
    # Where a style is given, the description tells a story and its words are not about sound.
    stated = style or music
    stream = words.tokens(stated)
    found = {kind: words.find(stream, table) for kind, table in _lexicons().items()}
    # The church of "church organ" names no genre, nor does the house that is haunted.
    occasions = words.find(stream, _occasions())
    within = {at: hit for hit in (*occasions, *found["instrument"]) for at in range(hit.start, hit.end)}
    kinds = [hit for hit in found["genre"] if not _holds(within.get(hit.start), hit)]
    genres = _genres(kinds, stream, tagged=bool(style))
    about = words.tokens(subject)
    moods = [*found["mood"], *words.find(about, _lexicons()["mood"])]
    hinted = [] if genres else [*occasions, *words.find(about, _occasions())]
    implied = [OCCASIONS[hit.name] for hit in hinted if not hit.negated]
    covered = {position for hit in kinds for position in range(hit.start, hit.end)}
    # The bass of "drum and bass" asks for no bass, but the piano of "piano ballad" asks for a piano.
    tunes = [
        hit
        for hit in found["instrument"]
        # A deep voice is a singer's, wordless voices are an instrument.
        if hit.word not in ("voice", "voices") and (hit.start not in covered or _plays_a_part(hit))
    ]
    features = [hit for hit in found["feature"] if hit.start not in covered or hit.name in METRES]
    yes = {hit.name for hit in features if not hit.negated}
    no = {hit.name for hit in features if hit.negated}
    solo = _is_solo(stream, tunes, yes)
    instrumental = request.instrumental or (
        request.lyrics is None and ("instrumental" in yes or "vocals" in no or solo)
    )
    return Brief(
        genres=genres,
        fitting=implied[0].genres if implied else (),
        no_genres=frozenset(hit.name for hit in kinds if hit.negated),
        moods=_unique(hit.name for hit in moods if not hit.negated) or _unique(m for row in implied for m in row.moods),
        no_moods=frozenset(hit.name for hit in moods if hit.negated),
        instruments=_unique(hit.name for hit in tunes if not hit.negated),
        no_instruments=_ruled_out(tunes),
        drums=_drums(yes, no, solo=solo),
        bass="bass" not in no and not any(h.negated and INSTRUMENTS[h.name].bass for h in tunes),
        solo=solo,
        sung=not instrumental,
        tempo=0.85 if "slow" in yes else 1.15 if "fast" in yes else 1.0,
        bpm=request.bpm or _bpm(stated),
        key=parse_key(request.key) if request.key else _key(stated),
        mode=None if request.key else _mode(yes),
        metre=_metre(stated, yes),
        duration=request.duration if request.duration is not None else _duration(stated, yes),
        subject=subject,
        text=f"{style}\n{words.clean(request.description)}",
    )


def music_and_subject(request: SketchRequest) -> tuple[str, str]:
    """Return the words of the description on the music, and what the song is about; "" for what is not said."""
    described = bool(words.clean(request.style)) and request.lyrics is None
    return split_subject(words.clean(request.description), described=described, heard=_heard)


def heard_in(text: str) -> bool:
    """Tell whether anything in the text is known: an instrument, genre, mood, tempo, key, length, or of the sound."""
    return bool(_heard(text) or _bpm(text) or _key(text) or _metre(text, set()) or _duration(text, set()) is not None)


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Return each word of the tables."""
    tables = (*_lexicons().values(), _occasions())
    return frozenset(word for table in tables for phrase in table for word in phrase) | _SOUND


def words_heard(text: str) -> frozenset[str]:
    """Return the tokens of the text that name something known."""
    stream = words.tokens(text)
    hits = [hit for table in (*_lexicons().values(), _occasions()) for hit in words.find(stream, table)]
    named = {stream[position] for hit in hits for position in range(hit.start, hit.end)}
    return frozenset(named | _SOUND)


def _heard(text: str) -> frozenset[str]:
    """Return of what kinds the words are that tell how the music sounds, as in "with strings" or "in a minor key"."""
    stream = words.tokens(text)
    found = {kind for kind, table in _lexicons().items() if words.find(stream, table)}
    return frozenset(found | {"sound"} if _SOUND & set(stream) else found)


def _holds(longer: words.Found | None, hit: words.Found) -> bool:
    if longer is None:
        return False
    return longer.start <= hit.start and hit.end <= longer.end and longer.end - longer.start > hit.end - hit.start


def _plays_a_part(hit: words.Found) -> bool:
    return INSTRUMENTS[hit.name].harmonic or INSTRUMENTS[hit.name].melodic


def _unique(names: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))  # type: ignore[arg-type]


def _genres(hits: list[words.Found], stream: list[str], *, tagged: bool) -> tuple[str, ...]:
    """Return the genres, the head first: in prose "jazzy house" is a kind of house, and a beat carries the rest."""
    requested = [hit for hit in hits if not hit.negated]
    if not tagged:
        requested.sort(key=lambda hit: (stream[hit.end : hit.end + 1] not in _CARRIERS, _is_adjective(hit), hit.start))
    names = _unique(hit.name for hit in requested)
    # Beside another genre a waltz is a metre: a jazz waltz is jazz in three.
    return tuple(name for name in names if name != "waltz") or names


def _is_adjective(hit: words.Found) -> bool:
    return hit.word.endswith("y") and hit.word != hit.name


def _ruled_out(hits: list[words.Found]) -> frozenset[str]:
    """Return the instruments that "no guitar" silences: every kind of guitar."""
    banned: set[str] = set()
    for hit in hits:
        if hit.negated:
            stem = hit.word if hit.word in INSTRUMENTS else hit.word.removesuffix("s")
            banned.add(hit.name)
            banned.update(name for name in INSTRUMENTS if stem in name.split() or stem == name)
    return frozenset(banned)


def _drums(yes: set[str], no: set[str], *, solo: bool) -> bool | None:
    if "drums" in no or "no drums" in yes or (solo and "drums" not in yes):
        return False
    return True if "drums" in yes else None


def _is_solo(stream: list[str], tunes: list[words.Found], yes: set[str]) -> bool:
    """Tell "solo piano" from "a guitar solo"."""
    if "solo" not in yes:
        return False
    ends = {hit.end for hit in tunes}
    return any(word == "solo" and position not in ends for position, word in enumerate(stream))


def _metre(text: str, yes: set[str]) -> str:
    """Return the metre that is asked for, in figures or in words; "" for the genre's own."""
    if match := METRE.search(text):
        return _PLAYED_AS.get(match[1], match[1])
    return next((name for name in METRES if name in yes), "")


def _mode(yes: set[str]) -> str | None:
    return "minor" if "minor" in yes else "major" if "major" in yes else None


def _bpm(text: str) -> int | None:
    for match in _BPM.finditer(text):
        if 30 <= int(match[1]) <= 300:
            return int(match[1])
    return None


def _key(text: str) -> Key | None:
    """Return the key named in prose; "a minor thing" and "a major problem" name none."""
    for match in _KEY.finditer(text):
        lead, letter, accidental, mode = match.groups()
        spelled = mode.lower() in ("major", "minor", "maj", "min")
        if lead or (spelled and (letter.lower() != "a" or letter == "A")):
            if not spelled and not letter.isupper():
                continue
            return parse_key(f"{letter}{accidental or ''} {mode}")
    if match := _TONIC.search(text):
        return parse_key(match[1])
    return None


def _duration(text: str, yes: set[str]) -> float | None:
    seconds = None
    if (match := _CLOCK.search(text)) or (match := _MIXED.search(text)):
        seconds = int(match[1]) * 60.0 + int(match[2])
    elif match := _MINUTES.search(text):
        seconds = float(match[1].replace(",", ".")) * 60
        seconds += 30 if match[2] or match[3] else 0
        if more := _SECONDS.search(text, match.end()):
            seconds += int(more[1])
    elif match := next((hit for hit in _SECONDS.finditer(text) if not _is_era(hit)), None):
        seconds = float(match[1])
    elif match := _SPELLED_MINUTES.search(text):
        seconds = _SPELLED[match[1].lower()] + (30 if match[2] or match[3] else 0)
    elif yes & {"short", "long"}:
        seconds = 45.0 if "short" in yes else 150.0
    return None if seconds is None else min(180.0, max(20.0, seconds))


def _is_era(match: re.Match[str]) -> bool:
    """Tell "80s synth" and "the 1990s" from "45s"."""
    number = int(match[1])
    written = match[0].lower()
    return written == f"{number}s" and (number >= 1000 or (number % 10 == 0 and 50 <= number <= 90))
