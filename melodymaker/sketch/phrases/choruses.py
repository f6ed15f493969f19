"""Choruses by theme."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import choruses_by_theme

CHORUSES = choruses_by_theme("""
[rain]
Rain on the Windowsill
Rain on the windowsill,
you're the only one that sees me sitting still.
Fall as softly as you will,
rain on the windowsill.

Let It Pour
Let it pour, let it pour,
wash my footprints from the shore.
I'm not hiding any more,
let it pour, let it pour.

Umbrella for Two
We've an umbrella for two,
and the sky has nothing better to do.
Every drop is falling true,
under an umbrella for two.

[night]
While the City Sleeps
While the city sleeps, we stay,
we keep the dark from slipping away.
There's a song the silence keeps,
and we sing it while the city sleeps.

Blue Hour
Meet me in the blue hour, I'll be there,
with a little bit of moonlight in my hair.
Nobody has to know that we were there,
the blue hour doesn't tell and doesn't care.

Lanterns
We are lanterns, we are light,
little fires that walk the night.
Hold your candle, hold it tight,
we are lanterns, we are light.

[love]
All of My Sundays
Take all of my Sundays, take all of my time,
take half of my blanket, the sweet and the lime.
I never was much of a poet, but I'm
giving you all of my Sundays, each one, every time.

Stay a Little Longer
Stay a little longer, stay till the light,
stay till the morning has put out the night.
Nothing was wrong, but now everything's right,
stay a little longer, stay here tonight.

The Way You Say My Name
It's the way you say my name,
like a match that finds its flame.
Nothing ever feels the same
as the way you say my name.

[road]
Keep on Rolling
Keep on rolling, don't slow down,
there's a sunrise in the next old town.
If I'm lost, I won't be found,
keep on rolling, don't slow down.

Every Mile
Every mile is mine tonight,
every curve and every light.
I was wrong, but now I'm right,
every mile is mine tonight.

Long Way Home
I'm taking the long way home,
over the hills where the wild winds roam.
I was never made of stone,
I'm only taking the long way home.

[sea]
Carry Me, Water
Carry me, water, carry me far,
out where the lights of the fishing boats are.
I have no compass, I have a star,
carry me, water, carry me far.

Salt and Silver
Salt and silver, wind and foam,
every wave is a road back home.
I have never been alone,
salt and silver, wind and foam.

Harbour Lights
Harbour lights, lead me in,
wash the journey off my skin.
Let the quiet days begin,
harbour lights, lead me in.

[city]
Under the Neon
Under the neon we're never alone,
under the neon we turn off the phone.
Everyone's nobody, everyone's known,
under the neon we're making our own.

Blue Hour Taxi
Blue hour taxi, take me through town,
past all the windows with shutters pulled down.
Let me go under, but don't let me drown,
blue hour taxi, take me through town.

[winter]
Snow, Later
Snow will come later, snow will come slow,
covering all of the places we go.
Stay by the fire, there's nothing to owe,
snow will come later, so slowly, so slow.

Keep the Fire
Keep the fire, I'll keep the door,
we have been colder than this before.
What are the longest of winters for?
Keep the fire, I'll keep the door.

[summer]
Long Bright Days
Give me the long bright days,
give me the sun and its lazy ways.
Everything good is a thing that stays
deep in the gold of the long bright days.

Barefoot
Barefoot, barefoot, run with me,
all of the way to the edge of the sea.
This is as good as it's going to be,
barefoot, barefoot, you and me.

[loss]
Leave a Light
Leave a light on for me there,
at the turning of the stair.
I can feel you everywhere,
leave a light on for me there.

What the Quiet Keeps
This is what the quiet keeps:
every word the heart repeats.
When the rest of the world sleeps,
this is what the quiet keeps.

Half of Everything
I gave you half of everything,
half of the winter, half of the spring.
Half of the songs that I know how to sing,
you left with half of everything.

[hope]
Morning Will Find Us
Morning will find us, wherever we are,
morning will find us, however far.
Over the ocean and over the scar,
morning will find us, wherever we are.

Rise Again
We will rise again,
after the thunder and after the rain.
Everything broken is healing its pain,
we will rise, we will rise again.

[rebellion]
Louder
Louder, louder, let them hear,
we are done with shame and fear.
We were always, always here,
louder, louder, let them hear.

Not Your Machine
I am not your machine,
not a face on your little screen.
I'm the loudest you've ever seen,
I am not your machine.

Tear Up the Map
Tear up the map and throw it away,
nobody tells us what to say.
Yesterday's people can have yesterday,
tear up the map and throw it away.

[home]
The Light in the Kitchen
There's a light in the kitchen, it's always been on,
it's there in the evening, it's there in the dawn.
However far from here I've gone,
the light in the kitchen is still on.

Where I Belong
This is where I belong,
with the crooked stairs and the same old song.
I've been away for far too long,
this is where I belong.

[dance]
Don't Stop the Floor
Don't stop the floor, don't stop the floor,
we've got the night and we want more.
This is the thing that our feet are for,
don't stop, don't stop the floor.

Till the Lights Come On
Dance till the lights come on,
dance till the dark is gone.
Play me another one, play me that song,
and dance till the lights come on.

[stars]
Satellite Heart
I've got a satellite heart,
circling you from the very start.
Light years together and light years apart,
follow my satellite heart.

Chrome Horizon
Over the chrome horizon we fly,
leaving a line on the edge of the sky.
No one can tell us it's too high,
over the chrome horizon we fly.

[dreams]
Soft Machinery
Close your eyes and drift with me,
through the soft machinery.
Everything that you can be
lies beneath the sleeping sea.

Paper Moon Parade
Come to the paper moon parade,
bring all the things that you never made.
No one is lost here and no one's afraid,
come to the paper moon parade.

[nature]
The Long Field
Out in the long field, under the sky,
watching the weather go wandering by.
Nothing to answer and no reason why,
out in the long field, under the sky.

Wild Again
Let it all grow wild again,
over the wire and into the glen.
I can remember, remember when,
let it all grow wild again.

[time]
These Were the Days
We'll say that these were the days,
a little too bright through the summer haze.
We lost ourselves in a thousand ways,
and we'll say that these were the days.

Slow Mornings
Give me slow mornings, give me the sun,
give me the day when there's nothing begun.
All of the hurry is over and done,
give me slow mornings, every one.

[friends]
Everyone's Here
Everyone's here, everyone's here,
we made it around for another year.
Pull up a chair and pull it near,
everyone's here, everyone's here.

Same Old Crew
It's the same old crew, the same old jokes,
the same old stories for different folks.
We're a crooked wheel, but we've got our spokes,
it's the same old crew, the same old jokes.
""")
