"""The hand clinic with a text in every place where a record may have one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from helpers.project import Project, small_project

_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_SAFE):  # type: ignore[misc]  # which of the two depends on how PyYAML was built
    """Reads YAML as the project does: only `true` and `false` are no text."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, form) for tag, form in forms if tag != "tag:yaml.org,2002:bool"]
    for letter, forms in _SAFE.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), ["t", "f"])
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

STRETCH, ROUTINE = "stretches/open-hand.yml", "stretches/routines/tea-break.yml"
LIMITS = "Nobody has studied this in hands; it is ours."

RECORDS: Mapping[str, Mapping[str, Any]] = {
    STRETCH: {
        "steps": [
            "Make loose fists.",
            {"do": "Open your fingers as wide as is easy.", "more": "A mild pull in the palm is far enough."},
            "Let go and shake your hands.",
        ],
        "in_short": {
            "reminder": "Open your fingers wide, and let them fall.",
            "caution": "Keep the palm soft.",
            "cues": ["Open your fingers wide."],
        },
        "tips": ["Warm hands open more easily."],
        "harder": ["Hold a rubber band round your fingers."],
        "editor_notes": ["Ask a hand therapist."],
        "sources": [{"reference": "hand_book", "named": "Starfish"}],
        "evidence": [
            {"reference": "grip_trial", "about": "similar", "finding": "A few liked it.", "certainty": "very-low"}
        ],
    },
    ROUTINE: {"editor_notes": ["Shorter is better."]},
}
"""Fields that are added to a record, by its file."""

ENTRIES: Mapping[str, Mapping[str, Any]] = {
    "movements": {"also_called": ["Opening"]},
    "regions": {"also_called": ["Paw"]},
    "settings": {"also_called": ["Desk top"]},
    "cautions": {"limits": LIMITS},
    "conditions": {"limits": LIMITS, "also_called": ["Tight tunnel"], "family": "hand-trouble"},
    "muscle-groups": {"also_called": ["Lower arm"], "where": "Elbow to wrist"},
    "muscles": {
        "also_called": ["Fist muscles"],
        "latin": "Musculus flexor digitorum",
        "origin": "The inner side of the elbow.",
        "insertion": "The bones of the fingers.",
        "innervation": "The nerve in the middle of the arm.",
    },
    "responses": {"limits": LIMITS},
    "safety-rules": {"limits": LIMITS},
    "stop-signs": {"limits": LIMITS, "brief": "sharp pain"},
    "warning-signs": {"limits": LIMITS, "possible": "A vessel may be closed."},
}
"""Fields that are added to the first entry of a vocabulary."""

SITTING = {"base": "sitting", "view": [35, 8], "frames": [{"steps": [1]}]}
WHOLE: Mapping[str, list[dict[str, Any]]] = {
    "pose-samples": [{"id": "base", "samples": [{"words": "sitting", "figure": SITTING}]}],
    "families": [{"id": "hand-trouble", "name": "hand trouble", "plain": "A hand or a wrist that hurts."}],
    "topics": [{"id": "typing", "name": "Typing", "plain": "What keys do to hands."}],
    "terms": [{"id": "tendon", "name": "Tendon", "plain": "The end of a muscle.", "also_called": ["Sinew"]}],
    "claims": [
        {
            "id": "keys-wear-hands-out",
            "name": "Keys wear hands out",
            "also_called": ["Worn hands"],
            "topic": "typing",
            "verdict": "doubtful",
            "answer": "The one trial saw none of it [@grip_trial].",
            "more": ["It was a small one [@grip_trial]."],
            "advice": "Rest when you like.",
        }
    ],
    "intents": [{"id": "typing", "said": ["stiff from typing"], "stretches": ["open-hand"], "muscles": ["forearm"]}],
    "first-questions": [
        {
            "id": "crooked",
            "question": "Does your hand look crooked?",
            "do": "Be seen today.",
            "warning_signs": ["crooked-after-a-fall"],
            "source": "convention",
            "limits": LIMITS,
        }
    ],
}
"""Vocabularies that the hand clinic does without."""


MORE_PAGES: Mapping[str, str] = {
    "learn/what-the-evidence-says.md": "# What the evidence says\n\n{{ claims() }}\n",
    "learn/glossary.md": "# Glossary\n\n{{ glossary() }}\n",
    "learn/before-your-first-stretch.md": "# Before your first stretch\n\n{{ first_questions() }}\n",
}
"""The pages of what the hand clinic does without."""


def enrich(records: Path) -> None:
    """Put the texts into a copy of the hand clinic's records."""
    for name, entries in WHOLE.items():
        save(records / f"{name}.yml", entries)
    for name, fields in ENTRIES.items():
        first, *rest = read_yaml(records / f"{name}.yml")
        save(records / f"{name}.yml", [{**first, **fields}, *rest])
    for file, fields in RECORDS.items():
        path = records.parent / file
        save(path, {**read_yaml(path), **fields})
    stretch, routine = (read_yaml(records.parent / file) for file in (STRETCH, ROUTINE))
    stretch["dose"]["frequency"] = {"times": [1, 2], "per": "day"}
    stretch["dose"]["editorial"] = {"move": "Our choice.", "frequency": "Our choice too."}
    routine["items"][0]["note"] = "Put the cup down first."
    save(records.parent / STRETCH, stretch)
    save(records.parent / ROUTINE, routine)


def rich_project(to: Path) -> Project:
    """Make a project of the hand clinic with a text wherever there may be one, and a page for each kind of record."""
    project = small_project(to)
    enrich(project.path("stretches"))
    for name, text in MORE_PAGES.items():
        project.write(f"content/{name}", text)
        project.append("content/index.md", f"\n[More]({name})\n")
    return project


def save(file: Path, data: Any) -> None:
    text = yaml.dump(data, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=100_000)
    file.write_text(text, encoding="utf-8")


def read_yaml(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 a safe one
