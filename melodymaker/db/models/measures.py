"""What is counted for whoever runs the site."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from sqlmodel import Field, SQLModel


class MetricCounter(SQLModel, table=True):
    """One number that only grows, whichever process adds to it: few rows, of names that the code knows."""

    __tablename__ = "metric_counters"

    name: str = Field(max_length=60, primary_key=True)
    label: str = Field(default="", max_length=60, primary_key=True)
    # Of a histogram: the upper bound of a bucket, or `sum`.
    part: str = Field(default="", max_length=16, primary_key=True)
    value: float = 0.0
