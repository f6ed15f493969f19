"""Sixty lines that a recogniser tells apart; the first sixteen are sung in the tests."""

LINES = tuple(
    """
The river carries all the summer down
A yellow window burns across the town
I hear the morning train begin to sing
And every station knows what it may bring
Hold me now and never let me go
We are walking through the falling snow
Take my hand and show me where to stand
You and I will cross the golden land
My father kept a garden by the sea
He planted every flower there for me
The winter took the colours one by one
But still I see them shining in the sun
Open up your heart and let me in
This is where the better days begin
Run with me until the night is through
All the stars are coming home to you
A silver car is waiting in the rain
Nobody here remembers my old name
The captain never told us where to steer
We only heard the thunder coming near
There is a letter hidden in the wall
A thousand feathers gathered in the hall
The doctor says the fever will not last
Tomorrow is a shadow of the past
Give me coffee and a place to sleep
Promises are easier to keep
Seven horses standing on the hill
The children and the radio are still
I bought a ticket for a foreign shore
And left my keys behind the kitchen door
The city lights are dancing on the glass
We lay together in the broken grass
Somebody painted roses on the moon
The orchestra is playing out of tune
Do not wake the lion in the yard
Loving you was never very hard
The mountain wears a jacket made of cloud
I want to whisper but I speak too loud
Turn the engine over one more time
Every little secret has a rhyme
The teacher wrote the answer on the floor
An ocean of machines begins to roar
Bring the barrels up from underground
The missing sailors never can be found
She dances like a fire on the stage
His anger is a bird without a cage
Follow the road until it disappears
I have been saving money all these years
Paper houses tremble in the breeze
The winter king is living in the trees
Throw the broken watches in the lake
Everything you give is mine to take
The butcher and the baker are in love
A satellite is watching from above
Put the needle on the record twice
The bottom of the glass is full of ice
We danced until the ceiling touched the ground
The only thing that mattered was the sound
Pack your bags and follow me to Spain
Tell the driver not to stop the train
""".strip().split("\n")
)
