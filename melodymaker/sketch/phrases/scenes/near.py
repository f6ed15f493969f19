"""Scenes of the city, home, dancing, time and friends."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import scenes_by_theme

NEAR = scenes_by_theme("""
[city]
- the neon on wet roads
- a rooftop with a view
- the subway's iron song
- a window on the ninth
- the corner store at two
- a skyline made of teeth
- graffiti like a prayer
- steam above the grates
@ Down in the subway
@ Up on the rooftop
@ Out on the corner
@ Under the billboards
@ Along the canal
@ In the rush hour
The neon spells a name
The subway shakes the floor
The taxis swim like fish
The buildings wear the sky
The steam climbs out of grates
The pigeons own the square
A siren bends the air
The billboards dream out loud
The cranes all bow their heads
A busker plays for rain
The windows stack up high
The traffic lights say go
The bakery wakes up first
The towers trade their sparks
The river wears the lights
The crowd moves like a tide
I take the second stairs
I know the corner man
I lose myself in crowds
I live on the ninth floor
I buy a single rose
I read the painted walls
I ride the line to the end
I hold the yellow rail
I jump the puddled kerb
I hum to beat the noise
We eat from paper plates
We race the closing doors
We dance on fire escapes
We pick a star to keep
You wave across the tracks
You're gone in all those coats
You know the night bus routes
Nobody sleeps round here

[home]
- a kettle and a clock
- the third stair that creaks
- a key beneath a pot
- my mother's apple bread
- the marks upon the door
- a garden gone to seed
- the lamp in the front room
- muddy boots in a row
@ Back in the kitchen
@ Up in the attic
@ Out in the garden
@ Under the staircase
@ By the old fireplace
@ On the front doorstep
The kettle knows my name
The third stair always creaks
The gate swings on one hinge
The garden's gone to seed
The hallway smells of bread
The clock is never right
The porch light's always on
The apples hit the lawn
The curtains hold the sun
The attic keeps our kites
The table wears our names
The neighbours wave hello
The dog runs to the gate
The chimney hums with wind
My mother hums a hymn
My father's boots are there
My brother guards the stairs
My room is as it was
I know it in the dark
I hang my coat up here
I find the key we hid
I measure up to the mark
I sit where I once sat
I hear the floorboards talk
I bring the washing in
I come back every year
I keep a place for you
We shell the peas and talk
We crowd around the stove
We leave the door unlocked
You kept my drawings up
You baked enough for ten
You call us in to eat
It's small, and it is mine

[dance]
- a floor that won't stay still
- the mirror ball at two
- a beat beneath the door
- your silver dancing shoes
- hands up to the roof
- one more before we go
- a kick drum for a heart
- glitter on the stairs
@ Out on the dance floor
@ Under the strobe light
@ Down in the basement
@ Next to the speakers
@ When the bass rolls in
@ After the slow song
The bass is in my bones
The floor begins to shake
The mirror ball lets go
The drummer shuts his eyes
The speakers bloom like flowers
The walls are wet with heat
The lights go red to blue
The needle finds the groove
The whole room is one heart
The night turns up the sound
The DJ reads my mind
The doors are open late
The rhythm takes the wheel
The glitter finds us all
My feet have got a plan
My worries check their coats
I lose my name and dance
I shake the Monday off
I spin until it blurs
I feel it coming up
I wave my hands like flags
I don't know how to stop
I kick my best shoes off
I give the floor my all
I leave my phone at home
We move like we are one
We jump, the ceiling jumps
We own the middle floor
We never learned the steps
We clap it on the two
You pull me to the front
You spin me like a coin
You dance like no one's there
The last song's not the last

[time]
- a watch that runs too slow
- the calendar's last page
- a photograph at ten
- the cups we never washed
- an hour made of glass
- my grandfather's old clock
- a pencil mark of years
- the coffee getting cold
@ Back in the old days
@ Before the alarm rings
@ At the kitchen table
@ Down in the station
@ Over the second cup
@ Before you know it
The clock has lost its hands
The years go off like geese
The hours spill like salt
The calendar grows thin
The morning pours it black
The photographs turn gold
The seconds march in line
The minutes lose their shoes
The candles multiply
The past is on the phone
The future rings the bell
The coffee's going cold
The river won't walk back
The summers shrink with wear
The mirror takes its notes
My watch has stopped at three
My shadow's growing long
I wind the clock for luck
I keep the ticket stubs
I save the morning's light
I trade a year for this
I meet my younger self
I learn to take it slow
I hear the second hand
I read it in my palms
I stay until it's done
We had the time of it
We said we'd never change
We grew like summer weeds
We spend it like it's free
You keep a box of it
You always said to wait
You haven't aged a day
There's no time but this one

[friends]
- a table set for ten
- the bench behind the school
- a joke we can't explain
- five bikes against a fence
- the last slice on the plate
- a chorus out of tune
- muddy knees and stars
- the couch that knows us all
@ Back at the old place
@ Around the bonfire
@ Out by the bleachers
@ Down at the corner
@ In your old station wagon
@ On the back steps
The bottles clink and roll
The table's far too small
The fire pops and spits
The story grows each year
The old car starts at last
The neighbours bang the wall
The music's someone's phone
The pizza box is bare
The jokes are getting worse
The dog eats someone's shoe
The bikes lie in the grass
The whole gang's on the roof
The door is never locked
My couch is always yours
My phone lights up with you
Your coat's a perfect fit
I know you by your knock
I'd call you from the moon
I bring the good guitar
I save you all a seat
I laugh until I cry
I owe you more than gas
I tell it badly still
I'm only here because of you
We sing it out of key
We take the corner wide
We never keep the score
We promise every year
We split the bill by luck
We pass the chips around
You show up with the van
You finish off my words
You kept my secrets safe
Nobody's left behind
""")
