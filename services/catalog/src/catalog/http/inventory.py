"""The shop's own list of its goods."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1/shops/{slug}", tags=["products"])
