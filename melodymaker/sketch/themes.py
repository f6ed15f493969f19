"""What a song is about in one word, for its imagery: rain, night, love, the road."""

# ruff: noqa: E501 - a theme stays on one line

from __future__ import annotations

from functools import lru_cache

from melodymaker.sketch import words

THEMES: dict[str, str] = {
    "rain": "rain, rainy, raining, storm, stormy, drizzle, umbrella, puddle, thunder, monsoon, cloud, cloudy, windowsill, downpour",
    "night": "night, midnight, moon, moonlight, moonlit, evening, dusk, twilight, late night, insomnia, darkness, nocturnal, lantern",
    "love": "love, lover, heart, kiss, romance, romantic, wedding, darling, valentine, crush, marry, anniversary, falling in love, sweetheart",
    "road": "road, highway, drive, driving, car, train, travel, travelling, traveling, journey, truck, motorcycle, bicycle, bike, railway, route, leaving, wander, wandering, miles",
    "sea": "sea, ocean, wave, beach, sailor, ship, boat, harbour, harbor, island, lighthouse, tide, shore, fish, fishing, river, lake, mermaid, pirate, surf, sailing, whale",
    "city": "city, street, town, subway, neon, skyline, downtown, taxi, traffic, rooftop, urban, metro, apartment, cafe",
    "winter": "winter, snow, snowy, ice, christmas, frost, december, january, cold, snowman, blizzard, holiday",
    "summer": "summer, sun, sunny, sunshine, july, august, heat, vacation, picnic, lemonade, swimming, ice cream, tropical",
    "loss": "loss, goodbye, farewell, grief, funeral, breakup, break up, heartbreak, missing you, lost, gone, death, died, divorce, letting go, tears, miss",
    "hope": "hope, hopeful, healing, faith, courage, believe, rise, rising, recovery, new beginning, graduation, dawn, sunrise, victory, winning, tomorrow, triumph",
    "rebellion": "rebellion, rebel, revolution, freedom, fight, fighting, riot, war, rage, protest, monday, boss, school, break free, power, rules, robot, robots",
    "home": "home, mother, father, mum, mom, dad, grandma, grandmother, grandfather, family, kitchen, house, village, childhood, brother, sister, daughter, son, baby, dog, cat, garden",
    "dance": "dance, dancing, dancefloor, party, disco, club, celebrate, celebration, birthday, groove, friday, saturday, weekend",
    "stars": "star, stars, space, galaxy, astronaut, planet, rocket, universe, cosmos, satellite, alien, mars, orbit, comet, spaceship",
    "dreams": "dream, dreams, dreaming, sleep, sleeping, imagination, magic, fairy, dragon, wizard, ghost, memory, memories, secret, wonder, unicorn",
    "nature": "forest, tree, mountain, flower, spring, bird, valley, field, meadow, autumn, leaves, fall, wind, hill, rose, wolf, fox, bear, earth, desert, farm, wild, horse, butterfly, bee",
    "time": "time, clock, years, growing up, growing old, past, future, yesterday, history, youth, age, morning, coffee, hours, work, working, study, studying, code, coding, programming, computer, deadline",
    "friends": "friend, friends, friendship, together, buddy, crew, team, gang, reunion, neighbour, neighbor, teacher, dinner, pizza, food, beer, wine, football, game",
}


@lru_cache(maxsize=1)
def _lexicon() -> dict[tuple[str, ...], str]:
    return words.lexicon({name: row.split(",") for name, row in THEMES.items()})


def theme_of(text: str) -> str:
    """Return the theme most often met in the text, the earliest of equals, "" where none is."""
    stream = words.tokens(words.clean(text))
    names = [hit.name for hit in words.find(stream, _lexicon()) if not hit.negated]
    return max(dict.fromkeys(names), key=names.count, default="")
