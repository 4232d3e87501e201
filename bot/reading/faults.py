"""What a text can have wrong: plain values to answer with, each naming the part it is about."""


class Unreadable(ValueError):
    """Meant as a time or a date, but there is none like it. `part` is what was written."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class InThePast(Unreadable):
    """A date that is over."""


class TooFar(Unreadable):
    """A date more than a year ahead."""
