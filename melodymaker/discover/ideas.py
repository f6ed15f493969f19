"""The ideas on the first page: each has a picture and a sample in assets/ideas/, which tasks/samples.py makes."""

from dataclasses import dataclass

from melodymaker.i18n import later


@dataclass(frozen=True)
class Idea:
    """A song that could be made: the name of its files, what is asked for, and the seed of its sample."""

    name: str
    text: str
    seed: int

    @property
    def picture(self) -> str:
        """Where the picture is read."""
        return f"/ideas/{self.name}.webp"

    @property
    def sample(self) -> str:
        """Where the sample is read."""
        return f"/ideas/{self.name}.mp3"


IDEAS = (
    Idea("rain", "a warm lo-fi piano tune about rain", 3),
    Idea("drive", later("neon synthwave for a night drive, 104 bpm"), 5),
    Idea("waltz", later("a rainy Sunday waltz for accordion, about a last train"), 7),
    Idea("window", "smoky jazz trio about the last light in the window", 11),
    Idea("stars", "dreamy ambient with harp about drifting among the stars", 13),
    Idea("mountains", "a triumphant orchestral score about crossing the mountains", 17),
)
