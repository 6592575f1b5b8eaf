"""Exports: a shop takes its goods, or everything it owns, along."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1/shops/{slug}", tags=["exports"])
