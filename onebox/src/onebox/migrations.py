"""Remembers which migrations the demo's databases have had: looking them up takes a second."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from onebox.programs import DATABASES

MARK = "migrated"


def are_due(cluster: Path) -> bool:
    mark = cluster / MARK
    return not mark.exists() or mark.read_text() != _fingerprint()


def remember(cluster: Path) -> None:
    """The mark lies beside the data, so it goes when the data goes."""
    (cluster / MARK).write_text(_fingerprint())


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for name in DATABASES:
        spec = find_spec(name)
        assert spec
        assert spec.origin
        for path in sorted((Path(spec.origin).parent / "migrations").rglob("*.py")):
            digest.update(str(path.relative_to(Path(spec.origin).parent)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
