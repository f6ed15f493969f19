"""Scenes of rain, winter, summer and nature."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import scenes_by_theme

WEATHER = scenes_by_theme("""
[rain]
- an umbrella for two
- the rain on the roof
- a sky of silver
- the smell of wet leaves
- a coat by the door
- puddles of light
- a kettle for one
- thunder in the hills
@ Under the awning
@ Out on the pavement
@ Behind the window
@ Before the thunder
@ After the cloudburst
@ In the drizzle
The gutters hum a tune
The streetlights blur and shine
The rooftops drip and sing
The clouds come rolling in
The garden drinks it up
The puddles hold the sky
A paper boat sails off
The thunder clears its throat
The window starts to weep
The pavement turns to glass
A drainpipe keeps the beat
The umbrellas bloom
The whole street washes clean
The sky lets down its hair
A wet dog shakes its coat
The kettle starts to sing
The curtains breathe and sway
The traffic hisses by
I count the drops that fall
I leave the window wide
I let the drizzle in
I lose my shoes and dance
I write your name in steam
I wait beneath the eaves
I hear the roof applaud
I walk without a coat
I watch the colours run
We share a soaking coat
We run from door to door
We hide beneath a tree
We listen to it fall
You shake your silver hair
You laugh and let it pour
You never minded rain
You hold the door for me
The weather takes its time

[winter]
- a window full of frost
- the first snow of the year
- footprints in the white
- a scarf that smells of smoke
- a candle in the cold
- the hush before the snow
- icicles like teeth
- a fire for the two of us
@ Out on the ice
@ Under the snowfall
@ Down in the valley
@ By the fireside
@ Before the thaw
@ In the white morning
The river stops to rest
The snow forgets the road
The chimneys write in smoke
The branches wear their white
The pond is made of glass
The frost draws little ferns
A robin tries a note
The hills put on their coats
The lamps come on at four
The wind is at the door
A sled goes flying by
The fences lose their feet
The cold bites like a dog
The north wind learns my name
The icicles let go
The fields lie down to sleep
I warm my hands on tea
I stamp my frozen boots
I pull my collar high
I follow in your tracks
I breathe a little cloud
I feed the stove with pine
I knit the hours up
I hear the silence fall
I dream about the thaw
We skate across the pond
We build a man of snow
We bring the firewood in
We hold our hands to flames
We wait until the spring
You wrap your scarf round me
You melt the winter down
You throw the first snowball
You hum the carols low
Your breath is on the glass
The year is growing old

[summer]
- a long and golden noon
- lemonade and laughter
- bare feet on the grass
- a hammock and a song
- fireflies in a jar
- salt upon your skin
- windows rolled right down
- a slice of melon moon
@ Down at the lakeside
@ Out in the meadow
@ Under the sunshine
@ All through July
@ On the back porch
@ In the long evenings
The sun hangs like a peach
The crickets tune their strings
The heat climbs off the road
The ice cream van comes round
A sprinkler writes in air
The evening will not end
The tall grass bends and sways
The swimmers shout and splash
A screen door swings and slaps
The bees are drunk on thyme
The radio plays low
The shade is hard to find
The barbecue smoke curls
The beach towels flap like flags
The sky is swimming pool
The cherries stain our hands
I kick my sandals off
I taste the salty air
I float upon my back
I chase the ice cream truck
I spread the blanket out
I squeeze the lemons dry
I sleep beneath a hat
I follow every kite
I let the hours melt
We dive in from the rocks
We drive with nothing on but songs
We dance around the fire
We share a paper cone
We stay out way too late
We paint the fence in blue
You burn, and then you tan
You laugh with melon lips
You wear the sun so well
You skip a stone for luck
Nobody looks at clocks

[nature]
- a field that no one owns
- moss upon the stone
- a hawk above the hill
- the oldest oak of all
- wild roses by the gate
- a path that deer have made
- the river's easy talk
- the green that comes back
@ Deep in the forest
@ High on the mountain
@ Down by the river
@ Out in the clearing
@ Under the oak tree
@ Through the tall grasses
The river takes the bend
The ferns uncurl their hands
The foxes cross the field
The mountain holds its tongue
The pines are keeping watch
The swallows stitch the air
A leaf lets go its branch
The moss is soft as sleep
The brook tells all it knows
The owls are wide awake
The wild thyme scents the path
The meadow hums with wings
A deer steps from the trees
The valley fills with mist
The hawthorn snows in May
The roots go deep as time
A spider strings her harp
The earth is warm as bread
I climb the stony path
I lie down in the grass
I drink from the cold spring
I learn the names of birds
I follow where it flows
I rest beneath the oak
I put my ear to bark
I plant a row of seeds
I leave the map at home
We walk until we're lost
We camp beneath the pines
We pick the berries wild
We let the river talk
You listen like a tree
You whistle like a wren
You know the secret trail
You gather stones and shells
The forest breathes with us
""")
