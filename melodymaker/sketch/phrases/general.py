"""What fits any theme: choruses about a given subject, bridges and titles."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import families

# Any subject fits after "about", which is how it was given. Each quatrain rhymes by itself.
SUBJECT_CHORUSES = families("""
Sing to me about {subject},
sing until the morning light.
If the world has no more music,
we'll make music of our own tonight.

It's all about {subject},
it has been from the start.
You can take the words and leave me
with the tune inside my heart.

I could talk about {subject}
till the stars forget to shine.
Some people keep their stories,
but I'm giving you all mine.

Oh, tell me about {subject},
tell me one more time.
I've been looking for the reason,
I've been looking for the rhyme.

I keep dreaming about {subject},
and I wake up with a smile.
If you've got a place beside you,
let me stay with you a while.

Every song's about {subject},
every note I know.
Take it with you when you leave here,
sing it everywhere you go.
""")

BRIDGES = families("""
And if I lose the thread, I'll find it in the sound
We only ever rise by letting go the ground
What's lost is only waiting somewhere to be found

Hold on, hold on, we're nearly there
I feel it rising in the air
There's more than one way up the stair

Maybe it's nothing, maybe it's true
Maybe the sky is a different blue
Maybe I only came here for you

Turn it around and turn it again
Nobody told us how and when
We were just learning to breathe back then

Quiet now, the world is holding its breath
There's only a heartbeat, and silence is left
The moment is woven of warp and of weft

I don't need a reason, I don't need a sign
I walk to the edge and I step on the line
Whatever comes after, this moment is mine

Say it out loud, say it so low
Some things are only for us to know
I hear it everywhere I go

One breath in, one breath out
One last shadow, one last doubt
This is what it was all about
""")

(GENERIC_TITLES,) = families("""
Somewhere in the Sound
A Song without a Name
Light through the Blinds
Half Past Gold
The Colour of Later
Soft Weather
A Room with Music
Every Little Echo
Postcards from Nowhere
Between Two Silences
""")
