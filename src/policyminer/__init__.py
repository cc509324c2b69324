"""policyminer: Chinese policy documents to tables a researcher can defend.

Everything is imported when it is first used, so that ``import policyminer`` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policyminer.model import Document, PolicyMinerError, Result
    from policyminer.pipeline import mine
    from policyminer.publish.load import load
    from policyminer.read import read
    from policyminer.rules import load_rules
    from policyminer.words.spacy_bridge import to_docbin

__version__ = "0.1.0"

__all__ = ["Document", "PolicyMinerError", "Result", "__version__", "load", "load_rules", "mine", "read", "to_docbin"]

_HOMES = {
    "Document": "policyminer.model",
    "PolicyMinerError": "policyminer.model",
    "Result": "policyminer.model",
    "load": "policyminer.publish.load",
    "load_rules": "policyminer.rules",
    "mine": "policyminer.pipeline",
    "to_docbin": "policyminer.words.spacy_bridge",
}


def __getattr__(name: str) -> Any:
    if name == "read":
        return import_module("policyminer.read")  # a package and, see below, also its function
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _CallablePackage(ModuleType):
    """The package ``policyminer.read``, which is also called like the function of that name in it."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.read(*args, **kwargs)


class _Root(ModuleType):
    """Makes ``policyminer.read`` callable when the import system binds it here."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "read" and isinstance(value, ModuleType):
            value.__class__ = _CallablePackage
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Root
