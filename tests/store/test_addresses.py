"""What may stand in MARROW_DATABASE_URL."""

from __future__ import annotations

import sys

import pytest

from bot.store import Store, StoreError
from bot.store.engine import create_engine, parse_url


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("sqlite:///data/marrow.db", "data/marrow.db"),
        ("sqlite:////var/lib/marrow.db", "/var/lib/marrow.db"),
        ("sqlite+aiosqlite:////var/lib/marrow.db", "/var/lib/marrow.db"),
        ("sqlite:////a?b=c/100% #1.db", "/a?b=c/100% #1.db"),
    ],
)
def test_a_sqlite_address_is_a_path_whatever_is_in_it(text: str, path: str) -> None:
    url = parse_url(text)
    assert (url.drivername, url.database, dict(url.query)) == ("sqlite+aiosqlite", path, {})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_postgresql_has_several_names(scheme: str) -> None:
    url = parse_url(f"{scheme}://user:pass%40word@db.example:5433/marrow?sslmode=require")
    assert url.drivername == "postgresql+asyncpg"
    assert (url.username, url.password, url.host, url.port, url.database) == (
        "user", "pass@word", "db.example", 5433, "marrow",
    )  # fmt: skip
    assert dict(url.query) == {"ssl": "require"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is of no database that Marrow knows. Set it to sqlite:///FOLDER/marrow.db or to postgresql://"),
        ("mysql://root:hunter2@localhost/marrow", "is of no database that Marrow knows"),
        ("data/hunter2.db", "is of no database that Marrow knows"),
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite://hunter2/marrow.db", "names no file"),
        ("postgresql://user:hunter2@db.example:many/marrow", "is not a right address"),
        (
            "postgresql://user:hunter2@db.example/marrow?passfile=hunter2",
            "has an option that is not known here: passfile",
        ),
    ],
)
async def test_a_wrong_address_is_one_clear_sentence_without_the_password(text: str, says: str) -> None:
    with pytest.raises(StoreError, match=r"^MARROW_DATABASE_URL") as error:
        await Store.open(text)
    assert says in str(error.value)
    assert "hunter2" not in str(error.value)


def test_a_missing_driver_is_named_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(StoreError, match=r"pip install 'marrow-bot\[postgres\]'"):
        create_engine(parse_url("postgresql://db.example/marrow"))
