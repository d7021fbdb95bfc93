"""Products over HTTP."""

from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request, Response
from pydantic import TypeAdapter
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from best.auth import CurrentUser
from best.database import INSERT, SELECT_FIRST, SELECT_NEXT, SELECT_ONE, Database
from best.errors import ConflictError, NotFoundError
from best.models import PageQuery, Position, Product, ProductInput, ProductPage

router = APIRouter(prefix="/api/v1/products", tags=["products"])
product_to_json = TypeAdapter(Product).serializer.to_json
page_to_json = TypeAdapter(ProductPage).serializer.to_json


def insert_product(connection: Connection, product: Product) -> None:
    """Store a product."""
    try:
        connection.execute(INSERT, asdict(product))
    except IntegrityError as error:
        raise ConflictError("Another product has the same sku.") from error


def find_product(connection: Connection, product_id: UUID) -> Product:
    """Return the product with this id."""
    row = connection.execute(SELECT_ONE, {"id": product_id}).first()
    if row is None:
        raise NotFoundError(f"No product has the id {product_id}.")
    return Product(*row)


def find_products(connection: Connection, limit: int, after: Position | None) -> list[Product]:
    """Return products from the oldest to the newest."""
    if after is None:
        result = connection.execute(SELECT_FIRST, {"limit": limit})
    else:
        result = connection.execute(SELECT_NEXT, {"limit": limit, **after._asdict()})
    return [Product(*row) for row in result]


def entity_tag(body: bytes) -> str:
    """Return the strong tag of a body."""
    return f'"{blake2b(body, digest_size=16).hexdigest()}"'


@router.post("", status_code=201, response_model=Product)
async def create_product(payload: ProductInput, user: CurrentUser, request: Request) -> Response:
    """Store a product."""
    database: Database = request.app.state.database
    now = datetime.now(UTC)
    product = Product(uuid4(), now, now, payload.name, payload.price, payload.sku, payload.status)
    await database.run(insert_product, product)
    body = product_to_json(product)
    headers = {"Location": f"/api/v1/products/{product.id}", "ETag": entity_tag(body)}
    return Response(body, 201, headers, "application/json")


@router.get("", response_model=ProductPage)
async def list_products(
    page: Annotated[PageQuery, Query()], user: CurrentUser, request: Request
) -> Response:
    """Answer with some products."""
    database: Database = request.app.state.database
    after = None if page.cursor is None else Position.decode(page.cursor)
    products = await database.run(find_products, page.limit + 1, after)
    next_cursor = None
    if len(products) > page.limit:
        products.pop()
        next_cursor = Position(products[-1].created_at, products[-1].id).encode()
    return Response(page_to_json(ProductPage(products, next_cursor)), media_type="application/json")


@router.get("/{product_id}", response_model=Product)
async def get_product(product_id: UUID, user: CurrentUser, request: Request) -> Response:
    """Answer with one product."""
    database: Database = request.app.state.database
    body = product_to_json(await database.run(find_product, product_id))
    tag = entity_tag(body)
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag})
    return Response(body, headers={"ETag": tag}, media_type="application/json")
