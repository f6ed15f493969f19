"""Genres of songwriters, and of what grew out of blues and church."""

from __future__ import annotations

from melodymaker.sketch.tables.genre import read_genres

ROOTS = read_genres("""
[folk]
words = viking, nordic folk, yodel, yodeling, folk song, acoustic, campfire, americana, medieval, shanty, sea shanty,
    traditional, nordic folk, troubadour, skiffle, nordic, hula, slack key
categories = folk
bpm = 84, 112
minor = 0.35
loops = folk
drums = folk, stomp, waltz soft
comp = fingerpick, strum, strum slow
bass = root five, half
chords = acoustic guitar, nylon guitar, banjo
lead = fiddle, flute, whistle, harmonica, accordion
pad = strings, harmonium, accordion
bass_sounds = upright bass
themes = road, nature, home, sea
palettes = moss, tea, gold
moods = warm, gentle
room = 0.22
pace = 2.2
energy = 0.4
covers = hills, leaves, sea

[celtic]
words = irish, scottish, gaelic, jig, reel, ceilidh, highland, breton, hornpipe, irish folk, celtic folk, strathspey,
    slip jig
categories = folk, world
bpm = 104, 124
minor = 0.3
loops = folk
drums = folk, stomp
comp = strum, fingerpick
bass = root five, half
chords = acoustic guitar, harp, nylon guitar
lead = fiddle, whistle, flute, bagpipes
pad = harmonium, strings
bass_sounds = upright bass
themes = nature, sea, road, heroes
palettes = moss, gold, mist
moods = joyful, hopeful
room = 0.25
bright = 0.1
pace = 3.2
energy = 0.6
covers = hills, leaves, sea

[polka]
words = csárdás, marching band, military march, oompah, schlager, volksmusik, oom pah, beer hall, oktoberfest, ländler,
    tyrolean, norteño, conjunto
categories = folk, world
bpm = 108, 132
minor = 0.1
loops = folk
drums = march, folk
comp = offbeat, country
bass = root five
chords = accordion, clean guitar
lead = clarinet, accordion, trumpet
pad = brass, accordion
bass_sounds = tuba, upright bass
themes = party, friends, food, dance
palettes = gold, ember, tea
moods = happy, playful
room = 0.2
bright = 0.2
pace = 2.8
energy = 0.65
covers = retro, tiles, hills

[country]
words = country song, nashville, honky tonk music, bluegrass, western, cowboy, outlaw country, hillbilly, hoedown,
    spaghetti western, western swing, rodeo, country and western, zydeco, cajun
categories = country, folk
bpm = 96, 124
minor = 0.12
loops = folk
drums = country, train, backbeat
comp = country, strum, fingerpick
bass = root five, two feel
chords = acoustic guitar, clean guitar, banjo
lead = fiddle, clean guitar, harmonica, banjo
pad = strings, organ
bass_sounds = upright bass, bass guitar
themes = road, home, love, summer
palettes = ember, gold, tea
moods = warm, happy
scale = pentatonic
swing = 0.15
room = 0.18
bright = 0.15
pace = 2.3
energy = 0.6
covers = hills, retro, leaves

[blues]
words = bluesy, delta blues, chicago blues, twelve bar, 12 bar blues, rhythm and blues band, blues rock
categories = blues
bpm = 72, 112
minor = 0.3
loops = blues
drums = shuffle, slow blues
comp = shuffle, boogie, charleston
bass = shuffle, blues walk
chords = piano, clean guitar, organ
lead = overdriven guitar, harmonica, jazz guitar, tenor sax
pad = organ, brass
bass_sounds = bass guitar, upright bass
themes = loss, road, night, rain
palettes = deep, ink, ember
moods = lonely, warm
kit = 8
scale = blues
swing = 0.9
room = 0.2
bright = -0.05
pace = 2.2
covers = skyline, sea, tiles

[funk]
words = funky, p funk, slap funk, go go, electro funk
categories = funk, soul
bpm = 98, 116
minor = 0.6
loops = funk
drums = funk, funk tight
comp = scratch, funk, stabs
bass = funk, slap
chords = clavinet, muted guitar, electric piano
lead = alto sax, trumpet, clean guitar, brass
pad = brass, organ
bass_sounds = slap bass, bass guitar
themes = dance, city, summer
palettes = gold, candy, brick
moods = groovy, energetic
kit = 8
colour = ninth
scale = pentatonic
swing16 = 0.2
room = 0.12
bright = 0.15
duck = 0.1
pace = 2.6
energy = 0.75
covers = tiles, rings, retro

[soul]
words = r&b, rnb, rhythm and blues, neo soul, motown, r n b, quiet storm
categories = soul
bpm = 76, 104
minor = 0.4
loops = soul
drums = soul, rnb
comp = neo soul, stabs, quarters
bass = soul, half
chords = electric piano, organ, clean guitar
lead = tenor sax, muted trumpet, clean guitar, electric piano
pad = strings, warm pad, organ
bass_sounds = bass guitar, fretless bass
themes = love, night, loss, hope
palettes = rose, gold, dusk
moods = romantic, warm
kit = 8
colour = ninth
scale = pentatonic
swing16 = 0.25
room = 0.22
duck = 0.1
covers = mesh, rings, sea

[gospel]
words = spiritual song, church, praise, worship, hymn, christian
categories = gospel, soul
bpm = 76, 112
minor = 0.1
loops = gospel
drums = gospel, soul, backbeat
comp = gospel, quarters
bass = gospel, soul
chords = piano, organ
lead = choir, organ, alto sax
pad = choir, organ
bass_sounds = bass guitar
themes = hope, home, love
palettes = gold, coral, aurora
moods = hopeful, joyful
kit = 8
colour = seventh
swing = 0.5
room = 0.35
bright = 0.05
pace = 1.9
energy = 0.65
covers = hills, mesh, rings

[reggae]
words = dub, ska, rocksteady, dancehall, roots reggae, jamaican
categories = reggae
bpm = 72, 88
minor = 0.4
loops = reggae
drums = one drop, steppers
comp = skank, offbeat
bass = one drop
chords = clean guitar, organ, piano
lead = trombone, harmonica, alto sax, organ, trumpet
pad = organ, brass
bass_sounds = bass guitar
themes = summer, sea, hope, rebellion
palettes = moss, gold, ember
moods = chill, warm
kit = 8
swing16 = 0.3
room = 0.35
pace = 1.8
covers = retro, sea, hills
""")
