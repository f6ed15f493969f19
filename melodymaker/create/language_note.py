"""Whether a description is in a language that an engine which reads English will not understand."""

import re

# Small words that are common in one of the languages people write, and no words of English descriptions.
_FOREIGN = frozenset(
    [
        *("der", "das", "und", "ein", "eine", "einen", "einem", "einer", "über", "für", "mit", "ist", "nicht", "lied"),
        *("auf", "von", "zum", "zur", "vom", "im", "wie", "auch", "mein", "meine", "meinen", "traurig", "fröhlich"),
        *(
            "el",
            "los",
            "las",
            "una",
            "uno",
            "unos",
            "sobre",
            "para",
            "canción",
            "con",
            "del",
            "muy",
            "mi",
            "que",
            "como",
        ),
        *("le", "les", "une", "des", "du", "sur", "avec", "dans", "et", "pour", "chanson", "mon", "ma", "très", "qui"),
        *("il", "lo", "gli", "un", "della", "del", "sulla", "sul", "canzone", "che", "di", "per", "mia", "mio", "è"),
        *("o", "os", "as", "um", "uma", "com", "não", "música", "canção", "minha", "meu", "na", "da", "dos", "em"),
        *("een", "het", "en", "met", "voor", "liedje", "mijn", "niet", "naar", "zijn", "och", "om", "en", "ett"),
        *("för", "med", "på", "sång", "och", "jeg", "ikke", "sang", "piosenka", "oraz", "się", "jest", "dla", "bir"),
        *("ve", "için", "şarkı", "hakkında", "pjesma", "píseň", "dal", "egy", "és", "laulu", "ja", "lagu", "tentang"),
    ]
) - {"as", "sang", "o", "en", "om", "mi", "ma", "na", "da", "dal", "ja", "di", "un", "il", "del", "per"}
_ENGLISH = frozenset(
    [
        *("a", "an", "the", "of", "and", "in", "on", "for", "with", "about", "to", "my", "at", "is", "that", "from"),
        *("song", "tune", "track", "beat", "music", "like", "by", "it", "some", "no", "but", "very", "i", "we", "you"),
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
_MOST = 60


def looks_foreign(text: str) -> bool:
    """Whether most of a description is in another language than English; a name or two do not count."""
    words = [found.group().lower() for found, _ in zip(_WORD.finditer(text), range(_MOST), strict=False)]
    letters = "".join(words)
    if len(letters) > 2 and sum(char > "ɏ" for char in letters) > len(letters) / 2:
        return True
    foreign = sum(word in _FOREIGN for word in words)
    return foreign > 1 and foreign > sum(word in _ENGLISH for word in words)
