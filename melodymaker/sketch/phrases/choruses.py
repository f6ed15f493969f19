"""Choruses and bridges: a title with the four lines that carry it."""

# ruff: noqa: E501 - a family of rhymes stays on one line

from __future__ import annotations

from typing import NamedTuple


class Chorus(NamedTuple):
    """A title, the words that ask for it, and four lines whose rhymes are known to hold."""

    title: str
    lines: tuple[str, str, str, str]


CHORUSES: dict[str, tuple[Chorus, ...]] = {
    "rain": (
        Chorus("Rain on the Windowsill", ("Rain on the windowsill,", "you're the only one that sees me sitting still.", "Fall as softly as you will,", "rain on the windowsill.")),
        Chorus("Let It Pour", ("Let it pour, let it pour,", "wash my footprints from the shore.", "I'm not hiding any more,", "let it pour, let it pour.")),
        Chorus("Umbrella for Two", ("We've an umbrella for two,", "and the sky has nothing better to do.", "Every drop is falling true,", "under an umbrella for two.")),
    ),
    "night": (
        Chorus("While the City Sleeps", ("While the city sleeps, we stay,", "we keep the dark from slipping away.", "There's a song the silence keeps,", "and we sing it while the city sleeps.")),
        Chorus("Blue Hour", ("Meet me in the blue hour, I'll be there,", "with a little bit of moonlight in my hair.", "Nobody has to know that we were there,", "the blue hour doesn't tell and doesn't care.")),
        Chorus("Lanterns", ("We are lanterns, we are light,", "little fires that walk the night.", "Hold your candle, hold it tight,", "we are lanterns, we are light.")),
    ),
    "love": (
        Chorus("All of My Sundays", ("Take all of my Sundays, take all of my time,", "take half of my blanket, the sweet and the lime.", "I never was much of a poet, but I'm", "giving you all of my Sundays, each one, every time.")),
        Chorus("Stay a Little Longer", ("Stay a little longer, stay till the light,", "stay till the morning has put out the night.", "Nothing was wrong, but now everything's right,", "stay a little longer, stay here tonight.")),
        Chorus("The Way You Say My Name", ("It's the way you say my name,", "like a match that finds its flame.", "Nothing ever feels the same", "as the way you say my name.")),
    ),
    "road": (
        Chorus("Keep on Rolling", ("Keep on rolling, don't slow down,", "there's a sunrise in the next old town.", "If I'm lost, I won't be found,", "keep on rolling, don't slow down.")),
        Chorus("Every Mile", ("Every mile is mine tonight,", "every curve and every light.", "I was wrong, but now I'm right,", "every mile is mine tonight.")),
        Chorus("Long Way Home", ("I'm taking the long way home,", "over the hills where the wild winds roam.", "I was never made of stone,", "I'm only taking the long way home.")),
    ),
    "sea": (
        Chorus("Carry Me, Water", ("Carry me, water, carry me far,", "out where the lights of the fishing boats are.", "I have no compass, I have a star,", "carry me, water, carry me far.")),
        Chorus("Salt and Silver", ("Salt and silver, wind and foam,", "every wave is a road back home.", "I have never been alone,", "salt and silver, wind and foam.")),
        Chorus("Harbour Lights", ("Harbour lights, lead me in,", "wash the journey off my skin.", "Let the quiet days begin,", "harbour lights, lead me in.")),
    ),
    "city": (
        Chorus("Under the Neon", ("Under the neon we're never alone,", "under the neon we turn off the phone.", "Everyone's nobody, everyone's known,", "under the neon we're making our own.")),
        Chorus("Blue Hour Taxi", ("Blue hour taxi, take me through town,", "past all the windows with shutters pulled down.", "Let me go under, but don't let me drown,", "blue hour taxi, take me through town.")),
    ),
    "winter": (
        Chorus("Snow, Later", ("Snow will come later, snow will come slow,", "covering all of the places we go.", "Stay by the fire, there's nothing to owe,", "snow will come later, so slowly, so slow.")),
        Chorus("Keep the Fire", ("Keep the fire, I'll keep the door,", "we have been colder than this before.", "What are the longest of winters for?", "Keep the fire, I'll keep the door.")),
    ),
    "summer": (
        Chorus("Long Bright Days", ("Give me the long bright days,", "give me the sun and its lazy ways.", "Everything good is a thing that stays", "deep in the gold of the long bright days.")),
        Chorus("Barefoot", ("Barefoot, barefoot, run with me,", "all of the way to the edge of the sea.", "This is as good as it's going to be,", "barefoot, barefoot, you and me.")),
    ),
    "loss": (
        Chorus("Leave a Light", ("Leave a light on for me there,", "at the turning of the stair.", "I can feel you everywhere,", "leave a light on for me there.")),
        Chorus("What the Quiet Keeps", ("This is what the quiet keeps:", "every word the heart repeats.", "When the rest of the world sleeps,", "this is what the quiet keeps.")),
        Chorus("Half of Everything", ("I gave you half of everything,", "half of the winter, half of the spring.", "Half of the songs that I know how to sing,", "you left with half of everything.")),
    ),
    "hope": (
        Chorus("Morning Will Find Us", ("Morning will find us, wherever we are,", "morning will find us, however far.", "Over the ocean and over the scar,", "morning will find us, wherever we are.")),
        Chorus("Rise Again", ("We will rise again,", "after the thunder and after the rain.", "Everything broken is healing its pain,", "we will rise, we will rise again.")),
    ),
    "rebellion": (
        Chorus("Louder", ("Louder, louder, let them hear,", "we are done with shame and fear.", "We were always, always here,", "louder, louder, let them hear.")),
        Chorus("Not Your Machine", ("I am not your machine,", "not a face on your little screen.", "I'm the loudest you've ever seen,", "I am not your machine.")),
        Chorus("Tear Up the Map", ("Tear up the map and throw it away,", "nobody tells us what to say.", "Yesterday's people can have yesterday,", "tear up the map and throw it away.")),
    ),
    "home": (
        Chorus("The Light in the Kitchen", ("There's a light in the kitchen, it's always been on,", "it's there in the evening, it's there in the dawn.", "However far from here I've gone,", "the light in the kitchen is still on.")),
        Chorus("Where I Belong", ("This is where I belong,", "with the crooked stairs and the same old song.", "I've been away for far too long,", "this is where I belong.")),
    ),
    "dance": (
        Chorus("Don't Stop the Floor", ("Don't stop the floor, don't stop the floor,", "we've got the night and we want more.", "This is the thing that our feet are for,", "don't stop, don't stop the floor.")),
        Chorus("Till the Lights Come On", ("Dance till the lights come on,", "dance till the dark is gone.", "Play me another one, play me that song,", "and dance till the lights come on.")),
    ),
    "stars": (
        Chorus("Satellite Heart", ("I've got a satellite heart,", "circling you from the very start.", "Light years together and light years apart,", "follow my satellite heart.")),
        Chorus("Chrome Horizon", ("Over the chrome horizon we fly,", "leaving a line on the edge of the sky.", "No one can tell us it's too high,", "over the chrome horizon we fly.")),
    ),
    "dreams": (
        Chorus("Soft Machinery", ("Close your eyes and drift with me,", "through the soft machinery.", "Everything that you can be", "lies beneath the sleeping sea.")),
        Chorus("Paper Moon Parade", ("Come to the paper moon parade,", "bring all the things that you never made.", "No one is lost here and no one's afraid,", "come to the paper moon parade.")),
    ),
    "nature": (
        Chorus("The Long Field", ("Out in the long field, under the sky,", "watching the weather go wandering by.", "Nothing to answer and no reason why,", "out in the long field, under the sky.")),
        Chorus("Wild Again", ("Let it all grow wild again,", "over the wire and into the glen.", "I can remember, remember when,", "let it all grow wild again.")),
    ),
    "time": (
        Chorus("These Were the Days", ("We'll say that these were the days,", "a little too bright through the summer haze.", "We lost ourselves in a thousand ways,", "and we'll say that these were the days.")),
        Chorus("Slow Mornings", ("Give me slow mornings, give me the sun,", "give me the day when there's nothing begun.", "All of the hurry is over and done,", "give me slow mornings, every one.")),
    ),
    "friends": (
        Chorus("Everyone's Here", ("Everyone's here, everyone's here,", "we made it around for another year.", "Pull up a chair and pull it near,", "everyone's here, everyone's here.")),
        Chorus("Same Old Crew", ("It's the same old crew, the same old jokes,", "the same old stories for different folks.", "We're a crooked wheel, but we've got our spokes,", "it's the same old crew, the same old jokes.")),
    ),
}  # fmt: skip

