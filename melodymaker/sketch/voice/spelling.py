"""How an unknown word is said, by rules of English spelling."""

from __future__ import annotations

import re

VOWELS = frozenset("AIOQWYaeiouæɑɐɒɔəɛɜɪʊʌᵊᵻ")
# Vowels that can bear no stress.
_WEAK = frozenset("əᵊᵻ")
_CONSONANT = "[bcdfghjklmnpqrstvwxz]"
_MAGIC_E = "(?=(?:[bcdfgklmnpstvz]|th)(?:e[sdr]?|ing)$)"
_RULES = {
    "a": f"augh ɔ, au ɔ, aw ɔ, air ɛɹ, ai A, ay A, are$ ɛɹ, arr ɛɹ, ar ɑɹ, ah ɑ, aa ɑ, all ɔl, alk ɔk,"
    f" a(?=tion) A, a{_MAGIC_E} A,"
    "(?<=w)a(?=[snt]) ɑ, a(?=nge) A, a$ ə, a æ",
    "b": "bb b, (?<=m)b$ , b b",
    "c": "ch ʧ, ck k, cc(?=[ei]) ks, cc k, ci(?=[ao]) ʃ, c(?=[eiy]) s, c k",
    "d": "dge? ʤ, dd d, d d",
    "e": f"eigh A, eau O, ey$ i, ei A, eu u, ew u, eer ɪɹ, ee i, ear$ ɪɹ, ear ɜɹ, ea i, ere$ ɪɹ, er$ əɹ,"
    f" er(?={_CONSONANT}) ɜɹ,"
    f" (?<=[td])ed$ ᵻd, (?<=[kpfsxh])ed$ t, ed$ d, (?<=[szxhcg])es$ ᵻz, (?<={_CONSONANT})es$ z, en$ ən, el$ əl,"
    f" (?<={_CONSONANT})e$ , (?<=[uo])e$ , e{_MAGIC_E} i, e$ i, e ɛ",
    "f": "ff f, f f",
    "g": "gg ɡ, gh$ , gh(?=t) , gh ɡ, ^gn n, gn$ n, gu(?=[aei]) ɡ, g(?=[eiy]) ʤ, g ɡ",
    "h": "h(?=[aeiouy]) h, h ",
    "i": f"igh I, ign$ In, ique$ ik, ind$ Ind, ild$ Ild, ire$ Iɹ, ir(?={_CONSONANT}|$) ɜɹ, ie$ i,"
    f" ie(?=[ldfv]) i, ing$ ɪŋ,"
    f" i{_MAGIC_E} I, ia iə, io iO, i$ i, i ɪ",
    "j": "j ʤ",
    "k": "^kn n, kk k, k k",
    "l": f"(?<={_CONSONANT})le$ əl, ll l, l l",
    "m": "mm m, m m",
    "n": "ng$ ŋ, ng(?=[aeiouy]) ŋɡ, ng ŋ, nk ŋk, nn n, n n",
    "o": f"ought ɔt, ough O, ould ʊd, ous$ əs, our ɔɹ, ou W, ow$ O, ow W, oor ɔɹ, oo(?=k) ʊ, oo u, oi Y, oy Y,"
    f" oa O, oe$ O, ore$ ɔɹ,"
    f" or ɔɹ, old Old, oll$ Ol, o(?=tion) O, o{_MAGIC_E} O, o$ O, oh O, (?<=[a-z][a-z][a-z])on$ ən, o ɑ",
    "p": "ph f, ^ps s, pp p, p p",
    "q": "que$ k, qu kw, q k",
    "r": "rr ɹ, rh ɹ, r ɹ",
    "s": "sch sk, sh ʃ, ss s, (?<=[aeiou])sion ʒən, sion ʃən, (?<=[aeioubdglmnrvwy])s$ z,"
    " (?<=[aeiou])s(?=[aeiouy]) z, s s",
    "t": "tch ʧ, th θ, tion ʃən, ti(?=[ao]) ʃ, ture$ ʧəɹ, tt t, t t",
    "u": f"ur(?={_CONSONANT}|$) ɜɹ, ure$ jʊɹ, ue$ u, ui u, uy I, u{_MAGIC_E} u, u$ u, u ʌ",
    "v": "vv v, v v",
    "w": "wh w, ^wr ɹ, w(?=[aeiouy]) w, w ",
    "x": "^x z, x ks",
    "y": f"y(?=[aeiou]) j, (?<={_CONSONANT})y{_MAGIC_E} I, y$ i, y ɪ",
    "z": "zz z, z z",
}


# For each letter one pattern, whose groups are the rules, and what each of them sounds like.
_SPELLED = {
    letter: re.compile("|".join(f"({rule.rpartition(' ')[0]})" for rule in rules.split(", ")))
    for letter, rules in _RULES.items()
}
_SOUNDS = {letter: tuple(rule.rpartition(" ")[2] for rule in rules.split(", ")) for letter, rules in _RULES.items()}
_FROM_SUFFIX = re.compile(r"(?:ti|si|ci)[ao]|ic(?:s|al|ally)?$|ity$|ian$")
_PREFIX = re.compile(r"(?:a|be|de|re|un|dis|mis|en|ex|in|pre)(?=[b-df-hj-np-tv-z][aeiou])")


def said_by_rule(word: str) -> str:
    """Return the phonemes of a word of the letters a to z, with its stress; "" for a word of none."""
    sounds = ""
    position = 0
    while position < len(word):
        letter = word[position]
        match = _SPELLED[letter].match(word, position) if letter in _SPELLED else None
        sounds += _SOUNDS[letter][(match.lastindex or 1) - 1] if match else ""
        position = max(position + 1, match.end() if match else 0)
    return _stressed(_with_a_vowel(sounds, word), word) if sounds else ""


def _with_a_vowel(sounds: str, word: str) -> str:
    """A word needs a vowel to be sung on: "hmm" is sung as "hum", "my" as it is spelled."""
    if VOWELS & set(sounds):
        return sounds
    return sounds[:-1] + ("I" if word.endswith("y") else "ʌ") + sounds[-1:]


def _stressed(sounds: str, word: str) -> str:
    places = [index for index, sound in enumerate(sounds) if sound in VOWELS]
    number = 0
    if _FROM_SUFFIX.search(word):
        number = len(places) - 2
    elif len(places) > 2:
        number = len(places) - 3
    elif len(places) == 2 and (_PREFIX.match(word) or sounds[places[0]] in _WEAK):
        number = 1
    number = max(0, number)
    at = places[number]
    if sounds[at] in _WEAK:
        at = next((place for place in places if sounds[place] not in _WEAK), at)
    # A word of two letters such as "by" or "go" ends in a whole vowel.
    if len(places) == 1 and sounds[at] == "i" and word.endswith("y"):
        sounds = sounds[:at] + "I" + sounds[at + 1 :]
    return sounds[:at] + "ˈ" + sounds[at:]
