"""What making songs costs on this site."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CreditTerms:
    """Whether songs cost credits; how many a new account is given; and what one finished song costs."""

    on: bool = False
    free: int = 100
    price: int = 1


FREE_OF_CHARGE = CreditTerms()
"""Nothing costs anything."""
