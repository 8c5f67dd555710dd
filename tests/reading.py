"""What a person, or a script, reads on a page: its elements, their words, figures and rows."""

from html.parser import HTMLParser
from xml.etree.ElementTree import TreeBuilder  # only builds: what is read here is our own

from django.contrib.messages import get_messages

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tree = TreeBuilder()
        self.tree.start("page", {})

    def handle_starttag(self, tag, attrs):
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.tree.end(tag)

    def handle_startendtag(self, tag, attrs):
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        self.tree.end(tag)

    def handle_endtag(self, tag):
        self.tree.end(tag)

    def handle_data(self, data):
        self.tree.data(data)


def page(response):
    """The elements of an answer: find them with ElementTree's paths."""
    reader = _Reader()
    reader.feed(response.content.decode())
    reader.tree.end("page")
    return reader.tree.close()


def by_id(element, name):
    return element.find(f".//*[@id='{name}']")


def by_list(element, name):
    """A list of rows by its `data-list`; None when it is not shown."""
    return element.find(f".//*[@data-list='{name}']")


def words(element):
    """What it says, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def figures(element):
    """The values of its `<data>`."""
    return [int(data.attrib["value"]) for data in element.iter("data")]


def references(element):
    """Which reservations its rows are about, top to bottom; none without an element."""
    return [] if element is None else [row.attrib["data-reservation"] for row in rows(element)]


def rows(element):
    return element.findall(".//*[@data-reservation]")


def links(element):
    """What its links say → where they lead."""
    return {words(link): link.attrib["href"] for link in element.iter("a")}


def fields(element):
    """The values its inputs are filled with, by name."""
    return {
        field.attrib["name"]: field.attrib.get("value", "") for field in element.iter("input") if "name" in field.attrib
    }


def said(response):
    """The messages that wait for the next page, as text."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def undo_of(response):
    """The address that the last message offers to take back what it reports."""
    return list(get_messages(response.wsgi_request))[-1].extra_tags
