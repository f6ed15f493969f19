"""The device that the models run on, and which parts of them are on it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import torch


class Card:
    """A device with room for all parts at once, or for one at a time.

    A part comes to the device when it is called. Where there is no room for all, the others go back to main memory.
    """

    def __init__(self, *, roomy: bool = True) -> None:
        self.device = torch.device("cpu")
        self.roomy = roomy
        self._parts: dict[str, torch.nn.Module] = {}
        self._names: dict[torch.nn.Module, str] = {}
        self._on_card: list[str] = []

    @property
    def on_card(self) -> tuple[str, ...]:
        """The names of the parts that are on the device."""
        return tuple(self._on_card)

    @property
    def compiles(self) -> bool:
        """Whether what runs on it again and again is worth compiling: on a card, if the weights stay in their place."""
        return self.roomy and self.device.type == "cuda"

    def add(self, name: str, part: torch.nn.Module | None, *methods: str) -> None:
        """Bring the part whenever it, or one of these methods of it, is called.

        None is ignored. A part that is known, or belongs to one that is, comes with that one.
        """
        if part is None or part in self._names:
            return
        self._parts[name] = part
        self._names |= dict.fromkeys(part.modules(), name)
        part.register_forward_pre_hook(lambda *_: self.bring(part))
        for method in methods:
            setattr(part, method, self._brought(part, getattr(part, method)))

    def to(self, device: str) -> None:
        """Use this device from now on, and bring all parts if there is room for them."""
        self.device = torch.device(device)
        for name in self._parts:
            self._move(name, self.device if self.roomy else torch.device("cpu"))
        self._on_card = list(self._parts) if self.roomy else []
        if self.device.type == "cuda":
            # Other streams than the one that brought the weights will read them.
            torch.cuda.synchronize(self.device)

    def bring(self, part: torch.nn.Module) -> None:
        """Have the part on the device."""
        if self.roomy:
            return
        name = self._names[part]
        if self._on_card == [name]:
            return
        self.clear()
        # Counted before it comes: a part that does not fit may be there by half.
        self._on_card = [name]
        self._move(name, self.device)

    def clear(self) -> None:
        """Have no part on the device, unless there is room for all."""
        if self.roomy:
            return
        for name in self._on_card:
            self._move(name, torch.device("cpu"))
        self._on_card = []
        free_memory()

    def _move(self, name: str, device: torch.device) -> None:
        # Weights in eight bits cannot be moved while torch takes no notes at all.
        with torch.inference_mode(mode=False):
            self._parts[name].to(device)

    def _brought(self, part: torch.nn.Module, method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def called(*args: Any, **kwargs: Any) -> Any:
            self.bring(part)
            return method(*args, **kwargs)

        return called


def free_memory() -> None:
    """Give what torch keeps of the card's memory back, in one piece."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
