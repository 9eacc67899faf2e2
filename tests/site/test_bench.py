"""That the made-up records of the bench can be published; how long they take is nobody's test."""

from __future__ import annotations

from bench import Author, fewest
from helpers.project import Project


def test_the_made_up_records_are_fit_to_be_published(project: Project) -> None:
    author = Author(fewest())
    author.write(project.path("stretches"))
    author.fit(project)
    result = project.check()
    assert result.returncode == 0, result.stderr
    assert f"{fewest()} stretches" in result.stdout
