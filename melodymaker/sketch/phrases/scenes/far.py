"""Scenes of the night, the road, the sea, the stars, heroes and faith."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import scenes_by_theme

FAR = scenes_by_theme("""
[night]
- a lamp that will not sleep
- the blue hour on the roofs
- a taxi with no name
- the moon upon the stairs
- one window still awake
- the city's quiet hum
- a cigarette of stars
- the dark between the trees
@ After the last train
@ Up on the fire escape
@ Under the streetlamps
@ Past the last houses
@ At half past midnight
@ Down in the courtyard
The lamps are talking low
The moon sits on the roof
The last train rattles home
The cats hold parliament
The neon starts to hum
The city holds its breath
The dark puts on its coat
A window keeps me company
The radio plays on
A stray dog trots on by
The bakers light their fires
The shadows stretch their legs
The clocks walk on their toes
The owls discuss the moon
The fridge light paints the floor
The traffic lights blink on
I walk without a map
I talk to chimney pots
I drink the midnight blue
I hear my own two feet
I wait up for the dawn
I count the lit windows
I write it on my hand
I lean into the dark
I cannot catch my sleep
I leave the curtains wide
We climb up to the roof
We share the last of it
We tell each other why
We dance where no one sees
You light another match
You hum beneath your breath
You're somewhere out there too
The morning takes its time

[road]
- a map without an X
- a ticket one way out
- the white line rolling on
- a diner's neon heart
- two suitcases and rain
- a song the wheels all know
- the next town's first few lights
- dust upon the dash
@ Out on the highway
@ Over the border
@ Past the last station
@ Under the big sky
@ Beyond the foothills
@ At the next crossing
The wheels know where to go
The road unrolls its tongue
The wires dip and rise
The engine hums a hymn
The signs all point away
A freight train blows its horn
The hills lie down like dogs
The dust gets in my teeth
The miles fall off my back
The headlights comb the dark
The radio gives out
The diner pours it black
The white lines pull me on
The mirror fills with sky
A truck rolls by and waves
The map is coffee-stained
I drive until it's day
I roll the window down
I leave the keys behind
I sleep across the seats
I trade my watch for gas
I sing to stay awake
I pack a change of shirts
I wave at passing trains
I send you postcards back
I follow where it bends
I miss you at each mile
We hitch a ride on luck
We split the last sandwich
We never ask how far
You read the map all wrong
You put your feet up high
You said that we'd be free
It's home as long as it moves

[sea]
- a lighthouse on its rock
- salt upon the rope
- a bottle with a note
- the blue beyond the blue
- a sail the size of luck
- the gulls above the quay
- a shell that keeps the tune
- the harbour's open arms
@ Down in the harbour
@ Out past the breakers
@ Under the lighthouse
@ Over the water
@ Along the sea wall
@ When the tide's turning
The tide forgets my name
The gulls are telling tales
The waves fold up and fall
The lighthouse turns its head
The harbour rocks its boats
The anchor dreams of mud
The ropes complain all night
The whales sing far below
The foam writes on the rocks
A sail leans on the wind
The salt gets in the bread
The fog comes up the stairs
The moon drags all that weight
The sand keeps every step
The captain shuts his book
A bottle taps the hull
I row against the swell
I trust the leaking boat
I keep a shell for you
I taste the coming storm
I haul the heavy nets
I drift without an oar
I steer by one small star
I dive for what I lost
I hear it in the walls
I swim until I'm salt
We hoist a bedsheet sail
We mend the nets and sing
We cast the anchor off
We sleep on deck and sway
You wave me from the pier
You're salt and wind and light
You learned to read the waves
The water holds us up

[stars]
- a satellite and me
- the dust of older suns
- a window full of black
- a radio to Mars
- the pale blue dot called home
- a comet's silver hair
- footprints without wind
- the countdown in my chest
@ Out past the planets
@ Over the ocean
@ Inside my helmet
@ Beyond the moonlight
@ Out of the window
@ In lonely orbit
The planets keep their dance
The rockets write in flame
The comet combs her hair
The moon has lost its flag
The static says your name
The stars are old as salt
The engines fall asleep
The earth is small and blue
A satellite blinks back
The dust sings as it turns
The countdown holds its breath
The silence is so wide
The darkness hums in tune
My shadow floats beside
The sun is just a lamp
A signal leaves the ship
I drift outside the door
I write on frosted glass
I wave at every light
I weigh about a thought
I turn the heating low
I count the days in spins
I call the ground again
I plot another course
I sleep against the wall
I dream of rain and bread
I see the whole world turn
We lift off like a prayer
We trade the sky for sky
We name a star for you
You guide me on the line
You're light years from my hand
You turn the porch light on
The universe is shy

[heroes]
- a sword inside a stone
- the bridge that must be held
- a dragon and a dare
- a banner torn in two
- the road that leads to war
- a kingdom in the mist
- a cape that's made of sheets
- the song they'll sing of us
@ Over the mountains
@ Under the banner
@ Beyond the castle
@ Before the battle
@ Deep in the dungeon
@ At the great gateway
The banners catch the wind
The dragon shuts one eye
The towers start to fall
The horns call from the ridge
The horses know the way
The gates are made of oak
The kingdom holds its breath
The arrows miss us all
The river blocks the path
The witches read the smoke
A raven brings the news
The armour weighs like years
The legends got it wrong
The castle lights a lamp
The old king drops his crown
The stars are on our side
I draw my father's sword
I swear it on my name
I cross the broken bridge
I ride without a shield
I face what I most fear
I save the map till last
I fight with what I have
I carry you on my back
I climb the tower stairs
I promised I'd come home
We march until we drop
We stand where others ran
We light the signal fires
We guard the narrow pass
You hold the gate alone
You never learned to run
You teach the young to aim
The tale gets better told

[faith]
- a candle in the nave
- the river and the robe
- bread upon the cloth
- a bell across the fields
- the hand beneath my own
- a psalm for broken things
- the well that won't run dry
- light behind the glass
@ Down by the river
@ Under the steeple
@ In the still garden
@ Up on the mountain
@ Before the altar
@ At the first Sunday light
The bells roll down the hill
The choir finds the chord
The candles lean and glow
The river takes my weight
The doors are open wide
The bread is broken up
The windows burn with saints
The stone is rolled away
The wells are filling up
A hand comes down for mine
The desert starts to bloom
The broken learn to sing
The lost come walking in
The mountain hears my name
The oil is burning yet
The table's set for all
I lay my burden down
I lift my empty hands
I kneel among the reeds
I find the narrow way
I hear a gentle voice
I drink and thirst no more
I walk upon the deep
I ask, and I am heard
I stand on solid rock
I sing with what I've got
We gather at the well
We sing the roof away
We walk each other in
We keep the lamp alight
You knew me all along
You carry me on through
You call me by my name
The morning comes for all
""")
