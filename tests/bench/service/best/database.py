"""The database: its table, its statements, and how they are run."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar, TypeVarTuple

import aiosqlite
from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Dialect,
    Index,
    MetaData,
    Numeric,
    String,
    Table,
    Uuid,
    bindparam,
    event,
    insert,
    make_url,
    select,
    tuple_,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import UserDefinedType
from sqlalchemy.util import greenlet_spawn

ArgumentsT = TypeVarTuple("ArgumentsT")
ResultT = TypeVar("ResultT")


class SqliteMoment(UserDefinedType[datetime]):
    """A moment in UTC, as text that sorts; read by one function of the interpreter."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the type of the column."""
        return "VARCHAR(32)"

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], str | None]:
        """Return what writes a value."""
        return lambda value: None if value is None else value.isoformat()

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str], datetime]:
        """Return what reads a value."""
        return datetime.fromisoformat


class SqliteCents(UserDefinedType[Decimal]):
    """An amount as a whole number of cents, since SQLite would make it a binary fraction."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the type of the column."""
        return "BIGINT"

    def bind_processor(self, dialect: Dialect) -> Callable[[Decimal | None], int | None]:
        """Return what writes a value."""
        return lambda value: None if value is None else int(value.scaleb(2))

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[int], Decimal]:
        """Return what reads a value."""
        return lambda value: Decimal(value).scaleb(-2)


MOMENT = DateTime(timezone=True).with_variant(SqliteMoment(), "sqlite")
MONEY = Numeric(10, 2).with_variant(SqliteCents(), "sqlite")
METADATA = MetaData()
PRODUCTS = Table(
    "products",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("created_at", MOMENT, nullable=False),
    Column("updated_at", MOMENT, nullable=False),
    Column("name", String(120), nullable=False),
    Column("price", MONEY, nullable=False),
    Column("sku", String(255), nullable=False, unique=True),
    Column("status", String(64), nullable=False),
    Index("ix_products_created_at_id", "created_at", "id"),
)

# Built once: the key of the compiled text then is found without looking at the statement again.
INSERT = insert(PRODUCTS).values({column.name: bindparam(column.name) for column in PRODUCTS.c})
SELECT_ONE = select(PRODUCTS).where(PRODUCTS.c.id == bindparam("id"))
SELECT_FIRST = (
    select(PRODUCTS).order_by(PRODUCTS.c.created_at, PRODUCTS.c.id).limit(bindparam("limit"))
)
SELECT_NEXT = SELECT_FIRST.where(
    tuple_(PRODUCTS.c.created_at, PRODUCTS.c.id)
    > tuple_(bindparam("created_at", type_=MOMENT), bindparam("id", type_=Uuid()))
)


class Database:
    """The connections to one database, in autocommit.

    Each piece of work here is one statement, which is atomic by itself.
    """

    def __init__(self, url: str, pool_size: int) -> None:
        parsed = make_url(url)
        options: dict[str, Any] = {}
        if parsed.get_backend_name() == "sqlite":
            options["async_creator"] = lambda: connect_sqlite(parsed.database or "")
        # No overflow: those connections would be opened and closed again with each request.
        self._engine: AsyncEngine = create_async_engine(
            parsed,
            pool_size=pool_size,
            max_overflow=0,
            isolation_level="AUTOCOMMIT",
            skip_autocommit_rollback=True,
            **options,
        )
        if options:
            event.listen(self._engine.sync_engine, "connect", configure_sqlite)

    async def run(
        self, work: Callable[[Connection, *ArgumentsT], ResultT], *arguments: *ArgumentsT
    ) -> ResultT:
        """Do work that is written without `await`.

        SQLAlchemy crosses into asynchronous code once for all of it, not once for each call.
        """
        return await greenlet_spawn(self._run, work, *arguments)

    def _run(
        self, work: Callable[[Connection, *ArgumentsT], ResultT], *arguments: *ArgumentsT
    ) -> ResultT:
        with self._engine.sync_engine.connect() as connection:
            return work(connection, *arguments)

    async def create_tables(self) -> None:
        """Create the tables that do not exist yet."""
        await self.run(METADATA.create_all)

    async def dispose(self) -> None:
        """Close all connections."""
        await self._engine.dispose()


class SqliteCursor:
    """Runs a statement and fetches its rows in one visit to the thread of the connection.

    The driver's own cursor makes four: to open, to execute, to fetch, and to close.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.lastrowid: int | None = None
        self.rowcount = -1

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement."""
        await self._connection._execute(self._visit, sql, parameters)

    async def fetchall(self) -> list[Any]:
        """Return the rows, which are here already."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: there is nothing left to close."""

    def _visit(self, sql: str, parameters: Sequence[Any]) -> None:
        cursor = self._connection._conn.execute(sql, parameters)
        self._rows = cursor.fetchall()
        self.description = cursor.description
        self.lastrowid = cursor.lastrowid
        self.rowcount = cursor.rowcount
        cursor.close()


class SqliteConnection:
    """A connection of the driver whose cursors are those above."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    async def cursor(self) -> SqliteCursor:
        """Return a cursor."""
        return SqliteCursor(self._connection)


async def connect_sqlite(path: str) -> SqliteConnection:
    """Open a database file."""
    return SqliteConnection(await aiosqlite.connect(path, isolation_level=None))


def configure_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """Let readers work beside a writer, and writers wait for another."""
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=5000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
