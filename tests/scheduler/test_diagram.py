"""The picture of the rules is the rules."""

from tests.scheduler.diagram import section, written


def test_the_diagram_in_the_rooms_page_is_the_one_of_the_tables() -> None:
    assert written() == section(), "run: .venv/bin/python -m tests.scheduler.diagram"
