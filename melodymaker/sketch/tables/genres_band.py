"""Genres of bands."""

from __future__ import annotations

from melodymaker.sketch.tables.genre import read_genres

BAND = read_genres("""
[pop]
words = hyperpop, electroclash, pop song, pop music, radio, chart, k pop, kpop, j pop, jpop, teen pop, dream pop,
    bubblegum, anthem, mandopop, cantopop
categories = pop
bpm = 96, 124
minor = 0.3
loops = pop
drums = pop, backbeat, four
comp = quarters, strum, arp eighths, stabs
bass = pop, eighths
chords = piano, clean guitar, electric piano, poly synth
lead = clean guitar, saw lead, flute, piano
pad = synth strings, warm pad, strings
bass_sounds = bass guitar, synth bass
themes = love, summer, dance, hope
palettes = coral, candy, aurora
moods = bright, hopeful
kit = 8
room = 0.22
bright = 0.15
duck = 0.25
pace = 2.3
energy = 0.65
covers = mesh, hills, tiles, rings

[ballad]
words = power ballad, piano ballad, love song, torch song, serenade, singer songwriter, singer-songwriter
categories = pop
bpm = 62, 78
minor = 0.4
loops = pop
drums = ballad, backbeat
comp = broken, ballad, quarters
bass = half, pop
chords = piano, acoustic guitar
lead = cello, violin, piano, english horn
pad = strings, slow strings
bass_sounds = bass guitar, fretless bass
themes = love, loss, rain, home
palettes = rose, dusk, deep
moods = romantic, warm
room = 0.4
bright = -0.1
pace = 1.5
energy = 0.4
covers = sea, hills, mesh

[rock]
words = psychedelic, prog, prog rock, progressive rock, rockabilly, goth, gothic rock, rock song, rock music,
    classic rock, alt rock, alternative rock, alternative, garage rock, grunge, hard
    rock, britpop, arena rock, rock n roll, rock and roll, krautrock, psychobilly
categories = rock
bpm = 112, 140
minor = 0.4
loops = rock
drums = rock, rock drive, half time
comp = chug, power, strum
bass = eighths, drive
chords = overdriven guitar, clean guitar, rock organ
lead = overdriven guitar, distorted guitar, rock organ
pad = rock organ, strings
bass_sounds = picked bass, bass guitar
themes = road, rebellion, city, love
palettes = brick, ember, steel
moods = powerful, rebellious
kit = 16
scale = pentatonic
room = 0.18
bright = 0.1
pace = 2.3
energy = 0.8
covers = hills, tiles, flow

[indie]
words = indie rock, indie pop, indie folk, bedroom pop, shoegaze, post rock, surf, surf rock, slowcore
categories = rock, pop
bpm = 100, 132
minor = 0.35
loops = pop
drums = backbeat push, backbeat, rock
comp = strum, arp eighths, quarters
bass = eighths, pop
chords = clean guitar, acoustic guitar, electric piano
lead = clean guitar, glockenspiel, saw lead, trumpet
pad = warm pad, strings, organ
bass_sounds = picked bass, bass guitar
themes = summer, road, city, dreams
palettes = tea, coral, mist
moods = nostalgic, dreamy
kit = 8
room = 0.35
bright = 0.05
pace = 2.1
energy = 0.6
covers = hills, tiles, sea

[metal]
words = deathcore, nordic metal, heavy metal, death metal, thrash, black metal, doom, metalcore, djent,
    power metal, nu metal, screamo
categories = metal, rock
bpm = 124, 168
minor = 1.0
loops = metal
drums = metal, double kick, half time
comp = gallop, power, chug
bass = gallop, drive
chords = distorted guitar
lead = distorted guitar, overdriven guitar
pad = choir, strings, synth choir
bass_sounds = picked bass
themes = rebellion, winter, night
palettes = ember, ink, steel
moods = aggressive, dark
kit = 16
colour = power
room = 0.15
bright = 0.05
pace = 2.6
energy = 0.95
covers = flow, hills, rings

[punk]
words = punk rock, pop punk, hardcore, emo, ska punk, skate punk, riot
categories = rock
bpm = 160, 188
minor = 0.3
loops = rock
drums = punk, rock drive
comp = punk, chug
bass = drive, eighths
chords = distorted guitar, overdriven guitar
lead = overdriven guitar, distorted guitar
pad = rock organ, overdriven guitar
bass_sounds = picked bass
themes = rebellion, city, summer
palettes = brick, candy, ink
moods = rebellious, energetic
kit = 16
colour = power
room = 0.1
bright = 0.15
pace = 2.6
energy = 0.95
covers = tiles, flow, skyline
""")
