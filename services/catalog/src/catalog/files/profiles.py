"""From the written profiles and statements to the gate's own."""

from collections.abc import Iterator, Mapping

from catalog.domain.gates.formats import FORMATS
from catalog.domain.gates.stated import OWN_FIELDS
from catalog.domain.region import Profile, Region
from catalog.domain.statements import Chill, Condition, Default, Demand, Statement
from catalog.files import region_shapes as shapes


def read_profiles(read: shapes.ProfilesShape) -> Mapping[str, Profile]:
    return {profile.key: _profile(profile) for profile in read.profiles}


def _profile(shape: shapes.ProfileShape) -> Profile:
    return Profile(
        key=shape.key,
        names=shape.name,
        required=shape.required,
        asks=shape.asks,
        effects=frozenset(key for key, on in shape.effects.items() if on),
        demands=tuple(Demand(d.key, _condition(d)) for d in shape.demands),
        defaults=tuple(Default(d.key, d.value, _condition(d)) for d in shape.defaults),
        temperature=shape.temperature,
        chill=tuple(Chill(c.temperature, _condition(c)) for c in shape.chill),
        withdrawal=shape.withdrawal,
        exceptions=shape.exceptions,
        age=shape.age,
    )


def _condition(shape: shapes.ConditionShape) -> Condition:
    return Condition(shape.only_in, shape.not_in, shape.when, shape.unless)


def read_statements(
    read: shapes.StatementsShape, profiles: shapes.ProfilesShape
) -> Mapping[str, Statement]:
    lists: Mapping[str, tuple[shapes.KeyAndName, ...]] = {
        "": (),
        "temperatures": profiles.temperatures,
        "withdrawals": profiles.withdrawals,
    }
    return {
        shape.key: _statement(shape, shape.choices or lists[shape.choices_from])
        for shape in read.statements
    }


def _statement(shape: shapes.StatementShape, choices: tuple[shapes.KeyAndName, ...]) -> Statement:
    return Statement(
        key=shape.key,
        names=shape.name,
        help=shape.help,
        kind=shape.kind,
        law=shape.law,
        missing=shape.missing,
        at=shape.at,
        choices={choice.key: choice.name for choice in choices},
        format=shape.format,
        must_be=shape.must_be,
        public=shape.public,
    )


def contradictions(region: Region) -> Iterator[str]:
    """What the files say about something that is not there."""
    for statement in region.statements.values():
        if statement.at and statement.at not in OWN_FIELDS:
            yield f"statement {statement.key} lives in a field that products lack: {statement.at}"
        if statement.format and statement.format not in FORMATS:
            yield f"statement {statement.key} has an unknown format: {statement.format}"
    for profile in region.profiles.values():
        yield from _of_profile(profile, region)


def _of_profile(profile: Profile, region: Region) -> Iterator[str]:
    named = {*profile.required, *profile.asks}
    keyed: tuple[Demand | Default, ...] = (*profile.demands, *profile.defaults)
    named |= {one.key for one in keyed}
    for condition in (*(one.condition for one in keyed), *(c.condition for c in profile.chill)):
        named |= {*condition.when, *condition.unless}
        if unknown := {*condition.only_in, *condition.not_in} - region.categories.keys():
            yield f"profile {profile.key} names unknown categories: {unknown}"
    if unknown := named - region.statements.keys():
        yield f"profile {profile.key} requires what nobody can check: {unknown}"
    if unknown := {profile.withdrawal, *profile.exceptions} - region.withdrawals.keys():
        yield f"profile {profile.key} names unknown classes of withdrawal: {unknown}"
    cold = {chill.temperature for chill in profile.chill}
    if profile.temperature is not None:
        cold.add(profile.temperature)
    if unknown := cold - region.temperatures.keys():
        yield f"profile {profile.key} names unknown temperatures: {unknown}"
