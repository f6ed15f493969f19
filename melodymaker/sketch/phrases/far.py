"""Verse lines for the road, the sea, the stars and the night."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import families_by_theme

FAR = families_by_theme("""
[road]
The map is folded underneath the seat
The tarmac sings a song beneath my feet
There's half a tank of gas and no retreat

The white lines pull me on into the night
I drive until the dark gives up to light
The next town shivers in the window, bright

I've got a coffee going cold and black
I left a note, I left an empty rack
I told you that I wasn't coming back
I hear the wheels go clicking down the track

The signs go by with names I'll never know
There's always one more hill and then we go
The radio is turned down soft and low

A suitcase and a song are all I own
I like the company of the unknown
The wind goes through me like a saxophone

The desert keeps the sunset in its hand
The tyres leave a signature in sand
I don't believe in anything I planned

The motel sign is blinking pink and blue
I've nothing much that I would rather do
The bridges hum whenever we go through

[sea]
The harbour lights go swinging in the black
The gulls are laughing, and I'm laughing back
The ropes are singing, pulling tight and slack

I read the weather written on the foam
I've been so long away from any home
There's nowhere that the water cannot roam

The sails are full, the rope is in my hand
I've never been a stranger to the land
The waves are writing letters in the sand

The deep is keeping everything it takes
I follow all the silver that it makes
The moon lies down in pieces when it breaks

There's salt upon my lips and in my eyes
The water has a thousand alibis
I trust the sea, I trust it when it lies

The lighthouse turns its head from side to side
I give my little worries to the tide
The shore is long, the evening sky is wide

[stars]
We lay down flat and let the planets spin
The dark is where the better things begin
I left the airlock open, let it in

The satellites go blinking, out of reach
The milky way is like a moonlit beach
We learned the names the constellations teach

I'm counting down from ten to nothing now
I'll find a way to reach you anyhow
I made the sleeping galaxy a vow

From here the world is just a marble, blue
I look for one small window, look for you
The oldest light is only passing through

There's dust of burned-out suns inside our bones
We send our songs like telescopes and drones
We warm our hands at distant, burning stones

The engines hum a slow and steady prayer
I'm weightless now, I'm floating on the air
There's nobody for miles, and I don't care

[night]
The city folds its paper wings and sleeps
The clock lets out the secrets that it keeps
Across the roof a slow cat's shadow creeps

The moon is hanging like a coin of light
There's nobody but us awake tonight
The dark is soft, the windows burning bright

The last bus took its lonely light away
I've saved the things I couldn't say by day
The hours have a different price to pay

The traffic lights are changing just for me
There's no one here I have to try to be
The dark has got a door, I've got the key

I hear a piano in another room
The streets are wet and smelling of perfume
The shadows of the chestnut trees in bloom

It's two o'clock, it's nearly half past three
The silence makes a sound like company
I leave the curtains open so I see

Your voice is low, the ice is in the glass
We let the small hours come, we let them pass
The night lies on the city, smooth as brass
""")