# Any subject fits after "about", which is how it was given. Each quatrain rhymes by itself.
SUBJECT_CHORUSES: tuple[tuple[str, str, str, str], ...] = (
    (
        "Sing to me about {subject},",
        "sing until the morning light.",
        "If the world has no more music,",
        "we'll make music of our own tonight.",
    ),
    (
        "It's all about {subject},",
        "it has been from the start.",
        "You can take the words and leave me",
        "with the tune inside my heart.",
    ),
    (
        "I could talk about {subject}",
        "till the stars forget to shine.",
        "Some people keep their stories,",
        "but I'm giving you all mine.",
    ),
    (
        "Oh, tell me about {subject},",
        "tell me one more time.",
        "I've been looking for the reason,",
        "I've been looking for the rhyme.",
    ),
    (
        "I keep dreaming about {subject},",
        "and I wake up with a smile.",
        "If you've got a place beside you,",
        "let me stay with you a while.",
    ),
    (
        "Every song's about {subject},",
        "every note I know.",
        "Take it with you when you leave here,",
        "sing it everywhere you go.",
    ),
)

BRIDGES: tuple[tuple[str, ...], ...] = (
    ("And if I lose the thread, I'll find it in the sound", "We only ever rise by letting go the ground", "What's lost is only waiting somewhere to be found"),
    ("Hold on, hold on, we're nearly there", "I feel it rising in the air", "There's more than one way up the stair"),
    ("Maybe it's nothing, maybe it's true", "Maybe the sky is a different blue", "Maybe I only came here for you"),
    ("Turn it around and turn it again", "Nobody told us how and when", "We were just learning to breathe back then"),
    ("Quiet now, the world is holding its breath", "There's only a heartbeat, and silence is left", "The moment is woven of warp and of weft"),
    ("I don't need a reason, I don't need a sign", "I walk to the edge and I step on the line", "Whatever comes after, this moment is mine"),
    ("Say it out loud, say it so low", "Some things are only for us to know", "I hear it everywhere I go"),
    ("One breath in, one breath out", "One last shadow, one last doubt", "This is what it was all about"),
)  # fmt: skip

GENERIC_TITLES = (
    "Somewhere in the Sound", "A Song without a Name", "Light through the Blinds", "Half Past Gold",
    "The Colour of Later", "Soft Weather", "A Room with Music", "Every Little Echo",
    "Postcards from Nowhere", "Between Two Silences",
)  # fmt: skip
