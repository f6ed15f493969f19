"""Moods: what a feeling does to tempo, mode, energy, room and tone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mood:
    """What a mood changes in a genre.

    `minor` is the tendency to a minor key (−1 … 1), `tempo` a factor, `energy`, `room` and
    `bright` are added to the genre's own values (each within −0.4 … 0.4).
    """

    name: str
    words: tuple[str, ...]
    minor: float
    tempo: float
    energy: float
    room: float
    bright: float


def _mood(name: str, words: str, minor: float, tempo: float, energy: float, room: float, bright: float) -> Mood:
    spellings = (name, *(word.strip() for word in words.split(",") if word.strip()))
    return Mood(name, spellings, minor, tempo, energy, room, bright)


_ROWS = (
    _mood("happy", "cheerful, merry, glad, happily, feel good, feelgood", -1, 1.04, 0.15, 0, 0.2),
    _mood("joyful", "joyous, jubilant, joy, festive, celebratory", -1, 1.06, 0.25, 0, 0.2),
    _mood("sad", "sorrowful, mournful, tearful, unhappy, heartbroken, heartbreak", 1, 0.92, -0.2, 0.1, -0.1),
    _mood("melancholic", "melancholy, wistful, pensive, blue", 0.8, 0.94, -0.15, 0.1, -0.1),
    _mood("warm", "cozy, cosy, tender, gentle, intimate, heartfelt", -0.3, 0.97, -0.1, 0, -0.15),
    _mood("dark", "sinister, ominous, brooding, gloomy, noir", 1, 0.97, 0.05, 0.1, -0.25),
    _mood("bright", "sunny, shiny, sparkling, shimmering", -0.8, 1.03, 0.1, 0, 0.3),
    _mood("dreamy", "dreamlike, hazy, ethereal, floating, dream", 0, 0.95, -0.15, 0.3, -0.05),
    _mood("calm", "peaceful, serene, relaxing, relaxed, soothing, tranquil, quiet, soft", -0.2, 0.92, -0.3, 0.1, -0.15),
    _mood("chill", "chilled, laid back, mellow, easygoing, lazy, chillout", 0.1, 0.96, -0.2, 0.05, -0.1),
    _mood("energetic", "energising, lively, upbeat, dynamic, bouncy", -0.4, 1.07, 0.3, -0.05, 0.15),
    _mood("aggressive", "angry, furious, brutal, fierce, violent, raging", 1, 1.06, 0.4, -0.1, 0.1),
    _mood("epic", "heroic, majestic, grand, monumental, soaring", 0.2, 1.0, 0.3, 0.25, 0.1),
    _mood("triumphant", "victorious, victory, glorious", -0.7, 1.03, 0.3, 0.15, 0.15),
    _mood("romantic", "loving, sensual, passionate, sexy", 0, 0.95, -0.1, 0.1, -0.05),
    _mood("nostalgic", "retro, vintage, bittersweet, old school, oldschool", 0.2, 0.97, -0.05, 0.1, -0.1),
    _mood("hopeful", "optimistic, uplifting, inspiring, inspirational, positive", -0.8, 1.02, 0.15, 0.1, 0.15),
    _mood("mysterious", "enigmatic, eerie, haunting, spooky, strange, ghostly", 0.9, 0.95, -0.1, 0.25, -0.1),
    _mood("tense", "suspenseful, suspense, anxious, nervous, dramatic", 1, 1.03, 0.15, 0.05, 0),
    _mood("playful", "funny, quirky, whimsical, silly, cute", -0.8, 1.06, 0.1, -0.05, 0.2),
    _mood("lonely", "lonesome, isolated, solitary, alone", 0.8, 0.93, -0.2, 0.2, -0.1),
    _mood("rebellious", "defiant, rebel, raw, gritty", 0.5, 1.05, 0.3, -0.1, 0.1),
    _mood("groovy", "funky feel, danceable, swinging", 0.1, 1.02, 0.15, -0.05, 0.05),
    _mood("sleepy", "drowsy, lullaby, bedtime, sleep", -0.3, 0.88, -0.35, 0.15, -0.25),
    _mood("meditative", "meditation, spiritual, zen, contemplative, mindful", 0, 0.9, -0.3, 0.3, -0.1),
    _mood("powerful", "strong, driving, intense, massive, heavy", 0.3, 1.03, 0.35, 0, 0.1),
    _mood("elegant", "graceful, sophisticated, refined, classy, smooth", -0.1, 0.98, -0.1, 0.1, 0),
    _mood("cold", "icy, frozen, bleak, wintry", 0.8, 0.96, -0.1, 0.25, 0.1),
    _mood("summery", "summer, tropical, beachy, breezy", -0.8, 1.03, 0.1, 0, 0.2),
    _mood("hypnotic", "trance like, repetitive, minimal, mesmerising, mesmerizing", 0.5, 1.0, 0, 0.15, 0),
    _mood("futuristic", "sci fi, scifi, spacey, cosmic, robotic", 0.4, 1.02, 0.05, 0.2, 0.1),
    _mood("magical", "enchanted, fairytale, fairy tale, mystical", -0.1, 0.98, -0.05, 0.25, 0.15),
)

MOODS: dict[str, Mood] = {row.name: row for row in _ROWS}
