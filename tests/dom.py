"""A page as a tree, for tests that ask what stands where: a plain reader of well-formed HTML."""

from html.parser import HTMLParser

from pages import VOID


class Node:
    """An element with its attributes and what it holds: elements and texts in order."""

    def __init__(self, tag, attrs, parent=None):
        self.tag, self.attrs, self.parent, self.inside = tag, dict(attrs), parent, []

    def walk(self):
        """Every element below, in the order of the page."""
        for one in self.inside:
            if isinstance(one, Node):
                yield one
                yield from one.walk()

    def all(self, *tags, kind=None):
        """The elements below of some tags, and of a class."""
        return [
            one
            for one in self.walk()
            if one.tag in tags and (kind is None or kind in one.attrs.get("class", "").split())
        ]

    def only(self, *tags, kind=None):
        """The one element below of these tags."""
        (one,) = self.all(*tags, kind=kind)
        return one

    @property
    def children(self):
        """The elements right inside."""
        return [one for one in self.inside if isinstance(one, Node)]

    @property
    def text(self):
        """The words in it, spaces made one; without scripts and styles."""
        return " ".join("".join(self._texts()).split())

    def _texts(self):
        for one in self.inside:
            if isinstance(one, str):
                yield one
            elif one.tag not in ("script", "style"):
                yield from one._texts()
                if one.tag not in ("b", "i", "span", "a", "code", "small", "tspan"):
                    yield " "


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = self.at = Node("", ())

    def handle_starttag(self, tag, attrs):
        node = Node(tag, attrs, self.at)
        self.at.inside.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag, attrs):
        self.at.inside.append(Node(tag, attrs, self.at))

    def handle_endtag(self, tag):
        assert self.at.tag == tag, f"{tag} closes {self.at.tag}"
        self.at = self.at.parent

    def handle_data(self, data):
        self.at.inside.append(data)


def tree(text):
    """Return the page as a tree; what is nested wrongly fails."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.at is reader.root
    return reader.root
