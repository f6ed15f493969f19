"""The instruments of the General MIDI sound font and the words that call for them."""

# ruff: noqa: E501 - the words for an instrument stay on one line

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
    _instrument(
        "piano", 0, "grand piano, keys, keyboard, pianoforte, upright piano, baby grand, prepared piano", "cl", 48, 84
    ),
    _instrument("bright piano", 1, "house piano, player piano", "cl", 50, 84),
    _instrument("honky-tonk piano", 3, "honky tonk, saloon piano, tack piano", "cl", 50, 84),
    _instrument(
        "electric piano", 4, "rhodes, e piano, fender rhodes, ep, wurlitzer, wurli, suitcase piano", "cl", 50, 82
    ),
    _instrument("fm piano", 5, "dx piano, dx7", "cl", 50, 82),
    _instrument("harpsichord", 6, "clavecin, spinet, virginal, clavichord", "cl", 50, 82),
    _instrument("clavinet", 7, "clav", "cl", 50, 79),
    _instrument("celesta", 8, "celeste", "cl", 62, 92),
    _instrument("glockenspiel", 9, "glock, bells, crotales, orchestral bells", "l", 72, 96, -3),
    _instrument("music box", 10, "musicbox, toy piano", "cl", 64, 92),
    _instrument("vibraphone", 11, "vibes, gamelan", "cl", 55, 84),
    _instrument("marimba", 12, "", "cl", 52, 86),
    _instrument("xylophone", 13, "balafon, log drum", "l", 67, 94, -2),
    _instrument("tubular bells", 14, "chimes, church bells, carillon, bell tower", "l", 60, 77, -2),
    _instrument(
        "dulcimer",
        15,
        "hammered dulcimer, zither, cimbalom, santur, santoor, yangqin, hammer dulcimer, autoharp, psaltery",
        "cl",
        55,
        84,
    ),
    _instrument("organ", 16, "hammond, drawbar organ, b3, hammond organ, electric organ", "cls", 48, 79),
    _instrument("rock organ", 18, "leslie", "cls", 48, 79),
    _instrument("church organ", 19, "pipe organ, cathedral organ", "cls", 48, 79),
    _instrument("harmonium", 20, "reed organ, pump organ, melodeon, shruti box", "cls", 50, 79),
    _instrument(
        "accordion",
        21,
        "squeezebox, melodica, musette accordion, button accordion, hurdy gurdy accordion",
        "cls",
        53,
        84,
    ),
    _instrument("harmonica", 22, "mouth harp, blues harp", "ls", 60, 84),
    _instrument("bandoneon", 23, "bandoneón, concertina, tango accordion", "cls", 53, 82),
    _instrument(
        "nylon guitar",
        24,
        "classical guitar, spanish guitar, ukulele, uke, ukelele, lute, theorbo, oud, charango, cavaquinho, requinto, flamenco guitar, gypsy guitar, cuatro, tres cubano, vihuela, jarana, guitarron",
        "cl",
        48,
        79,
    ),
    _instrument(
        "acoustic guitar",
        25,
        "guitar, steel guitar, strummed guitar, twelve string guitar, 12 string guitar, folk guitar, mandolin, bouzouki, balalaika, cittern, dobro guitar, mandocello, resonator",
        "cl",
        48,
        79,
    ),
    _instrument("jazz guitar", 26, "hollow body, archtop", "cl", 50, 79),
    _instrument(
        "clean guitar",
        27,
        "electric guitar, clean electric guitar, surf guitar, telecaster, stratocaster, twangy guitar, tremolo guitar, baritone guitar",
        "cl",
        50,
        81,
    ),
    _instrument("muted guitar", 28, "palm mute, funk guitar", "c", 50, 76),
    _instrument("overdriven guitar", 29, "overdrive, crunch guitar, crunchy guitar", "cls", 48, 81, -1),
    _instrument("distorted guitar", 30, "distortion, heavy guitar, fuzz guitar, distortion guitar", "cls", 48, 81, -1),
    _instrument(
        "upright bass",
        32,
        "double bass, acoustic bass, contrabass, bowed bass, string bass, stand up bass, bass violin",
        "b",
        28,
        50,
    ),
    _instrument("bass guitar", 33, "bass, electric bass, bassline, fingered bass", "b", 28, 50),
    _instrument("picked bass", 34, "pick bass", "b", 28, 50),
    _instrument("fretless bass", 35, "fretless", "b", 28, 50),
    _instrument("slap bass", 36, "", "b", 28, 52),
    _instrument(
        "synth bass", 38, "acid bass, 303, moog bass, reese bass, wobble bass, tb 303, acid line", "b", 28, 50, -1
    ),
    _instrument("sub bass", 39, "808 bass, 808, 808s, deep bass", "b", 26, 48, -3.5),
    _instrument("violin", 40, "solo violin, violins solo", "ls", 57, 88),
    _instrument("viola", 41, "viola d'amore", "ls", 52, 80),
    _instrument("cello", 42, "violoncello, viola da gamba, morin khuur", "ls", 48, 72),
    _instrument("tremolo strings", 44, "tremolo", "cs", 52, 84),
    _instrument("pizzicato strings", 45, "pizzicato", "cl", 52, 84),
    _instrument("harp", 46, "kora, lyre, concert harp", "cl", 48, 88),
    _instrument(
        "strings",
        48,
        "string section, orchestra, orchestral, violins, string quartet, string, violas, cellos, string orchestra, symphony orchestra",
        "cls",
        50,
        86,
    ),
    _instrument("slow strings", 49, "soft strings", "cs", 50, 84),
    _instrument("synth strings", 50, "string machine, mellotron", "cs", 50, 84),
    _instrument(
        "choir",
        52,
        "choral, chorus of voices, voices, singers, backing choir, gospel choir, monks choir, boys choir",
        "cls",
        52,
        79,
    ),
    _instrument("voice", 53, "oohs, humming, vocalise, wordless voice", "cls", 55, 79),
    _instrument("synth choir", 54, "synth vox, vocoder", "cs", 52, 79),
    _instrument("trumpet", 56, "cornet, flugelhorn, bugle, piccolo trumpet", "ls", 58, 84),
    _instrument("trombone", 57, "trombones, alphorn, sackbut", "ls", 48, 70),
    _instrument("muted trumpet", 59, "mute trumpet, harmon mute", "ls", 60, 84),
    _instrument(
        "french horn",
        60,
        "horn, horns, french horns, euphonium, flugel horn, tenor horn, conch shell, vuvuzela",
        "cls",
        48,
        74,
    ),
    _instrument("brass", 61, "brass section, horn section", "cls", 50, 77, -1),
    _instrument("synth brass", 62, "", "cls", 50, 79, -1),
    _instrument("soprano sax", 64, "", "ls", 58, 84),
    _instrument("alto sax", 65, "sax, saxophone, saxophones, sax solo", "ls", 55, 80),
    _instrument("tenor sax", 66, "tenor saxophone", "ls", 50, 76),
    _instrument("oboe", 68, "duduk, shawm", "ls", 60, 86),
    _instrument("english horn", 69, "cor anglais", "ls", 54, 78),
    _instrument("bassoon", 70, "contrabassoon, crumhorn, krummhorn, serpent horn", "ls", 48, 68),
    _instrument("clarinet", 71, "klezmer clarinet, bass clarinet", "ls", 53, 84),
    _instrument(
        "flute", 73, "transverse flute, flutes, dizi, fife, wooden flute, irish flute, alto flute", "ls", 62, 91
    ),
    _instrument("recorder", 74, "", "ls", 64, 90),
    _instrument("pan flute", 75, "panpipes, pan pipes, quena, siku, zampona", "ls", 62, 88),
    _instrument("shakuhachi", 77, "bamboo flute, bansuri, ney, xiao, native american flute", "ls", 58, 84),
    _instrument(
        "whistle",
        78,
        "tin whistle, whistling, penny whistle, musical saw, theremin, slide whistle, kazoo",
        "ls",
        67,
        91,
        -3,
    ),
    _instrument("ocarina", 79, "", "ls", 64, 88, -1),
    _instrument(
        "square lead", 80, "square wave, pulse wave, chip lead, stylophone, game boy, 8 bit lead", "cls", 55, 88, -2
    ),
    _instrument(
        "saw lead",
        81,
        "saw wave, sawtooth, synth lead, lead synth, synth, synthesizer, synthesiser, moog, minimoog, keytar, moog lead, otamatone, arpeggiator",
        "cls",
        52,
        84,
        -1,
    ),
    _instrument("calliope", 82, "", "ls", 60, 86),
    _instrument("supersaw", 81, "super saw, hoover", "cls", 52, 80, -2),
    _instrument("bell pad", 88, "fantasia, bell pads", "cs", 52, 84),
    _instrument("warm pad", 89, "pad, pads, synth pad, synth pads, ambient pad", "cs", 50, 82),
    _instrument(
        "poly synth",
        90,
        "polysynth, juno, analog synth, analogue synth, prophet, oberheim, jupiter, omnichord",
        "cls",
        50,
        82,
    ),
    _instrument("space voice", 91, "airy pad", "cs", 52, 82),
    _instrument(
        "glass pad", 92, "bowed glass, glass harmonica, glass armonica, singing bowls, singing bowl", "cs", 55, 84
    ),
    _instrument("halo pad", 94, "", "cs", 52, 82),
    _instrument("sweep pad", 95, "", "cs", 52, 82),
    _instrument("crystal", 98, "crystal bells, ice rain", "cl", 60, 91),
    _instrument("atmosphere", 99, "atmospheres, soundscape", "cl", 52, 82),
    _instrument("sitar", 104, "veena, tanpura, sarod, tanbur, tambura, setar, dombra", "l", 52, 77),
    _instrument("banjo", 105, "banjos, ngoni, pipa, banjolele, tenor banjo", "cl", 52, 82),
    _instrument("shamisen", 106, "", "l", 55, 79),
    _instrument("koto", 107, "guzheng, guqin, qin, zheng, kanun, qanun, gayageum", "cl", 52, 84),
    _instrument("kalimba", 108, "thumb piano, mbira, sansula, lamellophone, marimbula", "cl", 60, 88),
    _instrument("bagpipes", 109, "bagpipe, pipes, hurdy gurdy, uilleann pipes, gaita, launeddas", "ls", 60, 79, -2),
    _instrument(
        "fiddle", 110, "erhu, sarangi, hardanger, rebec, nyckelharpa, kemenche, vielle, kamancheh", "ls", 57, 88
    ),
    _instrument(
        "slide guitar",
        26,
        "lap steel, lap steel guitar, pedal steel, pedal steel guitar, dobro, resonator guitar, "
        "hawaiian guitar, bottleneck guitar",
        "cls",
        52,
        84,
    ),
    _instrument("guitar harmonics", 31, "harmonics", "l", 60, 88),
    _instrument("bowed strings bass", 43, "arco bass", "b", 28, 52),
    _instrument("timpani", 47, "kettledrum, kettle drums, timpanis, kettledrums", "b", 36, 57),
    _instrument("orchestra hit", 55, "orchestral hit", "cl", 48, 72, -3),
    _instrument("tuba", 58, "sousaphone, helicon, ophicleide", "lsb", 28, 58),
    _instrument("baritone sax", 67, "bari sax, bass sax", "ls", 40, 68),
    _instrument("piccolo", 72, "piccolo flute", "ls", 72, 98, -2),
    _instrument("blown bottle", 76, "bottles, jug, didgeridoo", "ls", 48, 84),
    _instrument("synth voice", 85, "voice lead, vox lead, talkbox, talk box", "ls", 55, 84),
    _instrument("fifths lead", 86, "power lead", "ls", 50, 79, -1),
    _instrument("charang", 84, "distorted lead", "ls", 50, 81, -1),
    _instrument("chiff lead", 83, "breathy lead", "ls", 55, 84),
    _instrument("metal pad", 93, "metallic pad", "cs", 52, 82),
    _instrument("brightness", 100, "bright pad", "cl", 55, 86),
    _instrument("goblins", 101, "goblin pad", "cs", 50, 82),
    _instrument("echo drops", 102, "echoes", "cl", 55, 86),
    _instrument("star theme", 103, "sci fi synth", "cls", 52, 84),
    _instrument("shehnai", 111, "shanai, zurna, mizmar, suona, bombard", "ls", 58, 84, -2),
    _instrument("tinkle bell", 112, "sleigh bells, jingle bells, hand bells, handbells", "l", 67, 94, -3),
    _instrument("agogo", 113, "agogô, cowbells", "l", 60, 84, -3),
    _instrument("woodblock", 115, "wood block, temple blocks", "l", 60, 84, -3),
    _instrument("taiko", 116, "taiko drum, taikos, djembe, surdo, bass drum", "b", 36, 55),
    _instrument("melodic tom", 117, "tabla, roto toms, bodhran, bodhrán, darbuka, doumbek, cajon, cajón", "b", 40, 62),
    _instrument("synth drum", 118, "simmons, syndrum", "b", 40, 62),
    _instrument("electric grand piano", 2, "electric grand, cp70", "cl", 50, 84),
    _instrument("percussive organ", 17, "percussion organ", "cls", 48, 79),
    _instrument("popped bass", 37, "slap bass 2, pop bass", "b", 28, 52),
    _instrument("soft synth strings", 51, "synth strings 2", "cs", 50, 84),
    _instrument("soft synth brass", 63, "synth brass 2", "cls", 50, 79, -1),
    _instrument("bass lead", 87, "bass and lead", "ls", 40, 72, -1),
    _instrument("rain pad", 96, "raindrops pad", "cs", 55, 84),
    _instrument("soundtrack pad", 97, "cinematic pad", "cs", 50, 82),
    # Noises lie under the music like a pad.
    _instrument("reversed cymbal", 119, "reverse cymbal, reverse cymbals", "cs", 60, 72, -8),
    _instrument("fret noise", 120, "guitar fret noise, string squeaks", "cs", 60, 72, -8),
    _instrument("breath noise", 121, "breath sounds", "cs", 60, 72, -8),
    _instrument("seashore", 122, "seashore sounds, wave sounds, ocean sounds", "cs", 60, 72, -8),
    _instrument("bird tweet", 123, "birdsong, bird sounds, bird tweets", "cs", 60, 72, -8),
    _instrument("telephone ring", 124, "telephone sounds, phone ringing", "cs", 60, 72, -8),
    _instrument("helicopter", 125, "helicopter sounds", "cs", 60, 72, -8),
    _instrument("applause", 126, "applause sounds, clapping crowd", "cs", 60, 72, -8),
    _instrument("gunshot", 127, "gunshots, gunshot sounds", "cs", 60, 72, -10),
    _instrument(
        "steel drum", 114, "steel drums, steelpan, steel pan, hang drum, handpan, hang, tongue drum", "cl", 60, 86
    ),
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
