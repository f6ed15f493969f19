"""How a line may end: what can be said after any clause, by the sound it rhymes on."""

from __future__ import annotations

from melodymaker.sketch.phrases.text import endings_by_sound

# Each follows a comma, and speaks of the whole clause: it fits whoever does whatever there. One after a "+" follows
# without a comma and says when: it is for what happens, not for what is felt. "^" marks what nobody sings who is sad,
# and "_" what nobody sings who is glad.
ENDINGS = endings_by_sound("""
night = +tonight, +at night, ^and that's all right, and I hold tight, ^but that's all right, and I sleep tight,
    until it gets light, ^and I feel all right
day = +today, they say, so they say, come what may, anyway, by the way, but not today, and here I stay, ^and that's
    okay, and I'm on my way, as children play, _what can I say
low = I know, you know, even so, _and time goes slow, and I let go, and away we go, as well you know, and winds will
    blow, before I go, wherever I go, for all I know
more = and I want more, but who keeps score, what's it all for, as I said before, like never before
air = I swear, and I don't care, but I don't care, if you're still there, and I'll be there, ^and it's only fair,
    and I'm halfway there, and who knows where, ^and love is in the air, if anyone's there
all = after all, and I recall, and that is all, ^and I stand tall, _as shadows fall, _before I fall, ^and I give it
    my all
round = and I come round, and hearts will pound, without a sound, and I am found, and the world goes round, as I
    look around, and the earth spins round
time = ^and I'm in my prime, in its own good time, and church bells chime, and the hours climb, and I make it rhyme,
    and I take my time
line = ^and that's just fine, ^and I feel fine, and the stars align, and I cross the line, and I take it as a sign,
    ^and the whole world's mine, _and there's no sign, ^and I pour the wine
song = +all day long, +all night long, but not for long, right or wrong, and I sing along, and it won't be long, and
    I belong, ^and nothing's wrong, and here's the song, _and I've been wrong
old = so I'm told, or so I'm told, truth be told, ^and I feel bold, and I grow old, _but the nights are cold, and
    the leaves turn gold, and I take hold
one = and it's just begun, and I've only begun, and here comes the sun, ^and that was fun, until we're done, before
    it's done, and I chase the sun, and the day is done
near = my dear, oh dear, and I want you near, and the sky is clear, and there's nothing to fear, and I'm still here,
    and spring is near, year after year, now that you're here, _and the end is near
free = you see, ^and I feel free, ^and I'm wild and free, between you and me, believe you me, and I let it be, ^come
    dance with me, as far as I see, ^and it's fine by me
blue = it's true, and I think of you, ^and I feel new, and I'm here with you, and I wish you knew, and the sky is
    blue, _and I miss you too, all for you, ^and dreams come true, whatever you do
high = oh my, and I wonder why, and I don't know why, and I can't deny, and the years go by, and the birds fly by,
    ^and I'm flying high, _and I say goodbye, _and I start to cry, as clouds go by, and I stand by
hand = you understand, and I understand, ^and it all is grand, just as I planned, and I take your hand, and here I
    stand
heart = for a start, and I know it by heart, _and it breaks my heart, _and we're worlds apart, and I play my part,
    and I follow my heart, and I learn the art, and I take it to heart
dark = +after dark, +in the dark, and the dogs all bark, and I strike a spark, ^and I've hit the mark, _and it
    leaves a mark
same = all the same, just the same, and I'm glad I came, _and nobody's to blame, and I call your name, and I know
    the game, and I feed the flame, _and nothing's the same
side = and I don't know how to hide, _and I swallow my pride, and I've nothing to hide, and I stand by your side,
    and I let it slide, ^and I'm along for the ride, and I turn the tide
town = and the sun goes down, _and the rain comes down, _and I don't look down, and there's no one in town, ^and I
    wear the crown
street = and I tap my feet, ^and it can't be beat, and I'm on my feet, ^and the nights are sweet, ^and I feel the
    heat, and I don't miss a beat, and I walk down the street
head = like I said, like you said, and I shake my head, and I go to bed, and nothing's left unsaid, and I look
    ahead, as I said, and it's stuck in my head
sleep = and I fall asleep, and the town's asleep, _and I'm in too deep, and the hills are steep, _and I start to
    weep, and it's mine to keep, and still waters run deep
best = and I do my best, ^and I'm feeling blessed, and I've passed the test, and I give it a rest, and I hope for
    the best, and you know the rest
place = and I find my place, and I know my place, and I love this place, and I quicken my pace, _and I hide my face,
    and it falls into place, and I take up space
mind = never mind, and I don't mind, but I don't mind, and I speak my mind, and I change my mind, and the world is
    kind, _and I fall behind, and I've made up my mind
dream = so it would seem, it would seem, and I chase the dream, and I start to dream, and I float downstream, ^and I
    live the dream
fire = and I never tire, ^and my heart's on fire, and I walk the wire
late = ^and I can't wait, and it's getting late, and I'm never late, and I call it fate, and it feels like fate,
    before it's too late
stars = and I wish on stars, _and I heal my scars, and I look for Mars, beneath the stars, and I count the stars
goes = and so it goes, heaven knows, and nobody knows, and the feeling grows, and the river flows, and the night
    wind blows, ^and I strike a pose, as everyone knows
turn = and I wait my turn, and I live and learn, and the tables turn, and the candles burn, and it's my turn
still = and time stands still, and I love it still, and I always will, ^and I have my fill, and the air is still,
    and I never will, ^just for the thrill, and I'm over the hill
well = ^and all is well, and I wish you well, but who can tell, and only time will tell, and I know it well, and I
    break the spell, and I ring the bell
out = no doubt, without a doubt, and I'm up and about, ^and I sing and shout, _and the lights go out, and I figure
    it out, and I let it out
spring = and I start to sing, ^and I feel like a king, and the phone might ring, and I wait for the spring, and it's
    a funny thing, and it means everything
star = and there you are, and here we are, and I've come so far, and I wish on a star, and it's not too far, and I
    play my guitar, wherever you are
eyes = to my surprise, and I close my eyes, and it's no surprise, and the moon will rise, _and I
    say my goodbyes
years = and it's been years, _and I'm close to tears, _and I dry my tears, _and I face my fears, after all these
    years, and it's music to my ears
bones = on my own, _and I'm all alone, and I write it in stone, and I'm not alone, _and I should have known, _and I
    hang up the phone, and the seeds are sown
moon = ^and I hum a tune, and I'll see you soon, _and I howl at the moon, and it's half past noon, _and it's over
    too soon, and I stare at the moon
rain = ^and I feel no pain, _and it starts to rain, ^and I can't complain, and I board the train, ^and I dance in
    the rain
""")
