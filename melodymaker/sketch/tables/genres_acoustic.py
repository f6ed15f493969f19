"""Genres of jazz, concert halls and film, and from around the world."""

from __future__ import annotations

from melodymaker.sketch.tables.genre import read_genres

ACOUSTIC = read_genres("""
[jazz]
words = cabaret, chanson, show tune, show tunes, jazzy, bebop, cool jazz, swing, big band, smooth jazz, dixieland,
    jazz trio, ragtime, swing jazz, stride piano, jazz fusion, foxtrot, quickstep, charleston, jitterbug,
    exotica, elevator music, manouche, gypsy jazz
categories = jazz
bpm = 96, 148
minor = 0.4
loops = jazz
drums = swing, brushes
comp = jazz comp, charleston
bass = walking, two feel
chords = piano, jazz guitar, vibraphone
lead = tenor sax, muted trumpet, clarinet, alto sax, vibraphone
pad = organ, slow strings
bass_sounds = upright bass
themes = night, city, love, rain
palettes = ink, gold, deep
moods = elegant, groovy
kit = 32
colour = seventh
swing = 0.85
bright = -0.1
pace = 2.5
covers = tiles, skyline, rings

[bossa nova]
words = bossa, samba, brazilian, bossanova, mpb, bossa jazz, pagode, choro, tropicalia, forro, axe music
categories = latin, jazz
bpm = 112, 136
minor = 0.35
loops = bossa
drums = bossa, samba
comp = bossa, samba
bass = bossa
chords = nylon guitar, electric piano
lead = flute, alto sax, nylon guitar, vibraphone
pad = slow strings, warm pad
bass_sounds = upright bass
themes = sea, summer, love, dreams
palettes = coral, moss, tea
moods = elegant, warm
kit = 40
colour = ninth
room = 0.22
bright = -0.1
energy = 0.4
covers = sea, tiles, leaves

[waltz]
words = viennese waltz, ballroom, musette, vals
categories = classical
bpm = 96, 150
minor = 0.4
loops = classical
drums = waltz soft, waltz
comp = waltz
bass = waltz
chords = piano, accordion, harp
lead = violin, clarinet, accordion, flute
pad = strings, slow strings
bass_sounds = upright bass
themes = dance, love, winter, time
palettes = rose, gold, mist
moods = elegant, romantic
kit = 48
metre = 3/4
room = 0.4
energy = 0.4
covers = rings, leaves, mesh

[classical]
words = minimalism, renaissance, musical theatre, baroque, romantic era, sonata, chamber music, nocturne, concerto,
    symphony, symphonic, minuet, prelude,
    opera, neoclassical, neo classical, impressionist, fugue, operetta, gavotte, sarabande, bourree, minuet suite
categories = classical
bpm = 72, 116
minor = 0.5
loops = classical
drums =
comp = alberti, broken, roll
bass = half, whole
chords = piano, harp, harpsichord, strings
lead = violin, flute, oboe, clarinet, piano, cello
pad = strings, slow strings
bass_sounds = upright bass
themes = nature, winter, dreams, time
palettes = mist, gold, deep
moods = elegant, calm
kit = 48
room = 0.45
pace = 2.3
energy = 0.4
covers = leaves, rings, flow, hills

[choral]
words = barbershop, doo wop, doo-wop, a cappella, acapella, a capella, plainsong, plainchant, gregorian,
    gregorian chant, chant, a cappella choir, polyphony, requiem, motet, madrigal,
    mass, choir music, monks
categories = classical
bpm = 56, 76
minor = 0.65
loops = classical
drums =
comp = sustain, swell
bass = whole
chords = choir, church organ
lead = choir, oboe, cello
pad = slow strings, church organ
bass_sounds = upright bass
themes = faith, night, winter
palettes = mist, deep, gold
moods = calm, mysterious
room = 0.75
bright = -0.1
pace = 1.4
energy = 0.25
covers = rings, mesh, skyline

[cinematic]
words = film score, soundtrack, movie, score, trailer, epic score, epic orchestral, orchestral score, fantasy,
    adventure, film music, cinema
categories = cinematic
bpm = 80, 108
minor = 0.75
loops = epic
drums = epic, march, heartbeat
comp = ostinato, sustain, swell
bass = whole, half, quarters
chords = strings, pizzicato strings, piano
lead = french horn, violin, trumpet, brass, flute
pad = choir, slow strings, tremolo strings
bass_sounds = upright bass
themes = hope, stars, sea, winter
palettes = ember, deep, aurora
moods = epic, dramatic
kit = 48
room = 0.6
bright = 0.05
pace = 1.5
energy = 0.7
covers = hills, sea, flow

[latin]
words = salsa, mambo, cumbia, merengue, cha cha, bachata, son cubano, cuban, mexican, mariachi, spanish, flamenco,
    rumba, bolero, sevillanas, ranchera, corrido, tejano, vallenato, huayno, paso doble, jota, habanera, beguine,
    andean
categories = latin
bpm = 92, 120
minor = 0.6
loops = latin
drums = salsa, samba
comp = montuno, stabs
bass = tumbao, root five
chords = piano, nylon guitar
lead = trumpet, flute, nylon guitar, brass
pad = brass, strings
bass_sounds = upright bass, bass guitar
themes = dance, summer, love, sea
palettes = ember, coral, gold
moods = joyful, passionate
kit = 8
room = 0.18
bright = 0.15
pace = 2.4
energy = 0.7
covers = tiles, retro, rings

[reggaeton]
words = dembow, latin pop, perreo, latin trap, urbano, moombahton
categories = latin, pop
bpm = 88, 98
minor = 0.75
loops = latin
drums = dembow
comp = dembow, stabs, sustain
bass = dembow, eight oh eight
chords = clean guitar, piano, poly synth, marimba
lead = flute, saw lead, trumpet
pad = warm pad, synth strings
bass_sounds = sub bass, synth bass
themes = dance, summer, night
palettes = coral, neon, candy
moods = groovy, summery
kit = 25
room = 0.2
bright = 0.1
duck = 0.4
pace = 2.1
energy = 0.75
covers = mesh, retro, tiles

[tango]
words = fado, milonga, argentine tango, tango nuevo
categories = latin, world
bpm = 108, 126
minor = 0.95
loops = latin
drums = tango
comp = tango
bass = tango
chords = piano, bandoneon
lead = bandoneon, violin, accordion
pad = strings
bass_sounds = upright bass
themes = love, night, loss, dance
palettes = ember, ink, rose
moods = passionate, dramatic
kit = 48
pace = 2.2
energy = 0.55
covers = rings, tiles, flow

[afrobeat]
words = calypso, soca, zouk, afrobeats, afro, highlife, african, amapiano, soukous, afropop, kuduro, kizomba, mbalax,
    fuji music, juju music, benga, taarab, mbaqanga, marrabenta, gnawa
categories = world, funk
bpm = 100, 118
minor = 0.4
loops = funk
drums = afrobeat
comp = scratch, arp eighths, stabs
bass = afro
chords = clean guitar, electric piano, marimba
lead = alto sax, trumpet, kalimba, clean guitar
pad = brass, organ
bass_sounds = bass guitar
themes = dance, summer, hope
palettes = gold, ember, moss
moods = joyful, groovy
kit = 8
scale = pentatonic
swing16 = 0.15
room = 0.15
bright = 0.1
pace = 2.4
energy = 0.7
covers = tiles, retro, leaves

[world]
words = bollywood, bhangra, qawwali, sufi, indian, raga, middle eastern, arabic, balkan, klezmer, japanese,
    chinese, oriental, ethnic, hawaiian, asian,
    persian, turkish, rai music, carnatic, enka, manele, sirtaki, rebetiko, rebetika, laiko, dabke
categories = world, folk
bpm = 84, 112
minor = 0.7
loops = folk
drums = folk, heartbeat, afrobeat
comp = arp eighths, strum slow, broken
bass = root five, half
chords = koto, dulcimer, nylon guitar, harp
lead = shakuhachi, sitar, clarinet, shamisen, oboe, pan flute
pad = slow strings, warm pad, harmonium
bass_sounds = upright bass, fretless bass
themes = nature, road, sea, dreams
palettes = ember, moss, rose
moods = mysterious, warm
kit = 48
scale = pentatonic
room = 0.35
pace = 2.1
energy = 0.4
covers = leaves, hills, rings

[lullaby]
words = nursery, cradle song, bedtime song, children, kids, nursery rhyme, music box tune
categories = folk, classical
bpm = 66, 84
minor = 0.15
loops = folk
drums = waltz soft
comp = waltz arp, broken slow
bass = waltz, whole
chords = music box, harp, celesta, piano
lead = celesta, flute, music box, recorder
pad = slow strings, warm pad
bass_sounds = fretless bass
themes = dreams, home, stars
palettes = mist, rose, candy
moods = sleepy, gentle
metre = 3/4
room = 0.4
bright = -0.2
pace = 1.3
energy = 0.2
covers = hills, sea, mesh
""")
