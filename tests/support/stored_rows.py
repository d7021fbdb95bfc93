"""Stores rows of the resource `sample` by the model of a project, or prints those that are stored.

Usage, in the folder of the project: python stored_rows.py DATABASE_URL [ROWS]
"""

import asyncio
import json
import sys
from typing import get_type_hints

from pydantic import ConfigDict, TypeAdapter, create_model
from shop.database.models.sample_db_model import SampleDBModel, SampleRow
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

TABLE = SampleDBModel.__table__
# Strict: what a row does not take as it is was not stored as it should be.
Sample = create_model(
    "Sample",
    __config__=ConfigDict(strict=True),
    **{name: (hint, ...) for name, hint in get_type_hints(SampleRow).items()},
)
SAMPLES = TypeAdapter(list[Sample])


async def main(url: str, given: str | None = None) -> None:
    """Store rows that are given as JSON, else print what is stored as such."""
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.begin() as connection:
        if given is not None:
            rows = SAMPLES.validate_json(given)
            await connection.execute(insert(TABLE), [dict(row) for row in rows])
        else:
            found = await connection.execute(select(TABLE).order_by(TABLE.c.id))
            rows = SAMPLES.validate_python([dict(row) for row in found.mappings()])
            print(json.dumps(SAMPLES.dump_python(rows, mode="json")))
    await engine.dispose()


asyncio.run(main(*sys.argv[1:]))
