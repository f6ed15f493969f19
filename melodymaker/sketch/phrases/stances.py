"""What the singer feels, in clauses that fit any theme: by mood; and the turns that a bridge takes."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import clauses_by_heading

STANCES = clauses_by_heading("""
[bright]
I feel it in my feet
I'm laughing as I go
I wouldn't change a thing
I can't sit still for long
I've got a good one now
I'm lighter than a coat
I say hello to all
I take the longer way
I'm glad that I was there
I carry it with me
I'm learning how to glow
I've never felt so tall
We're luckier than most
We haven't got a plan
We make it up as we go
We're only getting warm
It's good to be alive
It makes the old world new
It couldn't be more right
There's music in my shoes
The best is yet to come
The world is saying yes
My pockets are all full
You ought to see me now
You make it look like play
I've got a reason now
I let the good times in
I say it with a grin
I'm ready for the rest
I know it by the sound
I give it all away
I've got the whole world's ear
I'm on my way to more
We laugh, and it gets big
We've got it in our hands
We share the little things
We're better in a bunch
It starts with just one note
It's bigger than us all
It finds me everywhere
You bring the colour back
[sad]
I don't know what to say
I'm not the same at all
I keep it to myself
I try to let it go
I said that I'd be fine
I haven't slept for days
I turn around to look
I wish I'd said the words
I'm holding on to less
I never got to ask
I hear it in the rain
I leave the rest unsaid
We should have stayed for more
We knew it couldn't last
We let it slip away
It hurts to say your name
It hasn't left me yet
It still comes back to me
There's nothing left to mend
The ache is like a friend
The quiet gets so loud
My heart is in my shoes
You took a part of me
You're gone, and still you're here
You wouldn't know me now
[tender]
I hold it like a bird
I whisper, so it stays
I don't need any more
I only want to hear
I lean a little close
I'd wait another year
I know it by the touch
I keep it safe and warm
I'm yours if you'll have me
I've got no need of words
I'm careful with the light
I would not be elsewhere
We're closer than we were
We breathe in the same time
We leave the rest outside
It's soft, and it is ours
It's all I ever need
It opens like a hand
There's room enough for two
The world can wait outside
The hush is like a shawl
My heart is half asleep
You make the moment last
You're all the news I need
You hold me like a note
[fierce]
I'm done with being good
I'm stronger than I was
I'm walking through the fire
I'll never be that small
I've got a score to keep
I'm louder than the fear
I won't be turned around
I take what I was owed
I've nothing left to lose
I burn, but I don't break
I'm coming for the crown
I spit the bitter out
We're not afraid of dark
We light it up ourselves
We answer to no one
It's now, or not at all
It's louder than the law
It's ours, and we won't ask
There's thunder in my chest
The fear is out of breath
The line has just been crossed
My heart is like a drum
You can't put out the sun
You'll hear us from afar
You haven't seen us yet
[calm]
I let the moment be
I breathe, and I let go
I watch it come and go
I've nowhere else to be
I take it as it comes
I'm easy in my skin
I lay my worries down
I drift, and that's enough
I hear the world slow down
I'm quiet as a stone
I don't need to be told
I'm here, and I am still
We let the hours go
We don't need many words
We sit and let it pass
It's simple, and it's good
It goes the way it goes
It settles like the dust
There's no one keeping score
The day can take its time
The stillness has a sound
My hands are open now
You're quiet, and I'm too
You take the slower way
You breathe, and so do I
""")

# A bridge turns the song round: each clause opens with the turn itself.
TURNS = clauses_by_heading("""
[bright]
But what if this is it
And maybe that's the trick
So let the morning come
But I was lost before
And then you took my hand
So sing it while we can
But nothing's ever lost
And if it all falls down
So here's what I have learned
But I would do it twice
And look how far we've come
So turn the music up
And who would want it tame
But listen to the noise
So leave the lights all on
[sad]
But some things never heal
And if I had one wish
So this is how it ends
But I remember yet
And maybe you were right
So tell me it was real
But I can hear you laugh
And time is not so kind
So let me have the dark
But no one warned me then
And if you think of me
So I will learn to bend
And all I have is this
But I would still have come
So leave me one more song
[tender]
But if the world should turn
And if I lose the words
So hold me while it lasts
But even stars burn out
And maybe we'll grow old
So tell me once again
But you already know
And nothing else is mine
So stay a while like this
But I was never brave
And then the walls came down
So take whatever's left
And should the lights go out
But love is made of this
So put your hand in mine
[fierce]
But who was ever free
And when the smoke has cleared
So bring it all to me
But I have seen the edge
And if they come for us
So let the hammer fall
But I am still right here
And every scar's a song
So tear the ceiling off
But we were never tame
And who will stop us now
So raise it to the roof
And this is where it turns
But I was made for this
So count me in again
[calm]
But what is there to fear
And if the wind should change
So let it all go by
But even stones will move
And maybe that's the point
So close your eyes and hear
But nothing has to be
And after all the noise
So let the silence speak
But I am almost home
And when the day is gone
So leave the door ajar
And everything returns
But here is where I rest
So take the weight from me
""")
