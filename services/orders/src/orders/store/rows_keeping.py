"""What the nightly job let go of."""

from datetime import date

from sqlalchemy import BigInteger, Date
from sqlalchemy import text as sql
from sqlmodel import Field

from orders.store.row import Moment, Row, moment, string


class RetentionLogRow(Row, table=True):
    """One rule on one day: how many rows, and everything from before when."""

    __tablename__ = "retention_log"

    rule: str = string(primary_key=True)
    day: date = Field(primary_key=True, sa_type=Date)
    cutoff: Moment = moment()
    affected: int = Field(sa_type=BigInteger)
    ran_at: Moment = moment()
    done: bool = Field(default=False, sa_column_kwargs={"server_default": sql("false")})
