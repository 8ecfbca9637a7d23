"""Shows in the site what lies elsewhere in the repository, where it lies: handouts, and the pages that hosts of code know by name."""

import tomllib
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
# Section of the site, title, file.
PAGES = (
    ("How it works", "Security", "SECURITY.md"),
    ("Reference", "Data", "source_data/README.md"),
    ("Reference", "Changes", "CHANGELOG.md"),
)


def handouts() -> list[tuple[str, str]]:
    """Return (title, path of the handout below the root) of every assignment that students may receive."""
    found = []
    for path in sorted(ROOT.glob("assignments/*/checks/assignment.toml")):
        described = tomllib.loads(path.read_text(encoding="utf-8"))
        if not described.get("draft", False):
            name = path.parents[1].name
            found.append((f"{name.partition('_')[0]} {described['title']}", f"assignments/{name}/README.md"))
    return found


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the pages to the site's navigation."""
    entries = [("Assignments", *handout) for handout in handouts()] + list(PAGES)
    for section, title, path in entries:
        next(entry[section] for entry in config.nav if section in entry).append({title: path})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages, and the pictures beside the handouts."""
    paths = [path for _, path in handouts()]
    pictures = [
        str(found.relative_to(ROOT)) for path in paths for found in sorted((ROOT / path).parent.glob("pictures/*.png"))
    ]
    for path in [*paths, *pictures, *(path for *_, path in PAGES)]:
        files.append(File.generated(config, path, abs_src_path=str(ROOT / path)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Make an assignment's name in the reading order a link where its handout is shown; lead links of the root's pages into the site."""
    if page.file.src_uri in {path for *_, path in PAGES}:
        return markdown.replace("](docs/", "](")
    if page.file.src_uri != "assignments.md":
        return markdown
    for _, path in handouts():
        name = Path(path).parent.name
        markdown = markdown.replace(f"| `{name}` |", f"| [`{name}`]({path}) |")
    return markdown
