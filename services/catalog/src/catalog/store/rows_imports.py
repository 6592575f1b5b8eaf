"""Imports with all they need until they are done, and the shop's own list of its goods."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKeyConstraint, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlmodel import Field

from catalog.store.rows import Row


def _moment(**keywords: Any) -> Any:
    return Field(sa_type=DateTime(timezone=True), **keywords)


def _json(default: Any) -> Any:
    return Field(sa_type=JSONB, default_factory=default)


def _of_job() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["job_id"], ["import_job.id"], ondelete="CASCADE")


class ImportJobRow(Row, table=True):
    __tablename__ = "import_job"
    __table_args__ = (
        Index("import_job_of_shop", "shop_id", "id"),
        # The few that a worker has to do something about.
        Index(
            "import_job_waiting",
            "created_at",
            postgresql_where=text("state IN ('uploaded', 'reading', 'applying', 'undoing')"),
        ),
        Index("import_job_age", "updated_at"),
    )

    id: UUID = Field(primary_key=True)
    shop_id: UUID = Field(foreign_key="shop.id")
    account_id: UUID
    account_name: str
    role: str
    roles: list[str] = _json(list)
    state: str
    file_name: str
    content_hash: bytes = Field(sa_type=LargeBinary)
    columns: list[dict[str, Any]] = _json(list)
    """Each with its header, an example, and the field it means; empty until it was read."""
    defaults: dict[str, str] = _json(dict)
    done: int
    total: int
    counts: dict[str, int] = _json(dict)
    """Rows by state, and `products`."""
    leave_out: bool
    """Whether the faulty rows may be left out."""
    publish: bool
    """Whether new goods go on sale at once where nothing is missing."""
    fault: str
    """Why it failed, in plain words."""
    attempts: int
    lease: UUID | None
    lease_until: datetime | None = _moment()
    created_at: datetime = _moment()
    updated_at: datetime = _moment()
    applied_at: datetime | None = _moment()
    undone_at: datetime | None = _moment()


class ImportFileRow(Row, table=True):
    """What was uploaded: the table, and archives of pictures."""

    __tablename__ = "import_file"
    __table_args__ = (_of_job(),)

    job_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)


class ImportLineRow(Row, table=True):
    """One row of the table and what it would do."""

    __tablename__ = "import_line"
    __table_args__ = (_of_job(), Index("import_line_by_state", "job_id", "state", "number"))

    job_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    """As the spreadsheet counts."""
    state: str
    title: str
    sku: str
    faults: list[dict[str, str]] = _json(list)
    changes: list[dict[str, Any]] = _json(list)
    notes: list[str] = _json(list)
    form: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """What is to be done with the product, on the first of its rows only."""
    product_id: UUID | None


class ImportPictureRow(Row, table=True):
    """A picture of the archive, made safe already; it belongs to nobody before the import."""

    __tablename__ = "import_picture"
    __table_args__ = (_of_job(),)

    job_id: UUID = Field(primary_key=True)
    entry: str = Field(primary_key=True)
    """Its name in the archive, without folders, in small letters."""
    fingerprint: str
    name: str
    width: int
    height: int
    fault: str


class ImportUndoRow(Row, table=True):
    """A product as it was before the import; nothing for one that is new."""

    __tablename__ = "import_undo"
    __table_args__ = (_of_job(),)

    job_id: UUID = Field(primary_key=True)
    product_id: UUID = Field(primary_key=True, foreign_key="product.id")
    version: int = Field(sa_type=BigInteger)
    """As the import left it."""
    before: dict[str, Any] | None = Field(default=None, sa_type=JSONB)


class ProductEntryRow(Row, table=True):
    """A product in its shop's own list: what one searches, sorts and sifts by, and nothing else."""

    __tablename__ = "product_entry"
    __table_args__ = (
        Index("product_entry_by_title", "shop_id", "title", "product_id"),
        Index("product_entry_by_price", "shop_id", "price", "product_id"),
        Index("product_entry_by_change", "shop_id", "updated_at", "product_id"),
        Index("product_entry_by_stock", "shop_id", "stock", "product_id"),
        Index("product_entry_by_status", "shop_id", "status", "title", "product_id"),
        Index("product_entry_by_category", "shop_id", "category", "title", "product_id"),
        Index(
            "product_entry_out",
            "shop_id",
            "title",
            "product_id",
            postgresql_where=text("(stock = 0) IS TRUE"),
        ),
        Index(
            "product_entry_incomplete",
            "shop_id",
            "title",
            "product_id",
            postgresql_where=text("incomplete"),
        ),
        Index(
            "product_entry_reduced",
            "shop_id",
            "title",
            "product_id",
            postgresql_where=text("reduced_until IS NOT NULL"),
        ),
        Index(
            "product_entry_said",
            "shop_id",
            "title",
            "product_id",
            postgresql_where=text("confirmed_at IS NOT NULL"),
        ),
        Index(
            "product_entry_words",
            "words",
            postgresql_using="gin",
            # What waits to be sorted in is read whole by each search: so little of it.
            postgresql_with={"gin_pending_list_limit": 128},
        ),
    )

    product_id: UUID = Field(primary_key=True, foreign_key="product.id")
    shop_id: UUID
    title: str
    """In small letters."""
    status: str
    category: str
    price: int
    """Of the cheapest variant."""
    stock: int
    """Pieces that can be bought, of all variants; a great many for what is made on order."""
    incomplete: bool
    """Whether something stood between it and its sale when it was last saved."""
    reduced_until: datetime | None = _moment()
    confirmed_at: datetime | None = _moment()
    """When somebody last said that it still holds; nothing for counted goods."""
    updated_at: datetime = _moment()
    words: str = Field(sa_type=TSVECTOR)
