"""The database: its table, its statements, and how they are run."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar, TypeVarTuple

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
    create_engine,
    event,
    insert,
    make_url,
    select,
    tuple_,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import create_async_engine
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
        # No overflow: those connections would be opened and closed again with each request.
        options: dict[str, Any] = {
            "pool_size": pool_size,
            "max_overflow": 0,
            "isolation_level": "AUTOCOMMIT",
            "skip_autocommit_rollback": True,
        }
        self._threads: ThreadPoolExecutor | None = None
        if parsed.get_backend_name() == "sqlite":
            self._threads = ThreadPoolExecutor(pool_size)
            self._engine = create_engine(parsed.set(drivername="sqlite"), **options)
            event.listen(self._engine, "connect", configure_sqlite)
        else:
            self._engine = create_async_engine(parsed, **options).sync_engine

    async def run(
        self, work: Callable[[Connection, *ArgumentsT], ResultT], *arguments: *ArgumentsT
    ) -> ResultT:
        """Do work that is written without `await`, on a connection.

        On SQLite all of it is done in one visit to a thread; an asynchronous driver makes four for
        each statement. Elsewhere SQLAlchemy crosses into asynchronous code once for all of it.
        """
        if self._threads is None:
            return await greenlet_spawn(self._run, work, *arguments)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._run, work, *arguments)

    def _run(
        self, work: Callable[[Connection, *ArgumentsT], ResultT], *arguments: *ArgumentsT
    ) -> ResultT:
        with self._engine.connect() as connection:
            return work(connection, *arguments)

    async def dispose(self) -> None:
        """Close all connections."""
        await greenlet_spawn(self._engine.dispose)
        if self._threads is not None:
            self._threads.shutdown()


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
