"""Products: the table, and what the API takes and returns."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


def utc_now() -> datetime:
    """Return the current time."""
    return datetime.now(UTC)


class ProductStatus(StrEnum):
    """Whether a product can be bought."""

    draft = "draft"
    live = "live"


class ProductBase(SQLModel):
    """What clients set."""

    name: str = Field(min_length=1, max_length=120)
    price: Decimal = Field(max_digits=10, decimal_places=2)
    sku: str = Field(max_length=255, unique=True)
    status: ProductStatus


class ProductCreate(ProductBase):
    """A new product."""


class Product(ProductBase, table=True):
    """A product as it is stored."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    created_at: datetime = Field(default_factory=utc_now, index=True)
    updated_at: datetime = Field(default_factory=utc_now)


class ProductPublic(ProductBase):
    """A product as clients get it."""

    id: UUID
    created_at: datetime
    updated_at: datetime


class ProductsPublic(SQLModel):
    """Some products, and where the next ones are."""

    items: list[ProductPublic]
    next_cursor: str | None = None
