"""Measures a site of many records against plain MkDocs and Material with the same text: `make bench`.

The records are varied from the real ones. The plain site has the same pages as static Markdown, the same theme
settings and the same nav, and none of our hooks, macros or overrides. Both are built in turn, in one run, and the
medians are compared, so that a slow machine slows both.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from helpers.project import TOP, Project, copy_project
from selectolax.lexbor import LexborHTMLParser, LexborNode
from stretchbook.checks.all_checks import open_library
from stretchbook.poses.figure import draw
from stretchbook.text.amounts import amounts

SEED = 20260101
_MEGABYTE = 1024


@dataclass
class Measured:
    """What the runs of one kind took."""

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def peak(self) -> float:
        return max(self.megabytes)

    def __str__(self) -> str:
        spread = f"{min(self.seconds):.1f}–{max(self.seconds):.1f}"
        return f"{self.median:6.2f} s (of {len(self.seconds)}: {spread}), peak {self.peak:.0f} MiB"


class Author:
    """Writes records that are like the real ones and unlike each other."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.choose = random.Random(SEED)  # noqa: S311 variety, not secrecy
        self.ids = [file.stem for file in _records(TOP / "stretches")]
        self.routines = [file.stem for file in (TOP / "stretches" / "routines").glob("*.yml")]
        self.real = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in _records(TOP / "stretches")]
        words = {
            word
            for record in self.real
            for note in record["safety"]["notes"]
            for word in re.findall(r"[a-z]{3,}", note)
        }
        wires = yaml.safe_load((TOP / "stretches/tripwires.yml").read_text(encoding="utf-8"))
        odd = yaml.safe_load((TOP / "stretches/spellings.yml").read_text(encoding="utf-8"))
        boasts = yaml.safe_load((TOP / "stretches/promises.yml").read_text(encoding="utf-8"))
        phrases = [phrase for entry in (*wires, *boasts) for phrase in entry.get("words", ())]
        phrases += [
            phrase for entry in boasts for name in ("before", "after", "passes") for phrase in entry.get(name, ())
        ]
        phrases += [phrase for entry in odd for phrase in entry["pairs"]]
        telling = {part for phrase in phrases for part in phrase.split()}
        patterns = [re.escape(part).replace(r"\*", ".*") for part in telling if part.strip("*")]
        starred = re.compile("|".join(patterns))
        # Numbers and sides would say another dose than the record's.
        numbers = {word for word in words if amounts([word])} | {"half", "minute", "other", "sides"}
        self.words = sorted(word for word in words - numbers if not starred.fullmatch(word))

    def write(self, folder: Path) -> None:
        for file in _records(folder):
            file.unlink()
        for file in (folder / "routines").glob("*.yml"):
            file.unlink()
        # The floor of safety is that of the real ones.
        shutil.rmtree(folder / "floor", ignore_errors=True)
        # What people mean by their words leads to the real ones too.
        (folder / "intents.yml").unlink(missing_ok=True)
        for number in range(self.number):
            text = yaml.safe_dump(self._record(number), sort_keys=False, allow_unicode=True, width=100_000)
            for name in self.ids:
                text = text.replace(f"[[{name}", f"[[{self._id(self.choose.randrange(self.number))}")
            (folder / f"{self._id(number)}.yml").write_text(text, encoding="utf-8")

    def fit(self, project: Project) -> None:
        """Lead pages, claims and muscles to the made-up records; leave out the references that only real ones cite."""
        lists = [project.path(f"stretches/{name}.yml") for name in ("claims", "muscles")]
        pages = [*project.path("content").rglob("*.md"), *lists]
        gone = "|".join((*self.ids, *self.routines))
        for page in pages:
            text = page.read_text(encoding="utf-8")
            led = re.sub(rf'(link\("|\[\[)(?:{gone})(?=["|\]])', rf"\g<1>{self._id(0)}", text)
            led = re.sub(r"routines\([^)]*\)", "routines()", led)
            page.write_text(led, encoding="utf-8")
        records = project.path("stretches").rglob("*.yml")
        said = "\n".join(file.read_text(encoding="utf-8") for file in (*pages, *records))
        references = json.loads(project.read("stretches/references.json"))
        project.write("mkdocs.yml", project.read("mkdocs.yml").replace("  safety_floor: true\n", ""))
        cited = [entry for entry in references if re.search(rf"\b{re.escape(entry['id'])}\b", said)]
        project.write("stretches/references.json", json.dumps(cited))

    def _id(self, number: int) -> str:
        return f"stretch-{number:05}"

    def _record(self, number: int) -> dict[str, Any]:
        real = self.real[number % len(self.real)]
        others = [self._id(other) for other in self.choose.sample(range(self.number), 4) if other != number]
        return {
            **real,
            "name": f"{real['name']} {number}",
            "also_known_as": [f"{real['name']} as {number}", f"Made-up {number}"],
            "summary": f"{self._sentence(12)}.",
            "steps": list(self._steps(real)),
            "feel": {name: self._own(text) for name, text in real["feel"].items()},
            **{name: [self._own(text) for text in real.get(name, ())] for name in ("easier", "harder", "mistakes")},
            **({"in_short": self._in_short(real["in_short"])} if "in_short" in real else {}),
            "tips": [f"{self._sentence(12)}." for _ in range(3)],
            "safety": {**real["safety"], "notes": [f"{self._sentence(20)}." for _ in range(3)]},
            "related": {"easier": others[:1], "like": others[1:]},
        }

    def _steps(self, real: dict[str, Any]) -> Iterator[str | dict[str, str]]:
        for number, step in enumerate(real["steps"], 1):
            is_turn = number == len(real["steps"]) and real["dose"]["sides"] == "each"
            parts = step if isinstance(step, dict) else {"do": step}
            action = self._own(parts["do"], 12) + (" Change sides." if is_turn else "")
            yield {"do": action, "more": self._own(parts["more"])} if "more" in parts else action

    def _own(self, text: str, most: int = 26) -> str:
        """Say something else, in as many words as the text has or a few more, up to `most`."""
        count = min(len(text.split()) + 3, most)
        return f"{self._sentence(count // 2)}. {self._sentence(count - count // 2)}."

    def _in_short(self, real: dict[str, Any]) -> dict[str, Any]:
        return {"reminder": self._own(real["reminder"], 20), "caution": self._own(real["caution"])}

    def _sentence(self, words: int) -> str:
        return " ".join(self.choose.choices(self.words, k=words)).capitalize()


