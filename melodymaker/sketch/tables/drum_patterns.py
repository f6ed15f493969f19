"""Drum patterns: one string for each drum, one character for each sixteenth.

`X` is an accent, `x` a stroke, `o` a soft one, `,` a ghost, `.` a rest. A pattern of 16 fills
a bar of four, of 32 two bars, of 12 a bar of three.
"""

from __future__ import annotations

from melodymaker.sketch.tables.drum_patterns_metres import OTHER_METRES
from melodymaker.sketch.tables.text import sections

DRUMS = (
    sections("""
[backbeat]
kick  = X.......x.x.....
snare = ....X.......X...
hat   = x.o.x.o.x.o.x.o.

[backbeat push]
kick  = X.....x.x.......X..x....x.x.....
snare = ....X.......X...
hat   = x.o.x.o.x.o.x.o.

[ballad]
kick = X.........x.....
rim  = ........X.......
hat  = o...o...o...o...

[pop]
kick  = X..x....x.......
snare = ....X.......X...
clap  = ............o...
hat   = xoxoxoxoxoxoxoxo

[four]
kick   = X...X...X...X...
clap   = ....X.......X...
hat    = ..x...x...x...x.
shaker = ,,o,,,o,,,o,,,o,

[house]
kick = X...X...X...X...
clap = ....X.......X...
open = ..x...x...x...x.
hat  = o.,.o.,.o.,.o.,,

[deep house]
kick   = X...X...X...X...
rim    = ...o..o.....o..o
open   = ..x...x...x...x.
shaker = o,o,o,o,o,o,o,o,

[techno]
kick = X...X...X...X...
hat  = oo.ooo.ooo.ooo.o
open = ..x...x...x...x.
clap = ............x...

[disco]
kick       = X...X...X...X...
snare      = ....X.......X...
hat        = x.o.x.o.x.o.x.o.
open       = ..x...x...x...x.
tambourine = o.o.o.o.o.o.o.o.

[trance]
kick = X...X...X...X...
clap = ....X.......X...
open = ..X...X...X...X.
hat  = oooooooooooooooo

[lofi]
kick  = X.....x...x.....X......x..x.....
snare = ....x.......x...
hat   = x.o.x.o.x.o.x.o,

[lofi lazy]
kick   = X......x..x.....
rim    = ....x.......x..,
hat    = o.o.x.o.o.o.x.o.
shaker = ..,...,...,...,.

[boom bap]
kick  = X.x.....x.x.....X.x....x..x.....
snare = ....X.......X..,
hat   = x.o.x.o.x.o.x.o.

[trap]
kick = X.....x...x.....X..x......x..x..
clap = ........X.......
hat  = x.x.x.xxx.x.xxx.x.x.x.x.xxxxx.x.
rim  = ..............o.

[drill]
kick  = X..x......x.....X.....x...x..x..
snare = ......X.......x.......X.....x...
hat   = x..x..x.x..x..x.

[dnb]
kick  = X.........x.....
snare = ....X.......X...
hat   = x.o.x.o.x.o.x.o.
ride  = x...x...x...x...

[breakbeat]
kick  = X.x.......xx....X.x.......x.....
snare = ....X..,.,..X.......X..,.,..X..,
hat   = x.x.x.x.x.x.x.x.

[dubstep]
kick  = X..........x....X.....x.........
snare = ........X.......
hat   = x..o..x.o..x..o.

[synthwave]
kick  = X...X...X...X...
snare = ....X.......X...
hat   = o.x.o.x.o.x.o.x.

[rock]
kick  = X.......x.x.....
snare = ....X.......X...
hat   = X.x.X.x.X.x.X.x.

[rock drive]
kick  = X..x..x.x.x.....
snare = ....X.......X...
hat   = X.x.X.x.X.x.X.x.

[half time]
kick  = X......x..x.....
snare = ........X.......
hat   = X...x...X...x...

[punk]
kick  = X.....x.X.....x.
snare = ....X.......X...
hat   = X.X.X.X.X.X.X.X.

[metal]
kick  = X.xxX.xxX.xxX.xx
snare = ....X.......X...
ride  = X...X...X...X...

[double kick]
kick  = XxxxXxxxXxxxXxxx
snare = ....X.......X...
ride  = X.x.X.x.X.x.X.x.

[swing]
ride  = X...x.x.X...x.x.
pedal = ....x.......x...
kick  = o......,o.......
snare = ..........,....,

[brushes]
brush = o...x.,.o...x.,.
ride  = x...x.o.x...x.o.
pedal = ....o.......o...

[shuffle]
kick  = X.......X.x.....
snare = ....X.......X...
hat   = X.x.X.x.X.x.X.x.

[slow blues]
kick  = X.....o.X.....o.
snare = ....x.......x...
ride  = X.x.X.x.X.x.X.x.

[train]
kick  = X...x...X...x...
snare = ,,x,,,x,,,x,,,x,

[country]
kick  = X.......X.......
snare = ....x.......x...
hat   = o.x.o.x.o.x.o.x.

[stomp]
kick       = X...X...X...X...
clap       = ....X.......X...
tambourine = o.x.o.x.o.x.o.x.

[folk]
kick       = x.......x.......
shaker     = o.x.o.x.o.x.o.x.
tambourine = ....o.......o...

[bossa]
kick   = x..,x..,x..,x..,
rim    = x..x..x...x..x..
shaker = o,o,o,o,o,o,o,o,

[samba]
kick       = o..Xo..Xo..Xo..X
tambourine = xooxxooxxooxxoox
low conga  = ..x.......x.x...
shaker     = xoxoxoxoxoxoxoxo

[one drop]
kick   = ........X.......
rim    = ........X.......
hat    = x..ox..ox..ox..o
shaker = ..o...o...o...o.

[steppers]
kick = X...X...X...X...
rim  = ........x.......
hat  = ..x...x...x...x.

[dembow]
kick  = X...X...X...X...
snare = ...x..x....x..x.
hat   = o.o.o.o.o.o.o.o.

[salsa]
clave   = x..x..x.....x.x.
conga   = ..,.x...,...x.x.
cowbell = x...x.o.x...x.o.
kick    = ......x.......x.

[tango]
kick = o.......o.......
rim  = ............,.,.

[afrobeat]
kick   = X.....x...x.....
snare  = ....x..o....x..,
hat    = x.xxx.x.x.xxx.x.
shaker = o.xoo.xoo.xoo.xo
conga  = ...x......xx....

[funk]
kick  = X.x...x...x..x..
snare = ....X..,.,..X..,
hat   = xoxoxoxoxoxoxoxo

[funk tight]
kick  = X..x..x...x.....
snare = ,...X.,,.,..X...
hat   = xoxoxoxxxoxoxoxo

[soul]
kick       = X.....x...x.....
snare      = ....X.......X...
hat        = x.o.x.o.x.o.x.o.
tambourine = ....x.......x...

[rnb]
kick = X......x..x.....
clap = ....x.......x...
hat  = o.x.o.xxo.x.o.x.
rim  = .......,......,.

[gospel]
kick       = X..x....X..x....
snare      = ....X.......X...
ride       = x.x.x.x.x.x.x.x.
tambourine = ....X.......X...

[epic]
floor tom = X..x..x.X..x..x.
low tom   = ....x.......x.x.
kick      = X.......X.......

[march]
snare = X..xX.xxX..xX.xx
kick  = X.......X.......

[chip]
kick  = X.....x.X.....x.
snare = ....X.......X...
hat   = x.xxx.xxx.xxx.xx

[heartbeat]
kick   = x..o............
shaker = ....,.......,...
""")
    | OTHER_METRES
)
