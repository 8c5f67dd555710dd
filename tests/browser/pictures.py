"""Takes pictures of pages into var/pictures, for people to look at."""

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "var" / "pictures"


def take(page, name):
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, full_page=True, animations="disabled")
    return path
