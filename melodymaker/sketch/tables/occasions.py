"""Occasions: what music is for or comes with, which genres fit there, and how it feels where nothing else is said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Occasion:
    """What a request implies that names no genre; the first of the genres fits best."""

    words: tuple[str, ...]
    genres: tuple[str, ...]
    moods: tuple[str, ...]


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _occasion(words: str, genres: str, moods: str) -> Occasion:
    return Occasion(_parts(words), _parts(genres), _parts(moods))


_ROWS = (
    # On a screen
    _occasion(
        "film, film theme, short film, documentary, biopic, opening credits, end credits, closing credits",
        "cinematic",
        "",
    ),
    _occasion(
        "horror, horror film, horror movie, scary movie, thriller, haunted house, haunted, ghost story",
        "cinematic, ambient",
        "mysterious, tense",
    ),
    _occasion("spy, spy film, secret agent, heist, detective, film noir, whodunit", "jazz, funk", "mysterious"),
    _occasion(
        "science fiction, sci fi, scifi, spaceship, starship, outer space, space opera, alien planet, space station",
        "synthwave, ambient, cinematic",
        "mysterious",
    ),
    _occasion("cartoon, cartoon chase, chase scene, slapstick", "jazz, polka, chiptune", "playful"),
    _occasion("anime, anime opening, anime ending", "rock, pop", "energetic"),
    _occasion("boss battle, boss fight, final boss", "chiptune, metal, cinematic", "tense"),
    _occasion("rpg, town theme, dungeon, quest, dragon slayer", "cinematic, folk", "epic"),
    _occasion("tv show, tv theme, sitcom, talk show, game show, theme tune, theme song", "funk, pop, rock", "playful"),
    _occasion("news, newscast, news intro, breaking news", "cinematic, techno", "tense"),
    _occasion("jingle, advert, advertisement, commercial, ad, radio spot", "pop, indie", "happy"),
    _occasion("podcast, vlog, voiceover, tutorial, explainer, background music", "lo-fi, downtempo, indie", "chill"),
    _occasion("corporate, presentation, startup, product launch, slideshow", "indie, pop", "hopeful"),
    _occasion("musical, musical number, broadway, show stopper", "jazz, pop", "playful"),
    # Feasts
    _occasion(
        "wedding, first dance, bride, wedding day, engagement, anniversary, valentine, valentine's day",
        "ballad, soul, waltz",
        "romantic",
    ),
    _occasion("birthday, happy birthday, birthday party", "pop, funk, folk", "joyful"),
    _occasion("christmas, xmas, carol, christmas carol, advent, noel, yuletide, santa", "choral, pop, jazz", "warm"),
    _occasion("new year, new year's eve, countdown", "disco, house", "joyful"),
    _occasion("halloween, trick or treat, zombie, vampire, werewolf", "rock, synthwave", "mysterious"),
    _occasion("easter, baptism, prayer, sunday service", "gospel, choral", "hopeful"),
    _occasion(
        "party, house party, night out, nightclub, dance floor, dancefloor, prom", "house, disco, funk", "energetic"
    ),
    _occasion("funeral, memorial, burial, grief, remembrance, obituary", "classical, choral, gospel", "sad"),
    _occasion(
        "national anthem, coronation, royal, fanfare, graduation, ceremony, inauguration",
        "classical, choral, cinematic",
        "triumphant",
    ),
    _occasion("circus, carnival, fairground, funfair, carousel, merry go round, clown", "polka, waltz", "playful"),
    _occasion("parade, marching", "polka", "triumphant"),
    # What people do
    _occasion(
        "workout, gym, cardio, fitness, aerobics, jogging, marathon, boxing, running music, running playlist",
        "house, hip hop, drum and bass",
        "energetic",
    ),
    _occasion("football, soccer, stadium, match day, sports, olympic, locker room", "rock, hip hop", "triumphant"),
    _occasion(
        "study, studying, homework, concentration, focus music, coding, work music, reading music",
        "lo-fi, ambient, classical",
        "calm",
    ),
    _occasion("yoga, massage, breathing, mindfulness, tai chi, reiki, meditating", "ambient, world", "meditative"),
    _occasion("fall asleep, falling asleep, insomnia, nap", "ambient, lullaby", "sleepy"),
    _occasion("road trip, roadtrip, highway, car ride, long drive, driving music", "rock, country, indie", "energetic"),
    _occasion("night drive, late night drive", "synthwave, downtempo", "dreamy"),
    _occasion(
        "dinner, dinner party, candlelit, restaurant, cafe, café, coffee shop, coffeehouse, cocktail, wine bar, brunch",
        "jazz, bossa nova",
        "elegant",
    ),
    _occasion("hold music, on hold, waiting room, lobby, airport lounge, supermarket", "bossa nova, jazz", "calm"),
    _occasion("wake up, waking up, morning coffee, alarm clock", "indie, pop", "hopeful"),
    _occasion("drinking song, drinking, pub, tavern, beer", "folk, celtic, polka", "joyful"),
    _occasion("war march, battle, battlefield, siege, war drums", "cinematic, metal", "epic"),
    _occasion("protest, protest song, picket line, revolution, demonstration", "folk, punk, hip hop", "rebellious"),
    _occasion("breakup, break up, breaking up, divorce, my ex", "ballad, indie, soul", "sad"),
    _occasion(
        "children's song, childrens song, child, toddler, kindergarten, school, sing along, singalong",
        "folk, lullaby, pop",
        "playful",
    ),
    # Instruments that others stand in for, whose genres are not theirs
    _occasion("ukulele, kazoo", "folk, pop", ""),
    _occasion("handpan, hang drum, kalimba", "ambient, world", ""),
    # Where it is heard
    _occasion("pirate, sailor, seafaring", "folk, celtic", "energetic"),
    _occasion("beach, seaside, surfing, palm trees, pool party, poolside, holiday hit", "reggae, latin", "summery"),
    _occasion("ambience, nature sounds, forest ambience, ocean waves", "ambient", "calm"),
    _occasion("rainy day, rainy night, rainy sunday, rainy evening", "lo-fi, jazz", "melancholic"),
)

OCCASIONS = {row.words[0]: row for row in _ROWS}
