"""Genres of beats, from lo-fi to trap."""

from __future__ import annotations

from melodymaker.sketch.tables.genre import read_genres

BEATS = read_genres("""
[lo-fi]
words = lofi, lo fi, lo-fi hip hop, lofi hip hop, chillhop, study beats, lo fi beats, lofi beats, bedroom beats
categories = lo-fi, hip hop
bpm = 70, 88
minor = 0.45
loops = lofi
drums = lofi, lofi lazy, boom bap
comp = lofi, neo soul, broken slow, ballad
bass = lofi, half, root five
chords = electric piano, piano, jazz guitar, vibraphone
lead = piano, vibraphone, jazz guitar, muted trumpet, flute, celesta
pad = warm pad, slow strings, atmosphere
bass_sounds = fretless bass, upright bass, bass guitar
themes = rain, night, home, dreams
palettes = dusk, rose, tea, mist
moods = warm, mellow, nostalgic
kit = 32
colour = seventh
swing16 = 0.55
bright = -0.55
duck = 0.25
pace = 1.5
energy = 0.35
covers = hills, sea, mesh, skyline

[hip hop]
words = beatbox, hiphop, hip-hop, rap, boom bap, boombap, old school rap, beats, grime, spoken word, slam poetry, crunk,
    horrorcore
categories = hip hop
bpm = 84, 98
minor = 0.65
loops = hip hop
drums = boom bap, lofi, breakbeat
comp = stabs, lofi, neo soul, quarters
bass = boom bap, lofi, half
chords = electric piano, piano, strings, clavinet
lead = alto sax, flute, muted trumpet, vibraphone, square lead
pad = slow strings, warm pad
bass_sounds = bass guitar, upright bass, sub bass
themes = city, rebellion, time, night
palettes = brick, gold, ink
moods = groovy, chill
kit = 8
colour = seventh
swing16 = 0.4
room = 0.15
bright = -0.1
duck = 0.25
pace = 2.1
energy = 0.6
covers = tiles, skyline, rings

[trap]
words = trap beat, drill, trap music, phonk, cloud rap, mumble rap, horrorcore rap
categories = hip hop, electronic
bpm = 66, 78
minor = 0.9
loops = hip hop
drums = trap, drill
comp = broken slow, sustain, arp eighths, half
bass = eight oh eight
chords = piano, music box, bell pad, pizzicato strings
lead = flute, celesta, square lead, koto
pad = synth choir, sweep pad, slow strings
bass_sounds = sub bass
themes = night, city, rebellion
palettes = ink, violet, brick
moods = dark, hypnotic
kit = 25
room = 0.3
bright = 0.05
duck = 0.45
pace = 1.8
energy = 0.6
covers = flow, skyline, rings
""")
