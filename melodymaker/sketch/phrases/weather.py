"""Verse lines for rain, winter, summer and nature."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import families_by_theme

WEATHER = families_by_theme("""
[rain]
The gutters hum a tune I used to know
The streetlamps wear a soft and silver glow
The clouds come in unhurried, dark and low
The puddles hold a sky they cannot show

I count the drops that race along the glass
I let the slow grey hours come and pass
The garden drinks, and greener grows the grass

There's thunder somewhere, miles and miles away
The morning never made it into day
The kettle sings what I forgot to say
The whole wide world has turned a gentle grey

Your coat is hanging, dripping by the door
The roof is keeping time, and nothing more
I never heard the quiet so before

A paper boat goes sailing down the street
The pavement keeps a slow and steady beat
The water washes over tired feet

I leave the window open just a crack
The evening paints the rooftops shiny black
I hear the old drops calling, and call back

[winter]
The river stopped its talking in the night
The hills have put on everything that's white
The branches hold their little loads of light

My breath goes up like smoke into the air
There's silver on the fences everywhere
The frost has drawn its ferns upon the stair

We walk the field where nobody has been
The cleanest page that I have ever seen
We talk about the time when it was green

The fire is low, the coffee's getting cold
The oldest songs are easiest to hold
I tell you things that I had never told

The days are short, the shadows growing long
The wind is humming half a broken song
We pull the blankets close where they belong

A single star hangs out above the snow
The village bells are ringing far below
There's nowhere else tonight I want to go

[summer]
We left our shoes beside the kitchen door
The days are long, and still we ask for more
We chased the waves along the yellow shore

The radio is playing in the sun
We promised we would talk to everyone
The afternoon has only just begun
We swim until the evening light is done

There's salt upon your shoulders and your hair
We have nothing to do and time to spare
The smell of cut grass hanging in the air

The lemonade is sweating in the heat
The tar is soft beneath our running feet
The ice cream van goes singing down the street

We lie out on the roof and look up high
A paper kite is falling through the sky
The swallows write their letters, flying by

Your laugh is like a window open wide
We left our phones and all our plans inside
We take our time and let the hours slide

[nature]
The path goes up where only foxes go
The pines are tall, the moss is soft and slow
I hear the river talking far below
The oldest trees have nothing left to owe

The wind is reading pages from the trees
The afternoon is full of golden bees
The field is moving like the open seas

A blackbird sings as if it were the first
The clouds pile up until they have to burst
The valley drinks and satisfies its thirst

I leave the road, I leave the noise behind
The hills are quiet and the light is kind
There's something here I always hoped to find

The meadow wears the morning like a crown
The leaves are letting go and drifting down
It's half a day from here to any town

I put my hand upon the ancient stone
I walked in here but never walked alone
The seeds go out wherever they are blown
""")
