"""Runs statements on a database and prints the rows of the last one as JSON.

Usage: python statements.py DATABASE_URL STATEMENT...
"""

import asyncio
import json
import sys

from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool


async def main(url: str, *statements: str) -> None:
    """Run the statements in one transaction."""
    rows: list[list[object]] = []
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.begin() as connection:
        for statement in statements:
            result = await connection.exec_driver_sql(statement)
            rows = [list(row) for row in result] if result.returns_rows else []
    await engine.dispose()
    print(json.dumps(rows, default=str))


asyncio.run(main(*sys.argv[1:]))
