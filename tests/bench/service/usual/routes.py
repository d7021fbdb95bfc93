"""Products over HTTP."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, HTTPException, Query, status
from sqlalchemy.exc import IntegrityError
from sqlmodel import and_, col, or_, select

from usual.db import SessionDep
from usual.models import Product, ProductCreate, ProductPublic, ProductsPublic
from usual.security import CurrentUser

router = APIRouter(prefix="/api/v1/products", tags=["products"])


@router.post("", status_code=status.HTTP_201_CREATED, response_model=ProductPublic)
async def create_product(
    product_in: ProductCreate, session: SessionDep, user: CurrentUser
) -> Product:
    """Store a product."""
    product = Product.model_validate(product_in)
    session.add(product)
    try:
        await session.flush()
    except IntegrityError as error:
        raise HTTPException(status.HTTP_409_CONFLICT, "SKU already exists") from error
    await session.refresh(product)
    return product


@router.get("", response_model=ProductsPublic)
async def list_products(
    session: SessionDep,
    user: CurrentUser,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    cursor: str | None = None,
) -> ProductsPublic:
    """Return some products."""
    statement = select(Product).order_by(col(Product.created_at), col(Product.id))
    if cursor is not None:
        try:
            time, row_id = urlsafe_b64decode(cursor).decode().split(" ")
            after = (datetime.fromisoformat(time), UUID(row_id))
        except ValueError as error:
            raise HTTPException(status.HTTP_400_BAD_REQUEST, "Invalid cursor") from error
        statement = statement.where(
            or_(
                col(Product.created_at) > after[0],
                and_(col(Product.created_at) == after[0], col(Product.id) > after[1]),
            )
        )
    products = (await session.exec(statement.limit(limit + 1))).all()
    items = [ProductPublic.model_validate(product) for product in products[:limit]]
    next_cursor = None
    if len(products) > limit:
        last = items[-1]
        position = f"{last.created_at.isoformat()} {last.id}"
        next_cursor = urlsafe_b64encode(position.encode()).decode()
    return ProductsPublic(items=items, next_cursor=next_cursor)


@router.get("/{product_id}", response_model=ProductPublic)
async def get_product(product_id: UUID, session: SessionDep, user: CurrentUser) -> Product:
    """Return one product."""
    product = await session.get(Product, product_id)
    if product is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "Product not found")
    return product
