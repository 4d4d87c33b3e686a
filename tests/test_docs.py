"""The documentation speaks of what there is."""

import re
from pathlib import Path

import pytest

from wirewatch.cli import COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "samples").glob("*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))

    broken = [
        link for link in links if "://" not in link and not (page.parent / link.partition("#")[0]).exists()
    ]
    assert not broken


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_names_every_command(command):
    assert f"wirewatch {command}" in (ROOT / "README.md").read_text("utf-8")


def test_readme_names_every_verb_that_users_need():
    verbs = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)

    assert {"setup", "run", "test", "bench", "check"} <= set(verbs)
    assert all(f"make {verb}" in (ROOT / "README.md").read_text("utf-8") for verb in ("run", "test"))


def test_every_decision_is_listed():
    listed = (ROOT / "docs/decisions/README.md").read_text("utf-8")

    assert all(page.name in listed for page in (ROOT / "docs/decisions").glob("0*.md"))
