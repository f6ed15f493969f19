"""What people call the sections of a song, each with its English name.

The words are those that lyrics sites and songwriters of the language use.
"""

from __future__ import annotations

_BY_NAME = {
    "verse": (
        *("verse", "strophe", "vers", "estrofa", "couplet", "strofa", "estrofe", "zwrotka", "sloka", "säkeistö"),
        *("куплет", "строфа", "verso", "kıta", "κουπλέ", "στροφή", "バース", "ヴァース", "aメロ", "主歌", "벌스", "절"),
        *("节", "節", "مقطع", "בית", "अंतरा", "versza", "versszak", "strofă", "bait", "khổ"),
    ),
    "chorus": (
        *("chorus", "refrain", "kehrvers", "estribillo", "coro", "ritornello", "refrão", "refrein", "refren"),
        *("refrén", "refräng", "refreng", "omkvæd", "omkväde", "kertosäe", "nakarat", "припев", "приспів", "ρεφρέν"),
        *("サビ", "コーラス", "大サビ", "副歌", "후렴", "후렴구", "코러스", "لازمة", "כורس", "كورس", "פזמון", "मुखड़ा"),
        *("hook", "điệp khúc", "reff"),
    ),
    "pre-chorus": (
        *("pre-chorus", "prechorus", "pre chorus", "vorrefrain", "pre-refrain", "preestribillo", "pre-estribillo"),
        *("pre-coro", "precoro", "pré-refrain", "prérefrain", "pre-ritornello", "pré-refrão", "pre-refrein"),
        *("предприпев", "bメロ", "导歌", "預副歌", "預副歌", "프리코러스", "build", "build-up"),
    ),
    "post-chorus": ("post-chorus", "postchorus", "post chorus", "post-estribillo", "post-refrain"),
    "bridge": (
        *("bridge", "brücke", "puente", "pont", "ponte", "brug", "brygga", "mostek", "most", "väliosa", "köprü"),
        *("бридж", "мост", "міст", "γέφυρα", "ブリッジ", "cメロ", "桥段", "橋段", "브릿지", "브리지", "جسر", "גשר"),
        *("middle eight", "middle 8"),
    ),
    "intro": (
        *("intro", "einleitung", "vorspiel", "introducción", "introduction", "introduzione", "introdução"),
        *("wstęp", "вступление", "интро", "εισαγωγή", "イントロ", "前奏", "인트로", "전주", "مقدمة", "פתיחה", "giriş"),
    ),
    "outro": (
        *("outro", "ausklang", "nachspiel", "schluss", "final", "finale", "fin", "slot", "zakończenie"),
        *("концовка", "аутро", "アウトロ", "尾奏", "아웃트로", "후주", "خاتمة", "סיום", "coda", "ending", "end", "tag"),
        *("fade out",),
    ),
    "interlude": (
        *("interlude", "zwischenspiel", "interludio", "interlúdio", "tussenspel", "mellanspel", "mellomspill"),
        *("przerywnik", "проигрыш", "間奏", "间奏", "간주", "break", "breakdown"),
    ),
    "solo": ("solo", "assolo", "соло", "ソロ", "솔로"),
    "instrumental": ("instrumental", "instrumentalteil", "strumentale", "инструментал"),
    "drop": ("drop", "дроп", "드롭"),
    "spoken": ("spoken", "spoken word", "gesprochen", "hablado", "parlé", "parlato", "falado", "ad-lib", "ad lib"),
    "rap": ("rap", "рэп", "ラップ", "랩"),
}
NAMES: dict[str, str] = {word: name for name, words in _BY_NAME.items() for word in words}
"""The English name of each, by the word in small letters."""

# Those words that are English already stay what they are: a hook is called a hook.
_OWN = ("refrain", "hook", "build", "build-up", "coda", "ending", "end", "tag", "fade out", "break", "breakdown")
NAMES |= {word: word for word in (*_OWN, "spoken word", "ad-lib")} | {"fade in": "fade in"}
ENGLISH = frozenset(name for name in NAMES.values() if " " not in name)
"""What may stand last in a longer name, such as "guitar solo"."""

_CLEAR = ("verse", "chorus", "refrain", "pre-chorus", "post-chorus", "intro", "outro", "bridge")
# Names that are words of songs as well, or parts of other words.
_WORDS = (
    *("build", "build-up", "tag", "end", "ending", "final", "finale", "fin", "slot", "most", "vers", "pont", "ponte"),
    *("coro", "schluss", "coda", "reff", "fade out", "절", "节", "節", "בית"),
)
ALWAYS = frozenset(word for word, name in NAMES.items() if name in _CLEAR and word not in _WORDS)
"""Words that are a heading even where nothing marks them as one."""
