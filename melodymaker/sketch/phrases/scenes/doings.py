"""Scenes of work, machines, music and games."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import scenes_by_theme

DOINGS = scenes_by_theme("""
[work]
- a cup that says "the boss"
- the lamp above the desk
- a train at six fifteen
- the list that never ends
- two screens and one stiff neck
- a coffee gone to ice
- the clock above the door
- calluses and coins
@ Down at the office
@ Before the deadline
@ On the night shift
@ At the long counter
@ Under the strip lights
@ After the last call
The inbox starts to snow
The cursor blinks at me
The printer eats the page
The clock is dragging chains
The meeting multiplies
The coffee tastes of pens
The whistle blows at six
The boss is on the phone
The deadlines form a queue
The lift gets stuck on four
The numbers start to swim
The hammers keep the time
The window looks like out
The code compiles at last
The phone won't stop its noise
The paycheck's come and gone
I type until I'm blurred
I punch the morning clock
I carry boxes up
I fix one bug, get two
I loosen up my tie
I dream about the door
I stare at sheets of cells
I earn my bread and rent
I lift another load
I hum beneath the fans
We share the vending snacks
We watch the minutes crawl
We laugh behind the screens
We build it, plank by plank
You save me half your lunch
You cover my late shift
You wave me off at five
The weekend's on its way

[machines]
- a heart of copper wire
- the hum inside the wall
- a robot with a rose
- green letters on black glass
- a voice without a mouth
- one bit of ghost in code
- the modem's old duet
- a battery at one
@ Inside the circuit
@ Down in the server room
@ Behind the monitor
@ Under the wiring
@ At the assembly line
@ In the blue screen glow
The circuits start to dream
The servers hum a psalm
The robot learns to wave
The cursor holds its breath
The wires cross and spark
The fans begin to sigh
The signal drops again
The screens wash us in blue
The code runs through the night
The engines purr like cats
The gears are full of moon
The password is your name
The data falls like snow
The satellites all blink
The alarm begins to sing
The machine says hello
I oil my iron hands
I count in ones and noughts
I boot up with the sun
I learn the word for rain
I save a copy of you
I hear the static pray
I run on borrowed light
I upgrade half my heart
I pass the human test
I reach you pixel by pixel
I short out when you smile
We talk in noughts and ones
We rust when we stand still
We sync our little clocks
You wrote me line by line
You press the button down
You find the ghost in me
The future's second-hand

[music]
- a chord that won't resolve
- three strings and the truth
- a needle in a groove
- the song behind the song
- a drum made of a pail
- the last row's quiet hum
- a melody for two
- hands above the keys
@ Up on the bandstand
@ Behind the piano
@ Down in the orchestra
@ Under the spotlight
@ Inside the chorus
@ On the old turntable
The needle finds its groove
The strings begin to speak
The drummer counts us in
The chord hangs in the air
The bass line walks along
The trumpet clears its throat
The chorus comes around
The piano's out of tune
The record skips on love
The fiddle finds a tear
The speakers warm the room
The metronome won't wait
The whole hall sings it back
The silence keeps the beat
The verse forgets its words
The old guitar's awake
I hum it in the dark
I play it with three chords
I write it on a sleeve
I tune the rusty strings
I sing it to the wall
I learn the harder part
I tap it on the wheel
I can't get it out of my head
I borrow half your tune
I hold the final note
We sing the second verse
We clap it in the back
We harmonise on love
We play it twice as loud
You whistle it at work
You taught me how to hear
You turn the volume up
A song is all I own

[games]
- the final minute's roar
- mud upon both knees
- a ball against the sky
- a scarf in the team's hues
- the crossbar's hollow ring
- two jumpers for a goal
- a trophy made of tin
- the whistle and the wave
@ Out on the playing field
@ Under the floodlights
@ High in the grandstand
@ Before the kick-off
@ Down the home stretch
@ In extra time
The whistle splits the air
The crowd becomes a sea
The ball is in the net
The scoreboard holds its breath
The floodlights hum and glow
The goalposts lean like friends
The referee is blind
The drums go round the stands
The rain turns grass to glue
The clock is on our side
The captain ties his boots
The flags begin to fly
The underdogs bark back
The last lap hurts the most
The finish line draws near
The bench is on its feet
I run until I burn
I lace my lucky shoes
I take the corner kick
I roll the dice again
I pass it down the wing
I get back on my feet
I shake the other hand
I give it all I have
I never learned to quit
I hear them chant our name
We play for more than cups
We huddle in the rain
We lose, and then we laugh
We lift the captain high
You catch it with one hand
You never drop the ball
You race me to the line
The next game starts with us
""")
