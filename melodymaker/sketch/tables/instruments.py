"""The instruments of the General MIDI sound font and the words that call for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Instrument:
    """A General MIDI program (0–127), its words, its roles and its written range (MIDI notes)."""

    name: str
    program: int
    words: tuple[str, ...]
    harmonic: bool
    melodic: bool
    low: int
    high: int
    sustains: bool = False
    bass: bool = False
    # Level against the other stems in dB: some samples cut through, some sit behind.
    trim: float = 0.0


def _instrument(name: str, program: int, words: str, use: str, low: int, high: int, trim: float = 0.0) -> Instrument:
    """Return a row; `use` holds c (chords), l (lead), s (sustains), b (bass)."""
    spellings = (name, *(word.strip() for word in words.split(",") if word.strip()))
    return Instrument(name, program, spellings, "c" in use, "l" in use, low, high, "s" in use, "b" in use, trim)


_ROWS = (
    _instrument("piano", 0, "grand piano, keys, keyboard, pianoforte, upright piano", "cl", 48, 84),
    _instrument("bright piano", 1, "house piano", "cl", 50, 84),
    _instrument("honky-tonk piano", 3, "honky tonk, saloon piano, tack piano", "cl", 50, 84),
    _instrument("electric piano", 4, "rhodes, e piano, fender rhodes, ep", "cl", 50, 82),
    _instrument("fm piano", 5, "dx piano, dx7", "cl", 50, 82),
    _instrument("harpsichord", 6, "clavecin", "cl", 50, 82),
    _instrument("clavinet", 7, "clav", "cl", 50, 79),
    _instrument("celesta", 8, "", "cl", 62, 92),
    _instrument("glockenspiel", 9, "glock, bells", "l", 72, 96, -3),
    _instrument("music box", 10, "musicbox", "cl", 64, 92),
    _instrument("vibraphone", 11, "vibes", "cl", 55, 84),
    _instrument("marimba", 12, "", "cl", 52, 86),
    _instrument("xylophone", 13, "", "l", 67, 94, -2),
    _instrument("tubular bells", 14, "chimes, church bells", "l", 60, 77, -2),
    _instrument("dulcimer", 15, "hammered dulcimer, zither", "cl", 55, 84),
    _instrument("organ", 16, "hammond, drawbar organ, b3", "cls", 48, 79),
    _instrument("rock organ", 18, "leslie", "cls", 48, 79),
    _instrument("church organ", 19, "pipe organ, cathedral organ", "cls", 48, 79),
    _instrument("harmonium", 20, "reed organ, pump organ", "cls", 50, 79),
    _instrument("accordion", 21, "squeezebox", "cls", 53, 84),
    _instrument("harmonica", 22, "mouth harp, blues harp", "ls", 60, 84),
    _instrument("bandoneon", 23, "bandoneón, concertina", "cls", 53, 82),
    _instrument("nylon guitar", 24, "classical guitar, spanish guitar, ukulele, uke", "cl", 48, 79),
    _instrument("acoustic guitar", 25, "guitar, steel guitar, strummed guitar", "cl", 48, 79),
    _instrument("jazz guitar", 26, "hollow body", "cl", 50, 79),
    _instrument("clean guitar", 27, "electric guitar, clean electric guitar, surf guitar", "cl", 50, 81),
    _instrument("muted guitar", 28, "palm mute, funk guitar", "c", 50, 76),
    _instrument("overdriven guitar", 29, "overdrive, crunch guitar, crunchy guitar", "cls", 48, 81, -1),
    _instrument("distorted guitar", 30, "distortion, heavy guitar, fuzz guitar, distortion guitar", "cls", 48, 81, -1),
    _instrument("upright bass", 32, "double bass, acoustic bass, contrabass", "b", 28, 50),
    _instrument("bass guitar", 33, "bass, electric bass, bassline, fingered bass", "b", 28, 50),
    _instrument("picked bass", 34, "pick bass", "b", 28, 50),
    _instrument("fretless bass", 35, "fretless", "b", 28, 50),
    _instrument("slap bass", 36, "", "b", 28, 52),
    _instrument("synth bass", 38, "acid bass, 303, moog bass, reese bass, wobble bass", "b", 28, 50, -1),
    _instrument("sub bass", 39, "808 bass, 808, 808s, deep bass", "b", 26, 48, -3.5),
    _instrument("violin", 40, "", "ls", 57, 88),
    _instrument("viola", 41, "", "ls", 52, 80),
    _instrument("cello", 42, "violoncello", "ls", 48, 72),
    _instrument("tremolo strings", 44, "tremolo", "cs", 52, 84),
    _instrument("pizzicato strings", 45, "pizzicato", "cl", 52, 84),
    _instrument("harp", 46, "", "cl", 48, 88),
    _instrument("strings", 48, "string section, orchestra, orchestral, violins, string quartet, string", "cls", 50, 86),
    _instrument("slow strings", 49, "soft strings", "cs", 50, 84),
    _instrument("synth strings", 50, "string machine", "cs", 50, 84),
    _instrument("choir", 52, "choral, chorus of voices, voices", "cls", 52, 79),
    _instrument("voice", 53, "oohs, humming, vocalise, wordless voice", "cls", 55, 79),
    _instrument("synth choir", 54, "synth vox, vocoder", "cs", 52, 79),
    _instrument("trumpet", 56, "cornet, flugelhorn", "ls", 58, 84),
    _instrument("trombone", 57, "", "ls", 48, 70),
    _instrument("muted trumpet", 59, "mute trumpet, harmon mute", "ls", 60, 84),
    _instrument("french horn", 60, "horn, horns, french horns", "cls", 48, 74),
    _instrument("brass", 61, "brass section, horn section", "cls", 50, 77, -1),
    _instrument("synth brass", 62, "", "cls", 50, 79, -1),
    _instrument("soprano sax", 64, "", "ls", 58, 84),
    _instrument("alto sax", 65, "sax, saxophone, saxophones", "ls", 55, 80),
    _instrument("tenor sax", 66, "tenor saxophone", "ls", 50, 76),
    _instrument("oboe", 68, "", "ls", 60, 86),
    _instrument("english horn", 69, "cor anglais", "ls", 54, 78),
    _instrument("bassoon", 70, "", "ls", 48, 68),
    _instrument("clarinet", 71, "klezmer clarinet", "ls", 53, 84),
    _instrument("flute", 73, "transverse flute, flutes", "ls", 62, 91),
    _instrument("recorder", 74, "", "ls", 64, 90),
    _instrument("pan flute", 75, "panpipes, pan pipes", "ls", 62, 88),
    _instrument("shakuhachi", 77, "bamboo flute", "ls", 58, 84),
    _instrument("whistle", 78, "tin whistle, whistling, penny whistle", "ls", 67, 91, -3),
    _instrument("ocarina", 79, "", "ls", 64, 88, -1),
    _instrument("square lead", 80, "square wave, pulse wave, chip lead", "cls", 55, 88, -2),
    _instrument(
        "saw lead", 81, "saw wave, sawtooth, synth lead, lead synth, synth, synthesizer, synthesiser", "cls", 52, 84, -1
    ),
    _instrument("calliope", 82, "", "ls", 60, 86),
    _instrument("supersaw", 81, "super saw, hoover", "cls", 52, 80, -2),
    _instrument("bell pad", 88, "fantasia, bell pads", "cs", 52, 84),
    _instrument("warm pad", 89, "pad, pads, synth pad, synth pads, ambient pad", "cs", 50, 82),
    _instrument("poly synth", 90, "polysynth, juno, analog synth, analogue synth", "cls", 50, 82),
    _instrument("space voice", 91, "airy pad", "cs", 52, 82),
    _instrument("glass pad", 92, "bowed glass, glass harmonica", "cs", 55, 84),
    _instrument("halo pad", 94, "", "cs", 52, 82),
    _instrument("sweep pad", 95, "", "cs", 52, 82),
    _instrument("crystal", 98, "crystal bells", "cl", 60, 91),
    _instrument("atmosphere", 99, "atmospheres", "cl", 52, 82),
    _instrument("sitar", 104, "", "l", 52, 77),
    _instrument("banjo", 105, "", "cl", 52, 82),
    _instrument("shamisen", 106, "", "l", 55, 79),
    _instrument("koto", 107, "guzheng", "cl", 52, 84),
    _instrument("kalimba", 108, "thumb piano, mbira", "cl", 60, 88),
    _instrument("bagpipes", 109, "bagpipe, pipes", "ls", 60, 79, -2),
    _instrument("fiddle", 110, "", "ls", 57, 88),
    _instrument("steel drum", 114, "steel drums, steelpan, steel pan", "cl", 60, 86),
)

INSTRUMENTS: dict[str, Instrument] = {row.name: row for row in _ROWS}


def tune_range(instrument: Instrument) -> tuple[int, int]:
    """Return the notes in which an instrument carries a tune: above the chords, singable."""
    low = max(instrument.low, min(60, instrument.high - 17))
    return low, min(instrument.high, low + 19)


def within(low: int, high: int, pitch: int) -> int:
    """Return the pitch, by octaves between the lowest and the highest note that are reached."""
    while pitch < low:
        pitch += 12
    while pitch > high:
        pitch -= 12
    return pitch
