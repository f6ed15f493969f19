"""Scenes of love, loss, hope, rebellion and dreams."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import scenes_by_theme

FEELING = scenes_by_theme("""
[love]
- your hand inside my sleeve
- two cups upon the sill
- a note inside a shoe
- the way you say my name
- a kiss that tastes of plums
- your shadow next to mine
- a heart without a lock
- the letters that we kept
@ Close to your shoulder
@ Under the covers
@ Across the table
@ In your old sweater
@ Before the first kiss
@ On Sunday mornings
Your laughter fills the house
Your hand fits into mine
Your coffee's next to me
Your eyes are two small lamps
My heart is at your door
My coat still smells of you
The kitchen knows our steps
The bed is warm with you
The world gets out of our way
A look is all it takes
The clock forgets to tick
The song is on again
I learn you line by line
I keep you in my coat
I burn the toast for you
I trip on every word
I save you the last bite
I trace you with my eyes
I lose my train of thought
I write you silly notes
I fall a bit each day
I bring you plums and bread
I only want to stay
We dance around in socks
We talk until it's dawn
We don't say very much
We carve it in the bark
We fit like lock and key
You steal the covers back
You hum and I join in
You make the old things new
You smile and I forget
You call me by my name
You turn and look at me
You know me, and you stay
It's you, and it's still you

[loss]
- your chair beside the wall
- a number I still know
- the coat you left behind
- an empty side of bed
- a photograph that fades
- your handwriting in blue
- the porch light left on
- a cup nobody fills
@ Out on the platform
@ Down in the hallway
@ Under your picture
@ In the cold kitchen
@ After the last dance
@ Since you went away
Your chair is by the wall
Your coat hangs in the hall
Your letters turn to dust
Your name is hard to say
The house is far too big
The phone forgets to ring
The garden's overgrown
The rooms are full of you
The train pulls out for good
The bed is wide and cold
The clock ticks out of spite
The neighbours ask me how
The milk goes off again
The mirror looks away
A moth beats at the lamp
The silence sits with me
I set the table wrong
I play your voice again
I keep your garden green
I fold your shirts away
I talk to your old dog
I dream you in the room
I leave the porch light on
I learn to cook for one
I count the steps we took
I hear you on the stairs
I say that I'm all right
I wear your watch for luck
We never said goodbye
We ran right out of road
We had so much to say
You slipped out like a tide
You took the song with you
You left the light for me
You live in what I do
It hurts the way it should

[hope]
- a crack that lets light in
- a seed beneath the snow
- the morning on its way
- a door that isn't locked
- one candle in the hall
- the far side of the hill
- a bird that sings at four
- a bridge that will hold
@ After the long night
@ Over the rooftops
@ At the horizon
@ Out past the shadows
@ Up on the hilltop
@ Before the sunrise
The morning finds a crack
The light is on its way
The tide begins to turn
The seeds push through the stone
The ice begins to sing
The birds start up again
The road is rising now
The clouds are wearing thin
A window opens up
A candle does its work
The wound begins to close
The sky is going gold
The bells begin to ring
The weight comes off my back
A green thing finds the sun
The wind has changed its mind
I get up off the ground
I tie my shoes and go
I keep a little spark
I learn to trust my feet
I plant a row of trees
I let the old fear go
I lift my head and look
I start the song again
I take a deeper breath
I put the anchor up
I know it's not too late
We carry what we can
We build it up anew
We hold each other up
We rise a little more
We sing it to the end
You show me where to step
You never let me sink
You say it's going to change
It's closer than it was

[rebellion]
- a fist with a flower
- a name upon a wall
- the truth in red paint
- a drum that will not stop
- boots upon the stairs
- a spark in dry grass
- the crown in the gutter
- a flag made of shirts
@ Out on the barricades
@ Down in the basement
@ Under the sirens
@ Up on the rooftop
@ Over the loudspeakers
@ In the front row
The walls have heard enough
The sirens sing along
The streets remember us
The kings are getting scared
The gates begin to shake
The chains are wearing thin
The engines start to growl
The paint is barely dry
A match is all it takes
The drums come round the bend
The rulebook feeds the fire
The bosses lock their doors
The posters peel and shout
The ground begins to move
The speakers crack and howl
The night puts on its boots
I will not bow my head
I turn the music up
I burn the permission slips
I spell it on the wall
I kick the door wide open
I say the thing out loud
I bite the hand that pulls
I tear the ticket up
I stand where they can see
I never learned to kneel
I break the golden rule
We shout until we're hoarse
We own the crooked streets
We won't be sold again
We rise like water does
We dance on broken glass
You hand me the spray paint
You look them in the eye
You throw the key away
They can't arrest a song

[dreams]
- a staircase made of clouds
- a door beneath the bed
- a fish that knows my name
- a city made of glass
- a ship above the roofs
- a clock without its hands
- a voice behind the wall
- the moon inside a cup
@ Under the pillow
@ Behind my eyelids
@ Over the rooftops
@ Deep in the velvet
@ Halfway to sleeping
@ Inside the mirror
The ceiling turns to sea
The stairs go up and up
The moon climbs in my bed
The clocks are made of wax
The walls begin to breathe
The fish swim through the trees
The carpet learns to fly
A door is in the sky
My shoes walk off alone
My name floats off the page
The mirrors tell me lies
The pillow hums a tune
A train of silver geese flies by
The colours start to drip
The shadows play at cards
The alphabet takes wing
I sail the unmade bed
I speak a tongue of birds
I fall, and then I float
I wear a coat of stars
I walk on rows of clouds
I find the missing room
I ride a paper horse
I breathe beneath the lake
I meet myself at ten
I catch the falling moon
I never want to wake
We fly above the town
We trade our faces round
We sleep in tulip beds
We row the Milky Way
You speak without a sound
You hand me a gold key
You turn into a swan
You wave from the far side
It all makes perfect sense
""")
