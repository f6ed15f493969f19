"""Verse lines for the city, home, dancing, time and friends."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import families_by_theme

NEAR = families_by_theme("""
[city]
The taxis run like water through the street
The subway gives the sidewalk back its beat
The neon signs are humming in the heat

I know the baker and the corner store
I know the crack along the second floor
There's music coming out of every door

A thousand windows, every one a light
A thousand stories going on tonight
The rooftops shine, the bridges shiver white

The elevator sings from floor to floor
The city never asks what you came for
You think it's done, and then there's always more

I bought a coffee, dropped a little change
The faces in the crowd are sweet and strange
The skyline is a jagged mountain range

The morning comes on scaffolding and steel
I ask the traffic lights what they can feel
It's loud, it's bright, it never looks so real

[home]
The kitchen light is yellow on the floor
My height is still in pencil on the door
The same old coat hooks rattle as before

The bread is warm, the radio is on
The dog lies in the last light on the lawn
I find it there as if I'd never gone

You taught me how to whistle, how to sew
You let me fall, then let me get up slow
You told me things I needed years to know
There's somewhere in the dark a lamp aglow

The stairs still know the heavy steps from light
Somebody always leaves a lamp at night
You read to me and tucked the corners tight

The garden gate is hanging by a nail
The window frames the apple tree and rail
The same blue cups, the same old fairy tale

I've been around the world and halfway back
I bring my stories home inside a sack
I hung my worries on the old coat rack

[dance]
The bass comes up like thunder through the floor
The night is young and asking us for more
We left our names behind us at the door

The mirror ball is throwing coins of light
We don't go home until the sky is white
There's nothing wrong that rhythm can't put right

You take my hand, you turn me all around
My heart is just another kind of sound
My feet have quite forgotten about the ground

The speakers shake the colours off the wall
If I get dizzy, catch me when I fall
Tonight we're not from anywhere at all

Forget the week, forget the things you owe
We move like water, quick and sweet and slow
The DJ knows a place where we can go

My hands are in the air, I'm feeling new
The lights go red, the lights go gold and blue
The whole room moves, and I just move with you

[time]
The clock upon the wall has stopped at four
I found a box of summers in the drawer
The years keep leaving letters at the door

We were so sure of everything back then
I'd like to meet the two of us again
I used to write my days in fountain pen

The coffee's hot, the morning's barely made
I watch the light move slowly through the shade
I've loved the days, the ones that did not fade

The minutes run like children down the hill
I ask the afternoon to stand still
There's always one more coffee cup to fill

I keep my younger self in photographs
He's got my eyes, he's got my mother's laughs

One day we'll say that these days were the ones
We'll tell them to our daughters and our sons
However hard you hold it, water runs

[friends]
We shared one coat, we shared one bag of chips
We had a hundred jokes upon our lips
We made our plans for never-ending trips

You know the worst of me and you still stay
You never let me get too far away
You call me up with nothing much to say

We sat out on the steps till it got late
You bring the songs, and I will bring the plate
There's always one of us who makes us wait

We've seen each other broken, seen each other tall
We put the crooked pictures on the wall
If someone slips, the others break the fall

You laughed so hard you fell out of your chair
We lost the keys, we lost them everywhere
I turn around, and there you are, still there

There's room for one more at the table here
It's been a long and complicated year
I raise a glass to everyone that's near
""")
