"""Texts to start a song from: chips to click, and whole ideas."""

IDEAS = (
    ("lo-fi beats", "lo-fi beats"),
    ("waltz", "waltz"),
    ("80s synth-pop", "80s synth-pop"),
    ("epic score", "epic cinematic score"),
    ("bossa nova", "bossa nova"),
)

EXAMPLES = (
    "a warm lo-fi piano tune about rain",
    "neon synthwave for a night drive, 104 bpm",
    "a rainy Sunday waltz for accordion, about a last train",
)

SURPRISES = (
    *EXAMPLES,
    "a slow blues for electric guitar about an empty diner",
    "upbeat 80s synth-pop about the first day of summer",
    "a hushed folk song for acoustic guitar about letters never sent",
    "bossa nova with flute, about an afternoon with nothing to do",
    "dark techno, 132 bpm, no vocals, for a factory at night",
    "a tender string quartet about snow on the sea",
    "dusty hip hop with electric piano about the old neighbourhood",
    "a triumphant orchestral score about crossing the mountains",
    "dreamy ambient with harp about drifting among the stars",
    "a funky disco tune with slap bass about dancing in the kitchen",
    "sunny reggae with organ about a borrowed bicycle",
    "chiptune, fast and cheerful, about a cat that learned to fly",
    "a country waltz with fiddle about coming home late",
    "smoky jazz trio, no drums, about the last light in the window",
    "a joyful gospel piano song about morning",
    "melancholic drum and bass about a city after the rain",
    "a tango for violin and piano about a promise",
)

STYLES = (
    "lo-fi",
    "folk",
    "synthwave",
    "jazz",
    "cinematic",
    "warm",
    "dreamy",
    "driving",
    "piano",
    "strings",
    "soft drums",
)

KEYS = tuple(
    f"{note} {mode}"
    for note in ("C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
    for mode in ("major", "minor")
)


def appended(text: str, addition: str) -> str:
    """The text with the addition at its end, after a comma; once, however often it is added."""
    text = text.rstrip().rstrip(",")
    if addition.lower() in (part.strip().lower() for part in text.split(",")):
        return text
    return f"{text}, {addition}" if text else addition