def fewest() -> int:
    """How many records it takes to reach every muscle that the real ones reach: one made from each of these."""
    return len(_records(TOP / "stretches"))


def _records(folder: Path) -> list[Path]:
    """Vocabularies are lists, and have no name of their own."""
    is_record = re.compile(r"^name:", re.MULTILINE)
    vocabularies = {
        file.stem
        for file in (TOP / "stretches").glob("*.yml")
        if not is_record.search(file.read_text(encoding="utf-8"))
    }
    return [file for file in sorted(folder.glob("*.yml")) if file.stem not in vocabularies]


def write_plain(built: Project, plain: Path) -> None:
    """Write the built site's pages anew as static Markdown, with the theme's settings and nothing of ours."""
    plain.mkdir()
    settings = yaml.load((TOP / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Loose)  # noqa: S506 our own file
    for name in ("hooks", "watch", "extra_css", "extra_javascript", "repo_url", "edit_uri", "site_url"):
        settings.pop(name, None)
    settings["plugins"] = ["search"]
    settings.pop("not_in_nav")
    settings["theme"].pop("custom_dir")
    settings["theme"].pop("favicon")
    # The same pages are left out of the nav there as here.
    settings["validation"] = {"nav": {"omitted_files": "ignore"}, "links": {"not_found": "ignore"}}
    (plain / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    site = built.path("site")
    for page in sorted(site.rglob("index.html")):
        uri = page.relative_to(site).parent.as_posix()
        is_index = (TOP / "content" / uri / "index.md").exists()
        target = plain / "content" / (f"{uri}/index.md" if is_index else f"{uri}.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_markdown(page), encoding="utf-8")


class _Loose(yaml.SafeLoader):
    """Reads `!ENV` as nothing."""


_Loose.add_constructor("!ENV", lambda *_: "")


def _markdown(page: Path) -> str:
    tree = LexborHTMLParser(page.read_bytes())
    title, body = tree.css_first("title"), tree.css_first("article")
    assert title
    assert body
    head = f"---\ntitle: {yaml.safe_dump(title.text().strip()).splitlines()[0]}\nhide: [navigation, toc]\n---\n\n"
    return head + "\n\n".join(_blocks(body)) + "\n"


def _blocks(node: LexborNode) -> Iterator[str]:
    """Give a page's headings, paragraphs, list items and table rows as Markdown, links kept."""
    for child in node.iter():
        tag = str(child.tag)
        if tag in ("h1", "h2", "h3"):
            yield f"{'#' * int(tag[1])} {_inline(child)}"
        elif tag in ("p", "summary", "dd", "dt", "td", "th"):
            yield _inline(child)
        elif tag == "li":
            yield f"- {_inline(child)}"
        else:
            yield from _blocks(child)


def _inline(node: LexborNode) -> str:
    said = []
    for child in node.iter(include_text=True):
        if child.tag == "a" and "headerlink" not in (child.attributes.get("class") or ""):
            said.append(f"[{child.text().strip()}]({child.attributes.get('href')})")
        elif child.tag in ("strong", "em"):
            said.append(f"**{child.text().strip()}**")
        elif child.tag != "a":
            said.append(child.text())
    return " ".join("".join(said).split())


def run(project: Project, measured: Measured, command: list[str]) -> None:
    """Run a command of the project and note its time and its peak memory."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        environment = project.environment({"PYTHONPATH": "hooks"})
        process = subprocess.Popen(command, cwd=project.top, env=environment, stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
        measured.seconds.append(time.perf_counter() - start)
        measured.megabytes.append(used.ru_maxrss / _MEGABYTE)
        if status:
            log.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{log.read().decode()[-3000:]}")


MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
CHECK = [sys.executable, "-m", "stretchbook", "check"]


def measure(records: int, rounds: int, say: Callable[[str], None]) -> float:
    """Build both sites in turn and say what they took; give the ratio of the medians."""
    with tempfile.TemporaryDirectory() as folder:
        ours = copy_project(Path(folder) / "ours")
        author = Author(records)
        author.write(ours.path("stretches"))
        author.fit(ours)
        run(ours, Measured(), MKDOCS)
        write_plain(ours, Path(folder) / "plain")
        plain = Project(Path(folder) / "plain")
        pages = len(list(ours.path("site").rglob("index.html")))
        results = {"ours": Measured(), "plain": Measured(), "check": Measured()}
        for _ in range(rounds):
            run(ours, results["ours"], MKDOCS)
            run(plain, results["plain"], MKDOCS)
            run(ours, results["check"], CHECK)
    ratio = results["ours"].median / results["plain"].median
    say(f"{records} stretches, {pages} pages, {rounds} rounds in turn")
    say(f"  Stretchbook        {results['ours']}")
    say(f"  MkDocs + Material  {results['plain']}")
    say(f"  checking alone     {results['check']}")
    say(f"  ratio              {ratio:6.2f} (1.0 is the goal)")
    return ratio


def measure_figures(rounds: int, say: Callable[[str], None]) -> float:
    """Draw the project's own figures and say what a frame takes of a processor; give the ratio to reading a record."""
    reading, drawing = Measured(), Measured()
    for _ in range(rounds):
        start = time.process_time()
        library = open_library(TOP / "stretches")
        read = time.process_time()
        sites = library.atlas.muscle_sites
        frames = [
            frame
            for record in library.stretches.values()
            if record.figure
            for frame in draw(
                record.figure,
                [[sites[name] for name in record.muscles.primary if name in sites]] * len(record.figure.frames),
                [""] * len(record.figure.frames),
            )
        ]
        drawing.seconds.append((time.process_time() - read) / len(frames))
        reading.seconds.append((read - start) / len(library.stretches))
    ratio = drawing.median / reading.median
    say(f"{len(frames)} frames of figures, {rounds} rounds, times of the processor")
    say(f"  drawing a frame    {drawing.median * 1000:6.1f} ms")
    say(f"  reading a record   {reading.median * 1000:6.1f} ms")
    say(f"  ratio              {ratio:6.2f}")
    return ratio


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1000, help=f"how many stretches (1000; {fewest()} at least)")
    parser.add_argument("--rounds", type=int, default=3, help="how often to build each site (3)")
    options = parser.parse_args()
    if options.records < fewest():
        parser.error(f"The muscles need {fewest()} stretches at least, or some would have none.")
    measure_figures(options.rounds, lambda line: print(line, flush=True))
    measure(options.records, options.rounds, lambda line: print(line, flush=True))


if __name__ == "__main__":
    main()
