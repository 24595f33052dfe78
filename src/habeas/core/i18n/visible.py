"""Finds words that a person would read but that no catalogue could translate."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

# Names that are the same in every language.
NAMES = frozenset({
    "habeas", "csv", "xlsx", "pdf", "json", "geojson", "zip", "html", "id", "dna", "str", "sha", "url", "utc",
    "totp", "qr", "en", "sq", "sr", "openstreetmap", "geoboundaries", "odbl", "eupl",
})  # fmt: skip
_SPOKEN_ATTRIBUTES = frozenset(
    {"title", "alt", "placeholder", "aria-label", "aria-description", "data-confirm"}
)
_SILENT = frozenset({"script", "style", "code", "kbd", "pre", "samp"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SPOKEN_KEYWORDS = frozenset({"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label"})
_REFUSALS = frozenset({"ValidationError", "PermissionDenied"})
_WRITES_DATA = frozenset({"Actor"})  # its label is for the audit, not for a page
_ATTRIBUTE_BLOCK = re.compile(r"block \w*(class|attributes|id)\b")
_SPEAKS_ITSELF = frozenset({"blocktranslate", "blocktrans", "comment"})
_MARK = "\N{OBJECT REPLACEMENT CHARACTER}"


def untranslated_in_template(source: str) -> list[str]:
    """Text of a template that stands outside `translate` and `blocktranslate`, attributes included."""
    reader = _Reader()
    reader.feed(_own_text(source))
    reader.close()
    return reader.found


def untranslated_in_python(source: str) -> list[str]:
    """Labels, help texts, messages of validation errors and choices that are bare strings."""
    tree = ast.parse(source)
    return [text for node in ast.walk(tree) for text in _bare_strings(node) if _speaks(text)]


def translated_too_early(source: str) -> list[str]:
    """Messages translated while a module loads: they keep the language of that moment, so use the lazy form."""
    tree = ast.parse(source)
    hasty = _names_of_hasty_gettext(tree)
    return [ast.unparse(call) for call in _calls_outside_functions(tree) if _name(call.func) in hasty]


def _names_of_hasty_gettext(tree: ast.Module) -> set[str]:
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {
        alias.asname or alias.name
        for node in imports
        if node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in {"gettext", "ngettext", "pgettext", "npgettext"}
    }


def _calls_outside_functions(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _calls_outside_functions(child)


def _own_text(source: str) -> str:
    """The template without its tags, variables and translated blocks."""
    from django.template.base import Lexer, TokenType

    kept, closing = [], ""
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.contents.split() else ""
        if closing:
            closing = "" if token.token_type == TokenType.BLOCK and name == closing else closing
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
        elif token.token_type == TokenType.BLOCK and (
            name in _SPEAKS_ITSELF or _ATTRIBUTE_BLOCK.match(token.contents)
        ):
            closing = f"end{name}"
            kept.append(_MARK)
        elif token.token_type != TokenType.COMMENT:
            kept.append(_MARK)
    return "".join(kept)


class _Reader(HTMLParser):
    """Collects text and spoken attributes, except inside silent elements and translate="no"."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        silent = tag in _SILENT or given.get("translate") == "no" or self._silent()
        if not silent:
            spoken = [given[name] for name in _SPOKEN_ATTRIBUTES & given.keys()]
            if given.get("type") in {"submit", "button"}:
                spoken.append(given.get("value", ""))
            self.found += [text for text in spoken if _speaks(text)]
        if tag not in _VOID:
            self._open.append((tag, silent))

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._silent() and _speaks(data):
            self.found.append(" ".join(data.replace(_MARK, "…").split()))

    def _silent(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def _bare_strings(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and _name(node.func) not in _WRITES_DATA:
        spoken = [word.value for word in node.keywords if word.arg in _SPOKEN_KEYWORDS]
        spoken += node.args[:1] if _name(node.func) in _REFUSALS else []
        for value in spoken:
            yield from _constant(value)
    elif isinstance(node, ast.ClassDef) and {"TextChoices", "IntegerChoices"} & set(map(_name, node.bases)):
        for statement in node.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple):
                yield from _constant(statement.value.elts[-1])


def _constant(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _speaks(text: str) -> bool:
    return any(word.lower() not in NAMES for word in _WORD.findall(text))
