"""The index: one entry a record, folded text without diacritics or script, never a protected field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup
from django.utils.translation import gettext_lazy as _

from habeas.core import policies
from habeas.core import scope as scopes
from habeas.core.actions import Running, on_finish
from habeas.core.actors import Actor, system_actor
from habeas.core.i18n.fold import words
from habeas.core.querysets import Manager
from habeas.core.records import made_at_once

FTS_TABLE = "core_searchentry_fts"
BATCH = 1_000
SAMPLE, COMMON = 1_000, 100
"""PostgreSQL calls a word common that stands in so many of this many newest entries of a compartment."""


class SearchRule:
    """Entries of reference data, of the own compartments, and of rows shared with them."""

    def predicate(self, model: Any, alias: str, scope: scopes.Scope) -> Any:
        actor = scope.actor
        if actor.everywhere:
            return None
        if not actor.is_somebody:
            return scopes.isin(model, alias, "number", [])
        open_rows = model._meta.get_field("compartment").get_lookup("isnull")
        open_node = scopes.WhereNode([open_rows(Col(alias, model._meta.get_field("compartment")), True)])
        nodes = [open_node, scopes.isin(model, alias, "compartment", actor.compartments(scope.verb))]
        if shared := _shared(scope):
            nodes.append(scopes.isin(model, alias, "record", shared))
        return scopes.either(*nodes)

    def admits(self, row: Any, scope: scopes.Scope) -> bool:
        return row.compartment is None or scope.actor.holds(scope.verb, row.compartment)

    def policy(self) -> policies.Policy:
        somebody = "(SELECT current_setting('habeas.actors', true) NOT IN ('', '{}'))"
        own = policies.either(
            policies.among("compartment", "reach"), f'("compartment" IS NULL AND {somebody})'
        )
        return policies.Policy(f"{own} OR {policies.among('record', 'shared')}", own)


class FoldedText(models.TextField):
    """Text that is searched by words, not by characters."""


class SearchEntry(models.Model):
    """What is found of a record: its kind, its title, its folded words."""

    scope_rule: ClassVar[Any] = SearchRule()
    written_by_actions: ClassVar[bool] = True

    number = models.BigAutoField(primary_key=True)
    record = models.UUIDField(unique=True)
    compartment = models.UUIDField(null=True, db_index=True)
    model = models.CharField(max_length=60)
    title = models.CharField(_("title"), max_length=250)
    body = FoldedText()
    changed_at = models.DateTimeField(auto_now=True)

    objects = Manager()

    class Meta:
        app_label = "core"
        base_manager_name = "objects"
        indexes = [models.Index(fields=["model", "compartment"], name="core_search_model")]

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True)
class Asked:
    """Words to find, in one kind of record or all, among all entries or the newest so many."""

    words: tuple[str, ...]
    label: str = ""
    newest: int = 0


@FoldedText.register_lookup
class Matches(Lookup):
    """`body__matches=Asked(…)`: every word begins a word of the text; FTS5 on SQLite, tsvector on PostgreSQL.

    On SQLite the index holds, beside the words, a mark for the entry's compartment and one for its kind; on PostgreSQL
    a common word is looked for compartment by compartment: entries that are hidden from the reader cost nothing, and
    `newest` bounds the rest. The marks only narrow; what may be seen is decided by the scope, as everywhere.
    """

    lookup_name = "matches"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        number = Col(self.lhs.alias, SearchEntry._meta.get_field("number"))
        sql, params = compiler.compile(number)
        asked, (marks, shared) = _all_of(self.rhs.words, "*"), self._marks(compiler)
        narrowed, whole = (_narrowed(words, marks) for words in (asked, _all_of(self.rhs.words)))
        found, found_params = f"{sql} IN ({_rows(self.rhs.newest)})", [*params, narrowed]
        if self.rhs.newest:
            found_params = [*params, whole, whole, narrowed]
        if not shared:
            return found, found_params
        record, record_params = compiler.compile(Col(self.lhs.alias, SearchEntry._meta.get_field("record")))
        one = f"EXISTS (SELECT 1 FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH %s AND rowid = {sql})"  # noqa: S608
        keys = [key.hex for key in shared]
        also = f"({record} IN ({', '.join(['%s'] * len(keys))}) AND {one})"
        return f"({found} OR {also})", [*found_params, *record_params, *keys, asked, *params]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        number = Col(self.lhs.alias, SearchEntry._meta.get_field("number"))
        sql, params = compiler.compile(number)
        asked = " & ".join(f"{word}:*" for word in self.rhs.words)
        return f"{sql} IN (SELECT {FTS_TABLE}_found(%s, %s))", [*params, asked, self.rhs.newest]  # noqa: S608

    def _marks(self, compiler: Any) -> tuple[list[list[str]], list[Any]]:
        """The marks of which an entry must carry one each, and the rows shared with the reader from elsewhere."""
        scope = scopes.scope_for(compiler.query)
        marks = [[mark(self.rhs.label)]] if self.rhs.label else []
        if scope is None or scope.actor.everywhere or not scope.actor.is_somebody:
            return marks, []
        homes = sorted(scope.actor.compartments(scope.verb))
        return [*marks, [mark(None), *map(mark, homes)]], _shared(scope)


def _all_of(asked: tuple[str, ...], begun: str = "") -> str:
    return " ".join(f'"{word}"{begun}' for word in asked)


def _narrowed(asked: str, marks: list[list[str]]) -> str:
    return " AND ".join([f"({asked})", *(f"({' OR '.join(some)})" for some in marks)])


def _rows(newest: int) -> str:
    """The rows of the index that match; of the newest, words that stand whole where there are enough of them.

    SQLite joins all entries of every word that begins as asked before it takes the newest: 80 ms over a million.
    """
    rows = f"SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH"  # noqa: S608
    if not newest:
        return f"{rows} %s"
    enough = f"(SELECT count(*) FROM ({rows} %s LIMIT {int(newest)})) = {int(newest)}"  # noqa: S608
    return f"{rows} (CASE WHEN {enough} THEN %s ELSE %s END) ORDER BY rowid DESC LIMIT {int(newest)}"


@lru_cache(maxsize=4096)
def mark(what: Any) -> str:
    """A word for a compartment (None: open to all) or a kind of record, which no fold of a typed text gives."""
    return "þ" + "".join(letter for letter in str(what or "open").lower() if letter.isalnum())


def _shared(scope: scopes.Scope) -> list[Any]:
    return [key for (verb, _label), keys in scope.actor.shares.items() if verb == scope.verb for key in keys]


def install_index(connection: Any) -> None:
    """Create the full-text index and the triggers that keep it; called after every migration."""
    table = SearchEntry._meta.db_table
    if connection.vendor == "postgresql":
        statements = list(words_beside(table, policies.schema(connection)))
    else:
        statements = [
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {FTS_TABLE} USING fts5"
            f"(body, content='{table}', content_rowid='number', prefix='2 3')",
            *_sync("INSERT", _added()),
            *_sync("DELETE", _removed()),
            *_sync("UPDATE", _removed() + _added()),
        ]
    everything = scopes.Scope(system_actor("keep the words of the search"))
    with policies.statement(everything), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def words_beside(table: str, schema: str) -> Iterator[str]:
    """PostgreSQL keeps the words in a table of their own, which nobody but its owner may read.

    Row-level security is asked before an operator that could leak, so an index of words on the table itself would
    never serve. The function looks into the words with the rights of the owner, and keeps to what is carried. It finds
    them by their schema, and temporary tables last: whoever calls it cannot put a table of that name before them.
    """
    there = f'"{schema}".{FTS_TABLE}'
    carried = f"{policies.among('compartment', 'reach')} OR {policies.among('record', 'shared')}"
    settled = f'LANGUAGE {{}} SECURITY DEFINER SET search_path = pg_catalog, "{schema}", pg_temp AS $$'
    yield (
        f"CREATE TABLE IF NOT EXISTS {FTS_TABLE} (number bigint PRIMARY KEY, record uuid NOT NULL, "
        "compartment uuid, words tsvector NOT NULL)"
    )
    yield f"REVOKE ALL ON {FTS_TABLE} FROM PUBLIC"
    yield f"CREATE INDEX IF NOT EXISTS {FTS_TABLE}_words ON {FTS_TABLE} USING gin (words)"
    yield (
        f"CREATE OR REPLACE FUNCTION {FTS_TABLE}_keep() RETURNS trigger {settled.format('plpgsql')} BEGIN "  # noqa: S608
        f"IF TG_OP <> 'INSERT' THEN DELETE FROM {there} WHERE number = OLD.number; END IF; "
        f"IF TG_OP <> 'DELETE' THEN INSERT INTO {there} VALUES "
        "(NEW.number, NEW.record, NEW.compartment, to_tsvector('simple', NEW.body)) "
        "ON CONFLICT (number) DO UPDATE SET record = EXCLUDED.record, compartment = EXCLUDED.compartment, "
        "words = EXCLUDED.words; END IF; RETURN NULL; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS {FTS_TABLE}_keep ON {table}"
    yield (
        f"CREATE TRIGGER {FTS_TABLE}_keep AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {FTS_TABLE}_keep()"
    )
    yield f"CREATE INDEX IF NOT EXISTS {FTS_TABLE}_newest ON {FTS_TABLE} (compartment, number)"
    yield f"CREATE INDEX IF NOT EXISTS {FTS_TABLE}_record ON {FTS_TABLE} (record)"
    reach = "unnest(NULLIF(current_setting('habeas.reach', true), '')::uuid[]) home"
    yield (
        f"CREATE OR REPLACE FUNCTION {FTS_TABLE}_among_newest(asked tsquery, most bigint) "  # noqa: S608
        f"RETURNS SETOF bigint STABLE SET enable_bitmapscan TO off {settled.format('sql')} "
        f"SELECT one.number FROM {reach}, LATERAL (SELECT number FROM {there} "
        "WHERE compartment = home AND words @@ asked ORDER BY number DESC LIMIT most) one "
        f"UNION ALL SELECT number FROM {there} WHERE compartment IS NULL AND words @@ asked "
        f"UNION ALL SELECT number FROM {there} WHERE {policies.among('record', 'shared')} AND words @@ asked $$"
    )
    yield (
        f"CREATE OR REPLACE FUNCTION {FTS_TABLE}_found(asked text, newest bigint) RETURNS SETOF bigint "  # noqa: S608
        f"STABLE {settled.format('plpgsql')} DECLARE query tsquery := to_tsquery('simple', asked); BEGIN "
        f"IF newest > 0 AND NOT COALESCE({policies.EVERYWHERE}, false) AND {COMMON} <= (SELECT count(*) FROM "
        f"(SELECT words FROM {reach}, LATERAL (SELECT words FROM {there} WHERE compartment = home "
        f"ORDER BY number DESC LIMIT {SAMPLE}) few) sample WHERE words @@ query) "
        f"THEN RETURN QUERY SELECT * FROM {there}_among_newest(query, newest); "
        f"ELSE RETURN QUERY SELECT number FROM {there} WHERE words @@ query "
        f"AND ({policies.EVERYWHERE} OR compartment IS NULL OR {carried}); END IF; END $$"
    )
    yield (
        f"INSERT INTO {there} SELECT number, record, compartment, to_tsvector('simple', body) "  # noqa: S608
        f"FROM {table} ON CONFLICT (number) DO NOTHING"
    )


def _added() -> str:
    return f"INSERT INTO {FTS_TABLE}(rowid, body) VALUES (NEW.number, NEW.body); "  # noqa: S608


def _removed() -> str:
    return f"INSERT INTO {FTS_TABLE}({FTS_TABLE}, rowid, body) VALUES ('delete', OLD.number, OLD.body); "  # noqa: S608


def _sync(event: str, statements: str) -> list[str]:
    name = f"core_search_{event.lower()}"
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} AFTER {event} ON {SearchEntry._meta.db_table} BEGIN {statements} END",
    ]


@on_finish
def index_touched(running: Running) -> None:
    """Bring the entries of the rows that an action touched up to date, in its transaction."""
    rows = {row.pk: row for row in running.touched if hasattr(row, "search_text")}
    if not rows:
        return
    gone = {entry[1] for entry in running.changes if entry[2] == "deleted"}
    # a row that was made here and changed again may have its entry from an action inside this one
    known = [key for key, row in rows.items() if key not in running.fresh or getattr(row, "version", 2) > 1]
    entries = _entries(running, known)
    told = []
    for key, row in rows.items():
        if gone and str(key) in gone:
            SearchEntry.objects.filter(record=key).delete()
        elif key in entries:
            _renew(entries[key], row)
        else:
            told.append({"record": key, "model": row._meta.label_lower, **_found_by(row)})
    SearchEntry.objects.bulk_create(made_at_once(SearchEntry, told), batch_size=BATCH)


def _entries(running: Running, keys: list[Any]) -> dict[Any, SearchEntry]:
    """The entries that rows of these keys have already."""
    if not keys:
        return {}
    known = SearchEntry.objects.visible_to(running.actor, running.verb).filter(record__in=keys)
    return {entry.record: entry for entry in known}


def _found_by(row: Any) -> dict[str, Any]:
    """What an entry tells of a row, by its columns."""
    home = getattr(row, "compartment", None)
    body = " ".join([*words(row.search_text()), mark(home), mark(row._meta.label_lower)])
    return {"compartment": home, "title": str(row)[:250], "body": body}


def _renew(entry: SearchEntry, row: Any) -> None:
    """Write the row's words into its entry, unless they stand there already."""
    told = _found_by(row)
    if (entry.body, entry.title) != (told["body"], told["title"]):
        for name, value in told.items():
            setattr(entry, name, value)
        entry.save()


def search(actor: Actor, text: str, model: type[models.Model] | None = None, newest: int = 0) -> Any:
    """Entries whose words begin with the asked words, all or among the newest; nothing for an empty question."""
    found = SearchEntry.objects.visible_to(actor)
    asked = Asked(tuple(words(text)), model._meta.label_lower if model else "", newest)
    if model is not None:
        found = found.filter(model=asked.label)
    return found.filter(body__matches=asked) if asked.words else found.none()
