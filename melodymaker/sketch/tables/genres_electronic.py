"""Electronic genres."""

from __future__ import annotations

from melodymaker.sketch.tables.genre import read_genres

ELECTRONIC = read_genres("""
[house]
words = deep house, edm, dance, dance music, club, tropical house, progressive house, garage, uk garage, electronic,
    electro, electronica, gqom, kwaito
categories = house, electronic
bpm = 118, 128
minor = 0.6
loops = house
drums = house, deep house, four
comp = house, stabs, offbeat, sustain
bass = house, offbeat, octaves
chords = bright piano, electric piano, poly synth, organ
lead = saw lead, vibraphone, poly synth, flute
pad = warm pad, synth strings, sweep pad
bass_sounds = synth bass, sub bass
themes = dance, night, summer, love
palettes = neon, coral, violet
moods = groovy, uplifting
kit = 24
colour = seventh
swing16 = 0.2
bright = 0.1
duck = 0.6
pace = 1.9
energy = 0.7
covers = rings, mesh, tiles, flow

[techno]
words = gabber, noise music, minimal techno, acid, acid techno, rave, industrial, detroit techno, hard techno, ebm,
    glitch
categories = techno, electronic
bpm = 126, 138
minor = 0.95
loops = techno
drums = techno, four
comp = stabs, offbeat, arp sixteenths, ostinato
bass = rolling, acid
chords = poly synth, saw lead, supersaw
lead = square lead, saw lead, vibraphone
pad = sweep pad, synth strings, halo pad
bass_sounds = synth bass, sub bass
themes = city, night, dance
palettes = ink, steel, neon
moods = hypnotic, dark
kit = 24
bright = 0.1
duck = 0.65
pace = 2.2
energy = 0.75
covers = rings, tiles, flow

[trance]
words = psytrance, uplifting trance, goa, hardstyle, eurodance
categories = electronic, techno
bpm = 132, 140
minor = 0.8
loops = synth
drums = trance, four
comp = trance, arp sixteenths, sustain
bass = rolling, offbeat
chords = supersaw, poly synth
lead = saw lead, square lead, bell pad
pad = synth strings, sweep pad, space voice
bass_sounds = synth bass
themes = stars, dance, hope, summer
palettes = neon, aurora, violet
moods = uplifting, energetic
kit = 24
room = 0.4
bright = 0.25
duck = 0.65
pace = 2.2
energy = 0.85
covers = mesh, rings, retro

[drum and bass]
words = breakbeat, idm, dnb, d&b, drum n bass, drum'n'bass, drum & bass, jungle, liquid, liquid dnb, breakcore,
    footwork, jersey club, 2 step garage
categories = electronic
bpm = 170, 176
minor = 0.8
loops = house
drums = dnb, breakbeat
comp = sustain, half, stabs, arp eighths
bass = dnb, whole
chords = electric piano, poly synth, warm pad
lead = saw lead, flute, square lead, vibraphone
pad = sweep pad, synth strings, atmosphere
bass_sounds = sub bass, synth bass
themes = city, night, road
palettes = steel, aurora, neon
moods = energetic, futuristic
kit = 24
colour = seventh
room = 0.3
bright = 0.15
duck = 0.35
pace = 2.1
energy = 0.8
covers = flow, skyline, mesh

[dubstep]
words = brostep, bass music, riddim, future bass
categories = electronic
bpm = 138, 144
minor = 0.9
loops = techno
drums = dubstep, half time
comp = sustain, arp eighths, stabs
bass = wobble
chords = poly synth, supersaw, bell pad
lead = saw lead, square lead
pad = sweep pad, synth choir, synth strings
bass_sounds = synth bass, sub bass
themes = rebellion, night, city
palettes = neon, ink, violet
moods = dark, powerful
kit = 24
room = 0.3
bright = 0.15
duck = 0.5
pace = 1.9
energy = 0.8
covers = flow, rings, tiles

[ambient]
words = drone, soundscape, atmospheric, meditation music, sleep music, new age, spa, chillwave
categories = ambient
bpm = 60, 76
minor = 0.4
loops = ambient
drums =
comp = swell, broken slow, sustain
bass = whole
chords = warm pad, atmosphere, electric piano, harp
lead = glass pad, flute, piano, celesta, shakuhachi
pad = space voice, slow strings, halo pad, sweep pad
bass_sounds = fretless bass, sub bass
themes = dreams, stars, sea, nature
palettes = aurora, mist, deep
moods = dreamy, calm
colour = ninth
room = 0.75
bright = -0.25
pace = 0.8
energy = 0.15
covers = mesh, sea, hills, flow

[synthwave]
words = retrowave, outrun, 80s, eighties, 80s synth, vaporwave, darkwave, new wave, synthpop, synth pop, electropop
categories = electronic, pop
bpm = 92, 116
minor = 0.75
loops = synth
drums = synthwave, four
comp = arp sixteenths, sustain, offbeat, stabs
bass = eighths, octaves
chords = poly synth, synth strings, fm piano
lead = saw lead, square lead, alto sax, calliope
pad = synth strings, warm pad, sweep pad
bass_sounds = synth bass
themes = night, road, city, love
palettes = neon, violet, coral
moods = nostalgic, dreamy
kit = 24
room = 0.35
bright = 0.1
duck = 0.4
pace = 1.8
energy = 0.65
covers = retro, skyline, mesh

[chiptune]
words = chip tune, 8 bit, 8bit, 8-bit, 16 bit, video game, game music, retro game, arcade, nes, gameboy
categories = electronic
bpm = 126, 152
minor = 0.4
loops = chip
drums = chip, four
comp = chip, arp sixteenths
bass = octaves, drive
chords = square lead
lead = square lead, calliope
pad = poly synth, synth strings
bass_sounds = synth bass
themes = stars, road, dance, dreams
palettes = candy, neon, aurora
moods = playful, energetic
kit = 24
room = 0.08
bright = 0.2
duck = 0.15
pace = 2.8
energy = 0.75
covers = tiles, retro, rings

[disco]
words = nu disco, 70s disco, boogie, italo disco, studio 54
categories = funk, house
bpm = 112, 124
minor = 0.6
loops = house
drums = disco, house
comp = scratch, stabs, house
bass = disco, octaves
chords = clavinet, electric piano, muted guitar
lead = strings, brass, alto sax, saw lead
pad = strings, synth strings
bass_sounds = bass guitar, slap bass
themes = dance, night, love, summer
palettes = gold, coral, candy
moods = groovy, joyful
kit = 8
colour = seventh
room = 0.2
bright = 0.2
duck = 0.3
energy = 0.8
covers = rings, tiles, retro

[downtempo]
words = trip hop, triphop, chill out, lounge, bristol sound
categories = electronic, ambient
bpm = 78, 96
minor = 0.7
loops = lofi
drums = lofi, breakbeat, rnb
comp = neo soul, sustain, broken slow
bass = half, lofi
chords = electric piano, harp, vibraphone
lead = muted trumpet, flute, shakuhachi, oboe
pad = slow strings, warm pad, space voice
bass_sounds = fretless bass, upright bass
themes = night, sea, dreams
palettes = deep, dusk, steel
moods = chill, mysterious
kit = 8
colour = seventh
swing16 = 0.25
room = 0.35
bright = -0.2
duck = 0.3
pace = 1.5
energy = 0.4
covers = mesh, flow, sea
""")
