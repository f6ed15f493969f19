"""Numbers and signs as the words that are sung for them."""

from __future__ import annotations

import re

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand"), (100, "hundred"))
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_SIGNS = {
    "&": "and",
    "%": "percent",
    "+": "plus",
    "@": "at",
    "$": "dollars",
    "€": "euros",
    "£": "pounds",
    "#": "number",
}
_MONEY = re.compile(r"([$€£])(\d{1,12})")
_GROUPS = re.compile(r"(?<=\d),(?=\d{3})")
_NUMBER = re.compile(r"(\d+)(st|nd|rd|th|s)?(?![^\W\d_])|(\d+)")
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
# A longer row of digits is read digit by digit, and no more than these.
_LONGEST = 9
_MOST_DIGITS = 12


def spelled_out(text: str) -> str:
    """Return the text with its numbers and signs as words: "24 hours" becomes "twenty four hours"."""
    text = _MONEY.sub(lambda match: f"{match[2]} {match[1]}", _GROUPS.sub("", text))
    text = _NUMBER.sub(_said, text)
    return _SIGN.sub(lambda match: f" {_SIGNS[match[0]]} ", text)


def cardinal(number: int) -> str:
    """Return a number below a thousand billion in words."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f" {_ONES[ones]}" if ones else "")
    size, name = next(row for row in _SCALES if number >= row[0])
    many, rest = divmod(number, size)
    return f"{cardinal(many)} {name}" + (f" {cardinal(rest)}" if rest else "")


def _said(match: re.Match[str]) -> str:
    digits = match[1] or match[3]
    ending = match[2] or ""
    if len(digits) > _LONGEST or (len(digits) > 1 and digits[0] == "0"):
        words = " ".join(_ONES[int(digit)] for digit in digits[:_MOST_DIGITS])
    elif len(digits) == 4 and digits[0] in "12" and digits[1] != "0":
        words = _year(int(digits))
    else:
        words = cardinal(int(digits))
    if ending == "s":
        words = words[:-1] + "ies" if words.endswith("y") else words + "s"
    elif ending:
        words = _ordinal(words)
    return f" {words} "


def _year(number: int) -> str:
    century, rest = divmod(number, 100)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def _ordinal(words: str) -> str:
    before, space, last = words.rpartition(" ")
    regular = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return before + space + _ORDINALS.get(last, regular)
