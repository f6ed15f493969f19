"""Scenes of children, animals, food, parties and school."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import scenes_by_theme

DAILY = scenes_by_theme("""
[child]
- a bear with one ear
- a night-light like a moon
- ten toes beneath the quilt
- a boat made out of chairs
- a pocket full of string
- the story one more time
- a crayon-coloured sun
- a yawn as wide as night
@ Under the blanket
@ Up in the treehouse
@ Down in the sandpit
@ Inside the wardrobe
@ At the bedroom window
@ When the bath is over
The night-light hums a tune
The teddy shuts its eyes
The moon looks in on you
The toys all line the shelf
The rabbit guards the door
The stars tuck in the roofs
The owls have gone to work
The blanket is a tent
The bathtub is a ship
The crayons draw a zoo
The wind sings through the keys
The sandman ties his boat
The puddles call your boots
Your hand is small and warm
Your yawn is like a cat's
Your shoes are side by side
I rock you on my arm
I hum the tune I know
I count your sleepy toes
I read the page again
I chase the monsters out
I carry you to bed
I keep the door ajar
I watch you while you sleep
We sail a cardboard boat
We bake a cake of sand
We whisper to the bear
We count the woolly sheep
You ask the moon to stay
You draw a yellow sun
You roar just like a bear
You dream of candy hills
You grow while you're asleep
There's nothing you need fear

[animals]
- two ears above the grass
- a tail that tells it all
- a paw upon my knee
- whiskers in the milk
- a collar with a bell
- wet nose against the glass
- a feather on the sill
- the loudest purr in town
@ Under the table
@ Out in the long grass
@ Over the garden fence
@ Curled by the heater
@ At the back doorstep
@ In the warm hayloft
The tail begins to wag
The ears go up like flags
The cat has claimed the chair
The dog knows all my moods
The whiskers twitch and dream
The paws are made of mud
The bell rings down the path
The squirrels hold a vote
The horses lean on rain
The hens complain at dawn
The ducks walk in a row
The fox has come for tea
The goldfish winks at me
A purr shakes all the bed
A wet nose finds my hand
The bowl is licked to shine
I throw the stick again
I talk to you like folks
I share my toast with you
I brush the burrs away
I know that muddy grin
I whistle at the gate
I call you by four names
I sleep on half the bed
We chase the postman's bike
We walk the same old loop
We bark at nothing much
We roll until we're brown
You wait behind the door
You steal the Sunday roast
You sleep upon my feet
You lean your weight on me
You never tell a lie
The leash is off the hook

[food]
- a pot that starts to sing
- butter on warm bread
- the last slice in the box
- a lemon and a knife
- coffee black as tar
- your grandma's secret soup
- a table for us all
- sugar on the rim
@ Back in the kitchen
@ Over the stovetop
@ At the long table
@ Down at the market
@ Around the counter
@ After the first bite
The pot begins to sing
The butter hits the pan
The garlic takes the stairs
The bread is on the rise
The coffee fills the house
The onions make us weep
The cheese pulls into strings
The pepper makes me sneeze
The oven hums with heat
The plates are piled like hills
The kettle calls us in
The jam drips down my wrist
The basil scents my hands
The honey takes its time
The chili bites my tongue
The forks go round the bowl
I lick the spoon again
I stir it with a song
I break the bread in two
I save the crust for you
I burn the first pancake
I pour another cup
I chop until it's done
I taste it for the salt
I guess the recipe
I come back for some more
We eat right from the pan
We set another place
We share a single fork
We argue over cheese
You add a pinch of luck
You feed whoever knocks
You never write it down
There's always room for one

[party]
- a cake with too much light
- balloons against the beams
- confetti in my hair
- the neighbours at the door
- a toast that goes too long
- one candle for the luck
- a ribbon and a bow
- the band that plays for cake
@ Out on the patio
@ Under the paper lights
@ Around the birthday cake
@ When midnight comes round
@ Up on the tables
@ In the front parlour
The candles hold their breath
The balloons kiss the beams
The band strikes up again
The corks go off like drums
The cake leans to the left
The paper lanterns sway
The aunties take the floor
The fireworks write your name
The neighbours bring their chairs
The ribbons come undone
The glasses start to ring
The children steal the cream
The year begins to turn
The streamers fall like rain
The clock is striking twelve
The paper horse won't break
I raise my paper cup
I wear the silly hat
I dance with someone's gran
I sing it far too high
I wish on every flame
I tie the last balloon
I hug them at the door
I toast to all of us
I save a slice for you
We throw our hats up high
We count it down from ten
We cheer until we're hoarse
We dance the table round
We crown you king of cake
You blow the candles out
You laugh until you shine
You open up the box
It only comes once a year

[school]
- a desk with both our names
- chalk upon my sleeves
- the bell that sets us free
- a note passed down the row
- the bus at half past eight
- a book without its back
- gold stars upon the wall
- the map above the board
@ Back in the classroom
@ Out in the schoolyard
@ At the back table
@ Down in the library
@ Behind the bike sheds
@ Before the bell rings
The chalk dust fills the light
The bell is way too slow
The pencils roll away
The map has lost its seas
The teacher hums a scale
The clock is learning too
The globe goes round and round
The lunch box smells of plums
The lockers slam like drums
The bus pulls up at eight
The ink runs down my sleeve
The fractions start to blur
The grades are on the wall
The schoolyard rings with names
The paper planes take off
The back row's half asleep
I carve us in the desk
I raise my hand and guess
I learn it all by heart
I lose my other shoe
I pass a folded note
I daydream out of class
I spell it wrong again
I'm late for every bell
I read beneath the desk
I know the answer now
We race to catch the bus
We trade our sandwiches
We laugh until we're caught
We throw our caps up high
You let me copy yours
You save my seat in class
You draw in all your books
The summer's in the halls
""")
