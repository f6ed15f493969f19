"""What kind of phrase a subject is, which decides how a line can name it."""

from __future__ import annotations

from melodymaker.sketch.tables.text import listed

_QUESTIONS = frozenset(listed("how why what when where who whether"))
_PRONOUNS = frozenset(listed("i i'm i've we we're you you're he he's she she's they they're it it's there there's"))
_ARTICLES = frozenset(listed("a an the my your our his her their its this that these those some two three four every"))
# Words in -ing that name no action.
_THINGS = frozenset(
    listed("""
    spring string king ring wing thing something anything everything nothing morning evening wedding ceiling sibling
    lightning building painting duckling darling pudding wing sling earring offspring clothing stocking herring
    sterling bowling ping viking
    """)
)
_PEOPLE = frozenset(
    listed("""
    mother mum mom mama father dad papa brother sister son daughter grandma grandmother granny nana grandpa grandfather
    aunt uncle cousin wife husband girlfriend boyfriend fiancé friend friends neighbor neighbour teacher boss baby child
    kid kids children girl boy man woman men women lady guy stranger strangers sailor sailors pirate pirates astronaut
    king queen prince princess knight wizard witch doctor nurse soldier soldiers farmer baker waiter driver dancer
    singer detective cowboy hero heroes lover lovers ghost robot clown thief captain fisherman twins parents family
    student students widow bride groom poet painter team
    """)
)
# What somebody does: a story's first clause ends its subject.
_VERBS = frozenset(
    listed("""
    is are was were has had goes went comes came runs ran falls fell waits waited walks walked leaves left finds found
    loses meets met loves loved dreams dreamed sings sang learns learned lives lived wants wanted tries tried looks
    looked gets got makes made takes took gives gave sees saw knows knew turns turned wakes woke flies flew sails sailed
    drives drove dances danced plays played hides hid returns returned moves moved becomes became writes wrote builds
    built steals stole breaks broke misses missed remembers remembered forgets forgot opens opened
    """)
)
_RELATIVES = frozenset(listed("who that which where when whose"))


def kind_of(subject: str) -> str:
    """Return "thing", "person", "name", "action", "question" or "sentence"."""
    words = core_of(subject).lower().split()
    if words[0] in _QUESTIONS:
        return "question"
    if words[0] in _PRONOUNS:
        return "sentence"
    if any(_is_action(word) for word in words[: 2 if words[0] in ("not", "never", "always", "slowly") else 1]):
        return "action"
    head = _head(words)
    if head in _PEOPLE:
        return "person"
    return "name" if words[0] not in _ARTICLES and subject[:1].isupper() else "thing"


def core_of(subject: str) -> str:
    """Return whom or what a told story is about: "a robot learns to love" is about "a robot"."""
    words = subject.split()
    for index, word in enumerate(words):
        if word.lower() in _RELATIVES:
            break
        if index and word.lower() in _VERBS and words[0].lower() not in _PRONOUNS | _QUESTIONS:
            return " ".join(words[:index])
    return subject


def bare(subject: str) -> str:
    """Return the subject without its article, in small letters."""
    return subject.lower().removeprefix("the ").removeprefix("an ").removeprefix("a ")


def _is_action(word: str) -> bool:
    return len(word) > 4 and word.endswith("ing") and word not in _THINGS


def _head(words: list[str]) -> str:
    """The noun that the phrase is built around: the last word before "of", "on", "who" and the like."""
    stops = ("of", "on", "in", "at", "with", "from", "by", "to", "for", "without", "named", "called", *_RELATIVES)
    end = next((index for index, word in enumerate(words) if index and word in stops), len(words))
    return words[end - 1].removesuffix("'s")
