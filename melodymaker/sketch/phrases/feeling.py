"""Verse lines for love, loss, hope, rebellion and dreams."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import families_by_theme

FEELING = families_by_theme("""
[love]
You walked in late and shook the evening's hand
You make no sense, and still I understand
You drew our names with driftwood in the sand
It wasn't anything that we had planned

I learned your face the way you learn a song
I knew the words before you came along
You held my hand a little bit too long

You laugh, and all the furniture is new
The window turns a deeper kind of blue
Whatever I was looking for was you

Your coffee cup is sitting next to mine
We left our shadows hanging on the line
You say it's late, I say we're doing fine

I keep your letters folded by my bed
I hear the things you almost nearly said
You put a thousand songs inside my head

My heart was like a house without a key
You found the light that no one else could see
I like the one you make me want to be

We dance around the kitchen in our socks
We never mind the hands upon the clocks
You open me as easily as locks

[loss]
Your chair is still beside the kitchen wall
I hear your footsteps coming down the hall
Some nights I lift the phone and start to call

I wear your jacket when the nights are cold
There are so many things I never told
I have your picture, and I watch it fold

The house is full of places you have been
The dust lies on your favourite magazine
The garden somehow keeps on growing green

They say that time is gentle, time is kind
I look for you in everything I find
You took the road and left the map behind

I learned to cook for one and set one plate
I know the words now, and they come too late
I leave the porch light on, and still I wait

The train pulled out and took the sound away
I practise all the things I'd like to say
I carry you around with me all day
The calendar still says it's yesterday

Goodbye is such a little word to say
We had our share of April and of May
I kept the flowers from that final day

[hope]
There's light beneath the door, a narrow thread
I heard a new song waking in my head
I'm leaving all the heavy words unsaid

The longest night is only so much long
I lost my voice, but never lost the song
I've been so tired, I've been so very strong

I planted something small beneath the snow
It takes a little faith for things to grow
I feel it coming even though it's slow
There's so much further than I know to go

We mend the nets, we paint the boat again
We count to three and start again from ten
We don't ask why, we only wonder when

I carried stones, and now I put them down
The morning sets a fire above the town
I took the rain and wore it like a crown

A door is just a wall that learned to move
I've nothing left to lose or left to prove
The days are turning, falling in the groove

[rebellion]
They drew a line, I walked right through the chalk
They told me sit, and I got up to walk
They wanted silence, and we learned to talk

They shut the door, and so I learned to knock
We are the sand inside their perfect clock
You can't hold back a river with a lock

They sold us fences, called them open doors
We wrote our names in red across the floors
I won't be fighting anybody's wars

We turned it up until the windows shook
We never learned it from a history book
I gave them more than anybody took

You cannot put a number on my name
I never signed the rules to play your game
We struck a match and now we have a flame
I won't come back the way that I came

They want us quiet, so we bring the drums
They throw the bread and then they count the crumbs
We'll be right here when the morning comes

The street is full of voices, loud and young
We found the words and put them on our tongue
This is the song they never wanted sung

[dreams]
I built a staircase out of paper planes
The moon was riding on the midnight trains
The flowers opened in the window panes

The house had rooms I'd never seen before
There was an ocean right behind the door
The clouds had come to sleep upon the floor

A clock was singing with the hands of stars
The street was full of slowly floating cars
The fireflies lit candles in the jars

I spoke a language only sleepers know
I could have stayed, I didn't want to go
The trees were made of feathers and of snow

You called my name from somewhere out of sight
I flew above the rooftops like a kite
I held the edge of something warm and bright

The pillow holds the shape of where I've been
I close my eyes and let the evening in
The quiet stories wake up and begin
""")
