"""What a song is about in one word, for its imagery: rain, night, love, the road."""

# ruff: noqa: E501 - a theme stays on one line

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from melodymaker.sketch import words

if TYPE_CHECKING:
    from collections.abc import Iterable

THEMES: dict[str, str] = {
    "rain": "rain, rainy, raining, storm, stormy, drizzle, umbrella, puddle, thunder, monsoon, cloud, cloudy, windowsill, downpour, lightning, wet, rainbow",
    "night": "night, midnight, moon, moonlight, moonlit, evening, dusk, twilight, late night, insomnia, darkness, nocturnal, lantern, sleepless, streetlight, shadow, 3am",
    "love": "love, lover, heart, kiss, romance, romantic, wedding, darling, valentine, crush, marry, marriage, anniversary, falling in love, sweetheart, boyfriend, girlfriend, husband, wife, first date, your eyes, your smile, bride, proposal",
    "road": "road, highway, drive, driving, car, train, travel, travelling, traveling, journey, truck, motorcycle, bicycle, bike, railway, route, leaving, wander, wandering, miles, hitchhiking, map, airport, plane, bus, running away, suitcase, station, trip",
    "sea": "sea, ocean, wave, beach, sailor, ship, boat, harbour, harbor, island, lighthouse, tide, shore, fish, fishing, river, lake, mermaid, pirate, surf, sailing, whale, water, swim, dolphin, captain",
    "city": "city, street, town, subway, neon, skyline, downtown, taxi, traffic, rooftop, urban, metro, apartment, cafe, paris, london, new york, tokyo, berlin, bar, hotel, stranger, crowd",
    "winter": "winter, snow, snowy, ice, christmas, frost, december, january, cold, snowman, blizzard, santa, skiing, icicle, february, november",
    "summer": "summer, sun, sunny, sunshine, july, august, heat, vacation, holiday, picnic, lemonade, swimming, ice cream, tropical, june, barefoot, camping",
    "loss": "loss, goodbye, farewell, grief, funeral, breakup, break up, heartbreak, missing you, lost, gone, death, died, divorce, letting go, tears, miss, missing, regret, lonely, alone, crying, without you, empty",
    "hope": "hope, hopeful, healing, faith in people, courage, believe, rise, rising, recovery, new beginning, graduation, dawn, sunrise, tomorrow, triumph, starting over, new start, second chance, peace, light, change, brave",
    "rebellion": "rebellion, rebel, revolution, freedom, fight, fighting, riot, war, rage, protest, break free, power, rules, money, justice, angry, anger, government, resistance, liberty",
    "home": "home, mother, father, mum, mom, dad, grandma, grandmother, grandfather, grandpa, family, my house, our house, old house, village, childhood, brother, sister, garden, parents, aunt, uncle, hometown, roots, keys, my room, twins, fridge, refrigerator, freezer, oven, toaster, dishwasher, washing machine, vacuum cleaner, sofa, couch, attic, basement",
    "dance": "dance, dancing, dancefloor, disco, club, groove, friday, saturday, weekend, dj, dancer, ballroom, tango, rhythm",
    "stars": "star, stars, space, galaxy, astronaut, planet, rocket, universe, cosmos, satellite, alien, mars, orbit, comet, spaceship, black hole, meteor, gravity, telescope, saturn, ufo",
    "dreams": "dream, dreams, dreaming, imagination, magic, fairy, wizard, ghost, memory, memories, secret, wonder, unicorn, witch, mirror, nightmare, invisible, haunted, vampire",
    "nature": "forest, tree, mountain, flower, spring, valley, field, meadow, autumn, leaves, fall, wind, hill, rose, earth, desert, farm, wild, woods, october, moss, waterfall, april, may morning, garden flowers, sunflower",
    "time": "time, clock, years, growing up, growing old, past, future, yesterday, history, youth, age, morning, hours, old age, watch, waiting, birthday card, nostalgia, 1985, old photographs, photograph, calendar",
    "friends": "friend, friends, friendship, together, buddy, crew, team spirit, gang, reunion, neighbour, neighbor, roommate, best friend",
    "child": "child, lullaby, baby, kid, daughter, son, toddler, bedtime, teddy bear, sleep, sleeping, newborn, children, kids, nursery, little boy, little girl, toy, playground, crib",
    "animals": "cat, dog, bird, wolf, fox, bear, horse, butterfly, bee, puppy, kitten, rabbit, elephant, penguin, owl, cow, duck, frog, hamster, squirrel, turtle, lion, tiger, pet, animal, mouse, crow, goat, sheep, pig, giraffe, monkey, snail, spider, goose, hen, chicken, swan, hedgehog, deer, donkey, parrot",
    "food": "food, pizza, coffee, dinner, cake, kitchen, cooking, bread, soup, breakfast, lunch, tea, cheese, chocolate, beer, wine, pasta, taco, sandwich, recipe, baking, hungry, restaurant, apple, pancakes, spaghetti, noodles, sugar, burger, banana, whiskey",
    "party": "party, birthday, celebrate, celebration, new year, carnival, fireworks, toast, festival, anniversary party, balloon, confetti, halloween, retirement",
    "work": "work, working, job, office, monday, boss, deadline, worker, factory, study, overtime, nine to five, meeting, career, emails, paperwork, salary, nurse, builder, quitting, taxes, bills, tuesday, wednesday, thursday, bureaucracy, paper",
    "machines": "machine, robot, robots, computer, code, coding, programming, internet, android, artificial intelligence, ai, phone, algorithm, circuit, engine, technology, cyber, software, wifi, battery, video game, screen, software bug, server",
    "music": "music, song, guitar, piano, melody, band, singer, concert, record, radio, violin, drummer, karaoke, choir, jukebox, vinyl, orchestra, trumpet, headphones, opera",
    "games": "game, football, soccer, basketball, baseball, race, racing, goal, champion, championship, match, sport, tennis, hockey, winning, victory, team, boxing, marathon, running, chess, skateboard, olympics, golf",
    "school": "school, teacher, homework, exam, studying, class, student, college, university, graduate, books, library, math, maths, classroom, science, learning, physics, chemistry, algebra, quantum",
    "heroes": "hero, heroes, knight, dragon, castle, king, queen, sword, quest, battle, warrior, legend, adventure, viking, princess, prince, superhero, soldier, myth, treasure, samurai, kingdom",
    "faith": "faith, god, prayer, praying, church, heaven, angel, soul, lord, jesus, grace, blessing, spirit, bible, gospel, salvation, amen, holy, hallelujah, thankful, gratitude",
}
# Those whose pictures go with whatever a song is about.
GENERAL = ("home", "time", "hope", "night")
_MOOD_THEMES = {
    "sad": "loss",
    "melancholic": "loss",
    "romantic": "love",
    "hopeful": "hope",
    "dreamy": "dreams",
    "rebellious": "rebellion",
    "aggressive": "rebellion",
    "lonely": "night",
    "nostalgic": "time",
    "cold": "winter",
    "summery": "summer",
    "groovy": "dance",
    "joyful": "friends",
    "calm": "nature",
    "triumphant": "hope",
    "futuristic": "machines",
    "sleepy": "child",
    "mysterious": "night",
}
# What a singer feels, by mood; the headings of the stances.
_FEELINGS = {
    "bright": "happy, joyful, bright, hopeful, groovy, summery, playful, funny, energetic, triumphant, uplifting, upbeat, warm, euphoric",
    "sad": "sad, melancholic, lonely, cold, nostalgic, dark, tragic",
    "tender": "romantic, warm, tender, elegant, intimate, sensual",
    "fierce": "aggressive, rebellious, angry, epic, tense, heavy, intense, powerful, futuristic, driving",
    "calm": "calm, chill, dreamy, sleepy, mysterious, peaceful, meditative",
}
_FIERCE_FROM = 0.75
_CALM_BELOW = 0.4


def theme_of_mood(mood: str) -> str:
    """Return the theme that a mood leads to, "" where it leads to none."""
    return _MOOD_THEMES.get(mood, "")


def feeling_of(moods: Iterable[str], energy: float) -> str:
    """Return what the singer feels: "bright", "sad", "tender", "fierce" or "calm"."""
    for mood in moods:
        for feeling, row in _FEELINGS.items():
            if mood in row.split(", "):
                return feeling
    return "fierce" if energy > _FIERCE_FROM else "calm" if energy < _CALM_BELOW else "bright"


@lru_cache(maxsize=1)
def _lexicon() -> dict[tuple[str, ...], str]:
    return words.lexicon({name: row.split(",") for name, row in THEMES.items()})


def theme_of(text: str, but: str = "") -> str:
    """Return the theme most often met in the text, the earliest of equals, "" where none is; `but` is left out."""
    stream = words.tokens(words.clean(text))
    names = [hit.name for hit in words.find(stream, _lexicon()) if not hit.negated and hit.name != but]
    return max(dict.fromkeys(names), key=names.count, default="")
