"""What people do with an import: upload, say what columns mean, go ahead, take back, drop it."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated
from uuid import UUID

import asyncpg
from marketkit.clock import new_id
from marketkit.db import Session
from marketkit.errors import FieldError, InvalidError
from pydantic import Field

from catalog.domain.imports.columns import Column, Words
from catalog.domain.imports.job import (
    MOST_BYTES,
    MOST_OPEN,
    FileTooLargeError,
    ImportBusyError,
    Job,
    JobState,
    TooManyImportsError,
    UndoTooLateError,
)
from catalog.domain.imports.table import TableRefusedError
from catalog.domain.rights import Action, Actor, check_may_edit_all
from catalog.store import imports, shops
from catalog.store.wide import connection_of
from catalog.use_cases.imports.apply_import import rights_of
from catalog.use_cases.imports.picture_archive import check_archive
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.texts import Form, Word, plain_name

NEEDED = (Action.PRODUCTS, Action.PRICES)
_LONGEST_NAME = 120


class ImportChanges(Form):
    """How the table is to be read, and what is to be done with it."""

    columns: Annotated[dict[str, Word], Field(max_length=120)] | None = None
    """The meaning of each column by its number; what is not sent stays."""
    category: Word | None = None
    """For rows that name none."""
    leave_out: bool | None = None
    publish: bool | None = None


async def upload_table(
    slug: str, name: str, content: bytes, actor: Actor, around: Surroundings
) -> Job:
    """A new import that a worker will read. What was only looked at before makes room for it."""
    if len(content) > MOST_BYTES:
        raise FileTooLargeError
    if not content.strip():
        raise TableRefusedError("empty")
    async with around.db.session() as session:
        shop = await shops.get(session, slug, lock=True)
        now = around.clock.now()
        role = check_may_edit_all(actor, shop, NEEDED, now)
        on = await connection_of(session)
        earlier = await imports.of_shop(on, shop.id, 2 * MOST_OPEN)
        if sum(not job.is_open and job.applied_at is None for job in earlier) >= MOST_OPEN:
            raise TooManyImportsError
        await imports.forget(on, [job.id for job in earlier if job.is_open])
        assert actor.id is not None
        job = Job(
            id=new_id(),
            shop_id=shop.id,
            account_id=actor.id,
            account_name=actor.name,
            role=role,
            roles=tuple(sorted(actor.roles)),
            state=JobState.UPLOADED,
            file_name=plain_name(name)[-_LONGEST_NAME:] or "Tabelle",
            content_hash=hashlib.sha256(content).digest(),
            created_at=now,
            updated_at=now,
            defaults=_kept(earlier),
        )
        await imports.add(on, job, content)
        return job


def _kept(earlier: list[Job]) -> Mapping[str, str]:
    """A corrected file is read as its forerunner was."""
    return earlier[0].defaults if earlier and earlier[0].is_open else {}


async def upload_pictures(
    slug: str, job_id: UUID, content: bytes, actor: Actor, around: Surroundings
) -> Job:
    """The archive is looked through at once, and its pictures made safe with the next reading."""
    if len(content) > MOST_BYTES:
        raise FileTooLargeError
    check_archive(content)
    async with around.db.session() as session:
        on, job = await _to_change(session, slug, job_id, actor, around)
        await imports.keep_file(on, job.id, "pictures", content)
        return await _read_again(on, job, around)


async def change_import(
    slug: str, job_id: UUID, form: ImportChanges, actor: Actor, words: Words, around: Surroundings
) -> Job:
    """Other columns mean that all of it is read again; wishes are only kept."""
    async with around.db.session() as session:
        on, job = await _to_change(session, slug, job_id, actor, around)
        wished = replace(
            job,
            leave_out=job.leave_out if form.leave_out is None else form.leave_out,
            publish=job.publish if form.publish is None else form.publish,
        )
        columns = _columns(job, form, words)
        defaults = _defaults(job, form, around)
        if columns == job.columns and defaults == job.defaults:
            await imports.save(on, wished)
            return wished
        changed = replace(wished, columns=columns, defaults=defaults)
        return await _read_again(on, changed, around)


async def go_ahead(slug: str, job_id: UUID, actor: Actor, around: Surroundings) -> Job:
    """Asked for twice it happens once: what is under way or done is answered as it is."""
    async with around.db.session() as session:
        on, job = await _found(session, slug, job_id, actor, around)
        if job.state in {JobState.APPLYING, JobState.DONE}:
            return job
        job.check_applicable()
        shop = await shops.get(session, slug)
        now = around.clock.now()
        role = check_may_edit_all(actor, shop, {*NEEDED, *rights_of(job)}, now)
        applying = replace(
            _by(job, actor, role), state=JobState.APPLYING, attempts=0, done=0, fault="",
            updated_at=now,
        )  # fmt: skip
        await imports.save(on, applying)
        return applying


async def take_back(slug: str, job_id: UUID, actor: Actor, around: Surroundings) -> Job:
    """Raises UndoTooLateError; whether its goods were changed since is found out on the way."""
    async with around.db.session() as session:
        on, job = await _found(session, slug, job_id, actor, around)
        if job.state in {JobState.UNDOING, JobState.UNDONE}:
            return job
        now = around.clock.now()
        if not job.may_be_undone(now):
            raise UndoTooLateError
        shop = await shops.get(session, slug)
        role = check_may_edit_all(actor, shop, NEEDED, now)
        undoing = replace(
            _by(job, actor, role), state=JobState.UNDOING, attempts=0, fault="", updated_at=now
        )
        await imports.save(on, undoing)
        return undoing


async def drop(slug: str, job_id: UUID, actor: Actor, around: Surroundings) -> None:
    """Away with a preview that nobody wants; gone already is gone."""
    async with around.db.session() as session:
        on, job = await _to_change(session, slug, job_id, actor, around)
        await imports.forget(on, [job.id])


async def _found(
    session: Session, slug: str, job_id: UUID, actor: Actor, around: Surroundings
) -> tuple[asyncpg.Connection, Job]:
    shop = await shops.get(session, slug)
    check_may_edit_all(actor, shop, NEEDED, around.clock.now())
    on = await connection_of(session)
    return on, await imports.get(on, shop.id, job_id, lock=True)


async def _to_change(
    session: Session, slug: str, job_id: UUID, actor: Actor, around: Surroundings
) -> tuple[asyncpg.Connection, Job]:
    on, job = await _found(session, slug, job_id, actor, around)
    if not job.is_open:
        raise ImportBusyError
    return on, job


async def _read_again(on: asyncpg.Connection, job: Job, around: Surroundings) -> Job:
    waiting = replace(
        job, state=JobState.UPLOADED, attempts=0, done=0, total=0, fault="",
        updated_at=around.clock.now(),
    )  # fmt: skip
    await imports.save(on, waiting)
    return waiting


def _by(job: Job, actor: Actor, role: str) -> Job:
    """Whoever says go answers for it."""
    assert actor.id is not None
    return replace(
        job, account_id=actor.id, account_name=actor.name, role=role,
        roles=tuple(sorted(actor.roles)),
    )  # fmt: skip


def _columns(job: Job, form: ImportChanges, words: Words) -> tuple[Column, ...]:
    if form.columns is None:
        return job.columns
    known = {str(column.index) for column in job.columns}
    errors = [
        FieldError(f"columns.{index}", "Diese Spalte oder Bedeutung gibt es nicht.")
        for index, means in form.columns.items()
        if index not in known or (means and means not in words.meanings())
    ]
    said = [means for means in form.columns.values() if means]
    errors += [
        FieldError(f"columns.{index}", "Zwei Spalten können nicht dasselbe bedeuten.")
        for index, means in form.columns.items()
        if means and said.count(means) > 1
    ]
    if errors:
        raise InvalidError(errors=errors)
    return tuple(
        replace(column, means=form.columns.get(str(column.index), column.means))
        for column in job.columns
    )


def _defaults(job: Job, form: ImportChanges, around: Surroundings) -> Mapping[str, str]:
    if form.category is None:
        return job.defaults
    if form.category and form.category not in around.region.categories:
        message = f"Die Kategorie „{form.category}“ gibt es nicht."
        raise InvalidError(errors=[FieldError("category", message)])
    rest = {key: value for key, value in job.defaults.items() if key != "category"}
    return rest | ({"category": form.category} if form.category else {})
