"""Creates the tables: `python -m usual.create_tables`."""

import asyncio

from usual.db import engine
from usual.models import Product


async def main() -> None:
    """Create the tables that do not exist yet."""
    async with engine.begin() as connection:
        await connection.run_sync(Product.metadata.create_all)
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main())
