"""A typed query → its terms, joined by and, or, and not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.search.keys import verb_apart
from archive.search.signs import DAY, amount, amount_pattern, day_rows, stands_for_itself
from archive.search.verbs import is_prefix, is_telling
from archive.search.words import fold, is_grammar, plain, tokens

MOST_CHARACTERS = 1000
MOST_TERMS = 16
MOST_BRACKETS = 8
_QUOTES = re.compile('["„“”«»‟]')
# Bürger*innen, Bürger:innen, Bürger_innen, Bürger/-innen, Bürger(innen); BürgerInnen is told by its capital.
_GENDERED = re.compile(r"(?<=\w)(?:[*:_·]|/-?|\(-?)(?=in(?:nen)?\b)|(?<=[a-zäöüß])(?=I(?:n|nnen)\b)")
_GENDERED_COMPOUND = re.compile(r"(?<=\w)[*:_·](?=innen\w)|(?<=[a-zäöüß])(?=Innen\w)")
_PREFIX = re.compile(r"\w{2,}\*")
_EXCLUDED = re.compile(r"[-−](?=\w)")
_EXCLUDED_QUOTE = re.compile(r"(?<!\S)[-−]$")
_WANTED = re.compile(r"\+[^\W\d_]")  # +Wahl, not +49
_SIGNS = rf"(?:{DAY}|{amount_pattern()})"
# A day or an amount is one; A 5 is, and so is z. B.
_PIECE = re.compile(rf"(?<!\S)[(+]*[-−]?{_SIGNS}[).,;:!]*(?!\S)|(?<!\S)(?:[A-ZÄÖÜ] \d{{1,4}}|(?:\w\. )+\w\.)(?!\S)|\S+")
_SIGN_ALONE = re.compile(_SIGNS)
_WILD = re.compile(r"(?=(?:\W*\w){3})[\w*?]*(?:\w[*?]+\w|\*\w{3})[\w*?]*")
_OPERATORS = {"AND": "and", "UND": "and", "&": "and", "OR": "or", "ODER": "or", "|": "or", "NOT": "not", "NICHT": "not"}
# Names of fields in front of a word → the filter that it means; `titel:` means a column of the index.
_FIELDS = {
    "person": "speaker", "amt": "office", "kuerzel": "author", "kürzel": "author", "rubrik": "category", "jahr": "year",
}  # fmt: skip
FIELDS = ("titel", *_FIELDS)
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):", re.IGNORECASE)
_FIELD_OF_QUOTE = re.compile(rf"(?<!\S)([-−]?)({'|'.join(FIELDS)}):$", re.IGNORECASE)
_LEFT_OUT = frozenset({"NEAR"})


@dataclass(frozen=True)
class Term:
    """One thing to find.

    typed:    as the person wrote it, without the marks.
    tokens:   what the index makes of it; several for a phrase or a word with hyphens.
    phrase:   written in quotes, so nothing stands for it but itself.
    gendered: tokens are the male form and the rest (`innen`, `innenversammlung`).
    prefix:   every word that begins so (Digital*).
    shape:    every word of a shape, folded: `*` for any letters, `?` for one (Schul*weg, M?ller); or empty.
    field:    the filter in which it is looked for (`person:Fischer`), or "" for the text.
    column:   the only one in which it counts (`titel:Brücke`), or "" for all.
    verb:     for a verb with its prefix apart (stellte vor) the key of both (`keys.other_key`); or "".
    rows:     for a day or an amount the rows of words that mean it, `tokens` the first of them.
    """

    typed: str
    tokens: tuple[str, ...]
    phrase: bool = False
    gendered: bool = False
    prefix: bool = False
    shape: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    column: str = ""
    field: str = ""
    verb: str = ""


@dataclass(frozen=True)
class All:
    """Every one of some nodes, and none of others. `wanted` is never empty."""

    wanted: tuple[Node, ...]
    excluded: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Any:
    """One of some nodes."""

    nodes: tuple[Node, ...]


Node = Term | All | Any


@dataclass(frozen=True)
class Parsed:
    """A query: its tree, None where it asks for nothing; words of grammar left out; whether it was cut at a limit.

    row: every token of a query that is nothing but words, in its order; empty for one with quotes or operators.
    """

    tree: Node | None
    left_out: tuple[str, ...] = ()
    cut: bool = False
    row: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether a query is nothing but words that are all wanted."""
        return bool(self.row)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms that are wanted, in the order of the query, each once."""
        return tuple(dict.fromkeys(_wanted(self.tree))) if self.tree else ()

    @property
    def all_terms(self) -> tuple[Term, ...]:
        """The terms that are wanted or excluded."""
        return tuple(dict.fromkeys(_every(self.tree))) if self.tree else ()


def parse(query: str, *, exact: bool = False) -> Parsed:
    """Read a query: words that must all occur; a quote that is never closed ends with the query.

    AND, UND, OR, ODER, NOT, NICHT in capitals and a minus in front of a word are operators; OR binds closer than the
    unwritten AND, brackets group, and an operator without its words is passed over. Words of grammar are left out
    beside words of content, unless `exact`. At most MOST_CHARACTERS are read and MOST_TERMS kept.
    """
    read = list(_pieces(unicodedata.normalize("NFC", query[:MOST_CHARACTERS])))
    left_out: list[str] = []
    whole = list(read)
    plain = all(isinstance(piece, Term) and not (piece.phrase or piece.column or piece.field) for piece in whole)
    if plain and not exact:
        read = [*_verbs_together([piece for piece in read if isinstance(piece, Term)])]
    terms = [piece for piece in read if isinstance(piece, Term)]
    if not exact and any(not _grammar(term) for term in terms):
        left_out = [term.typed for term in terms if _grammar(term)]
        read = [piece for piece in read if not (isinstance(piece, Term) and _grammar(piece))]
    row = tuple(token for piece in whole if isinstance(piece, Term) for token in piece.tokens) if plain else ()
    unique = list(dict.fromkeys(piece for piece in read if isinstance(piece, Term)))
    kept = set(unique[:MOST_TERMS])
    reader = _Reader([piece for piece in read if not isinstance(piece, Term) or piece in kept])
    return Parsed(reader.tree(), tuple(left_out), len(query) > MOST_CHARACTERS or len(unique) > MOST_TERMS, row)


def _verbs_together(terms: list[Term]) -> list[Term]:
    """The terms of a plain query, a verb and the prefix behind it as one.

    A prefix is the last word, or one that is hardly ever anything else: the others are prepositions.
    """
    for place in range(len(terms) - 1, 0, -1):
        prefix = fold("".join(terms[place].tokens))
        if not is_prefix(prefix) or not (place == len(terms) - 1 or is_telling(prefix)):
            continue
        for at in range(place - 1, -1, -1):
            form = terms[at]
            if len(form.tokens) != 1 or not form.typed[:1].islower() or form.prefix or form.shape:
                continue
            if key := verb_apart(form.typed, terms[place].typed):
                both = Term(f"{form.typed} {terms[place].typed}", form.tokens + terms[place].tokens, verb=key)
                return [*terms[:at], both, *terms[at + 1 : place], *terms[place + 1 :]]
    return terms


class _Reader:
    """Reads pieces into a tree."""

    def __init__(self, pieces: list[Term | str]) -> None:
        self._pieces = pieces
        self._at = 0

    def tree(self) -> Node | None:
        """The tree of all pieces; a bracket that was never opened is passed over."""
        found: list[Node] = []
        excluded: list[Node] = []
        while self._at < len(self._pieces):
            part, without = self._all(0)
            found += part
            excluded += without
            self._at += 1  # a closing bracket
        return _together(found, excluded)

    def _all(self, depth: int) -> tuple[list[Node], list[Node]]:
        wanted: list[Node] = []
        excluded: list[Node] = []
        negative = joining = False
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            if piece == ")":
                break
            self._at += 1
            if piece in {"and", "or", "not"}:
                negative = piece == "not" or (negative and piece == "and")
                joining = joining or piece == "or"
                continue
            if isinstance(piece, Term):
                node: Node | None = piece
            else:
                node = self._bracket(depth)
            if node is None:
                continue
            if negative:
                excluded.append(node)
            elif joining and wanted:
                before = wanted[-1].nodes if isinstance(wanted[-1], Any) else (wanted[-1],)
                wanted[-1] = Any((*before, node))
            else:
                wanted.append(node)
            negative = joining = False
        return wanted, excluded

    def _bracket(self, depth: int) -> Node | None:
        if depth >= MOST_BRACKETS:
            return None
        wanted, excluded = self._all(depth + 1)
        self._at += 1
        return _together(wanted, excluded)


def _together(wanted: list[Node], excluded: list[Node]) -> Node | None:
    if not wanted:
        return None
    return wanted[0] if len(wanted) == 1 and not excluded else All(tuple(wanted), tuple(excluded))


def _pieces(text: str) -> Iterator[Term | str]:
    """Terms, `and`, `or`, `not` and brackets, in order."""
    field = ""
    for number, part in enumerate(_QUOTES.split(text)):
        if number % 2:
            if words := tuple(tokens(part)):
                term = Term(" ".join(part.split()), words, phrase=True)
                yield (_in_field(field, term) or term) if field else term
            continue
        field = ""
        if begun := _FIELD_OF_QUOTE.search(part):
            field = begun[2].casefold()
            part = part[: begun.start(2)]
        for typed in _PIECE.findall(part):
            yield from _piece(typed)
        if _EXCLUDED_QUOTE.search(part):
            yield "not"


def _piece(typed: str) -> Iterator[Term | str]:
    if typed in _OPERATORS:
        yield _OPERATORS[typed]
        return
    if typed in _LEFT_OUT:
        return
    if typed.startswith(("-(", "−(")):
        yield "not"
        typed = typed[1:]
    opened = len(typed) - len(typed.lstrip("("))
    closed = max(0, len(typed) - len(typed.rstrip(")")) - typed[opened:].count("("))
    yield from "(" * opened
    inside = typed[opened : len(typed) - closed]
    if inside in _OPERATORS:
        yield _OPERATORS[inside]
    elif term := _term(inside):
        if _EXCLUDED.match(inside):
            yield "not"
        elif _WANTED.match(inside):
            yield "and"
        yield term
    yield from ")" * closed


def _term(typed: str) -> Term | None:
    """A piece of a query as a term; None where it holds no word."""
    begun = _FIELD.match(_without_minus(typed))
    if not begun or begun.end() == len(_without_minus(typed)):
        return _word(typed)
    return _in_field(begun[1].casefold(), _word(_without_minus(typed)[begun.end() :]))


def _without_minus(typed: str) -> str:
    return typed[1:] if _EXCLUDED.match(typed) else typed


def _in_field(field: str, term: Term | None) -> Term | None:
    if term is None:
        return None
    if field == "titel":
        return replace(term, column="title")
    return Term(term.typed, term.tokens, field=_FIELDS[field])


def _word(typed: str) -> Term | None:
    bare = _without_minus(typed)
    if sign := _SIGN_ALONE.match(bare.lstrip("+")):
        rows = day_rows(sign[0]) or amount(sign[0])
        if rows and not re.search(r"\w", bare.lstrip("+")[sign.end() :]):
            return Term(sign[0], rows[0], rows=rows)
    for pattern in (_GENDERED, _GENDERED_COMPOUND):
        parted, count = pattern.subn("\n", typed)
        words = tokens(parted)
        if count == 1 and len(words) == 2 and words[1].startswith("in"):
            return Term(_shown(typed), tuple(words), gendered=True)
    if _WILD.fullmatch(bare):
        shape = "".join(part if part in "*?" else fold(plain(part)) for part in re.split(r"([*?])", bare))
        return Term(bare, tuple(tokens(bare)), shape=shape)
    words = tokens(typed)
    if len(words) == 1 and _PREFIX.fullmatch(_without_minus(typed)):
        return Term(_without_minus(typed), tuple(words), prefix=True)
    return Term(_shown(typed), tuple(words)) if words else None


def _shown(typed: str) -> str:
    return re.sub(r"^\W+|[^\w)]+$", "", typed)


def _grammar(term: Term) -> bool:
    if (
        len(term.tokens) != 1
        or term.phrase
        or term.prefix
        or term.shape
        or term.field
        or term.column
        or stands_for_itself(term.typed)
    ):
        return False
    return is_grammar(fold(term.tokens[0]))


def _wanted(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    else:
        for inner in node.nodes if isinstance(node, Any) else node.wanted:
            yield from _wanted(inner)


def _every(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    else:
        for inner in node.nodes if isinstance(node, Any) else (*node.wanted, *node.excluded):
            yield from _every(inner)
