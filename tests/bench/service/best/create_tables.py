"""Creates the tables: `python -m best.create_tables`."""

import asyncio

from best.database import METADATA, Database
from best.settings import Settings


async def main() -> None:
    """Create the tables that do not exist yet."""
    settings = Settings()
    database = Database(settings.database_url, settings.database_pool_size)
    await database.run(METADATA.create_all)
    await database.dispose()


if __name__ == "__main__":
    asyncio.run(main())
