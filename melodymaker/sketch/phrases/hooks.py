"""How a chorus names what the song is about: lines with a gap for it, by what kind of phrase it is."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import clauses_by_heading

# A thing is any phrase around a noun, an action begins with a word in -ing, a question with how, why, what and so on.
HOOKS = clauses_by_heading("""
[thing]
Here's to {subject}
This one is for {subject}
I keep on thinking of {subject}
Oh, tell me about {subject}
I still believe in {subject}
All I can see is {subject}
There's nothing quite like {subject}
I'd know it anywhere, {subject}
It all comes down to {subject}
Sing it for {subject}
It's all about {subject}
I can't get over {subject}
My heart is set on {subject}
I'm never done with {subject}
The world goes round for {subject}
I wrote this down for {subject}
Let me tell you about {subject}
The night belongs to {subject}
I close my eyes and see {subject}
[person]
Here's to {subject}
This one is for {subject}
I keep on thinking of {subject}
Oh, tell me about {subject}
I still believe in {subject}
There's nobody quite like {subject}
I'd sing it all for {subject}
It all comes down to {subject}
My heart goes out to {subject}
I raise my glass to {subject}
I wrote this down for {subject}
I'd cross the world for {subject}
I'm singing to {subject}
The light is on for {subject}
I hear the voice of {subject}
Nobody shines like {subject}
[action]
Here's to {subject}
It's all about {subject}
There's nothing quite like {subject}
I'm not afraid of {subject}
I keep on {subject}
I dream about {subject}
There is an art to {subject}
Nobody warned me about {subject}
I never tire of {subject}
We live for {subject}
I've got a taste for {subject}
This is a song about {subject}
I learned it all by {subject}
I'm getting good at {subject}
[question]
Oh, tell me {subject}
I never understood {subject}
Nobody ever told me {subject}
I'll sing to you of {subject}
I lie awake and wonder {subject}
I think I know {subject}
You asked me {subject}
I still remember {subject}
[sentence]
It's true, you know: {subject}
I'll say it once again: {subject}
The radio sings it: {subject}
I wrote it on the wall: {subject}
Sing it with me: {subject}
The whole world knows: {subject}
I said it to the moon: {subject}
The bells all say: {subject}
""")

# Said by those who answer the singer.
ANSWERS = clauses_by_heading("""
[bright]
oh yes
sing it again
here we go
turn it up
all of us
hey, hey
that's right
come on
[sad]
oh no
so long
I know
let it go
gone, gone
stay, stay
not now
too late
[tender]
hold on
close, close
stay here
I'm here
only you
so near
my own
hush now
[fierce]
hey, hey
louder
never again
burn it down
stand up
not me
one more
right now
[calm]
so slow
let it be
breathe in
breathe out
by and by
easy now
hush, hush
it's fine
""")

# How a verse names it.
MENTIONS = clauses_by_heading("""
[thing]
I think of {subject}
I dream of {subject}
You talk about {subject}
They sing of {subject}
I sing about {subject}
I wake to {subject}
You show me {subject}
I write about {subject}
[person]
I think of {subject}
I dream of {subject}
You talk about {subject}
They sing of {subject}
I look for {subject}
I wait for {subject}
I wave to {subject}
I save a seat for {subject}
[action]
I think about {subject}
I dream about {subject}
You talk about {subject}
They warned me about {subject}
I write about {subject}
I smile about {subject}
[question]
I ask you {subject}
You show me {subject}
I almost know {subject}
They sing of {subject}
I wonder {subject}
[sentence]
I know that {subject}
You say that {subject}
They sing that {subject}
I dream that {subject}
""")
