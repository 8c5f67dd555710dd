"""Asks axe-core what keeps people out of a page."""

from pathlib import Path

from tests.browser.pictures import take

SOURCE = Path(__file__).parents[1] / "vendor" / "axe-core.min.js"
DONE = "axe is done"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1440, 768, 390)
THEMES = ("light", "dark")


def violations(page, console):
    """One line per rule that is broken, with the elements that break it; an empty list is a clean page."""
    said = list(console)
    page.wait_for_load_state()  # with its styles: before that everything is small
    # Evaluated by the debugger, which a content security policy doesn't stop.
    page.evaluate(SOURCE.read_text())
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    # It does stop the styles that axe tries on: what the console says of those is not about the page.
    with page.expect_console_message(lambda message: message.text == DONE):
        page.evaluate("done => console.log(done)", DONE)
    console[:] = said
    return [_told(violation) for violation in result["violations"]]


def shown(page, console, name):
    """What axe finds on the page that is open, in each theme and width; pictures are kept to be looked at."""
    found = []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            take(page, f"{name}-{width}-{theme}")
            found += [f"{width} {theme}: {violation}" for violation in violations(page, console)]
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} {width}"
    return found


def _told(violation):
    elements = ", ".join(str(node["target"]) for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} ({elements})"
