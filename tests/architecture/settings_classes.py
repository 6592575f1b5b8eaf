"""Finds the settings class of a program."""

import importlib

from pydantic_settings import BaseSettings


def settings_class(program: str) -> type[BaseSettings]:
    module = importlib.import_module(f"{program}.settings")
    found: type[BaseSettings] = getattr(module, f"{program.capitalize()}Settings")
    return found
