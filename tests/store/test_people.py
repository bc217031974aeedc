"""Accounts in the store, on each kind of database; what an older format kept; what a backup carries."""

import gzip
from datetime import timedelta

import pytest
from sqlalchemy import update

from dragoman.model.problems import DragomanError
from dragoman.store import Store, callers, jobs, passwords, people, secrets, sessions, tokens
from dragoman.store.copying import backup, restore
from dragoman.store.roles import Role
from dragoman.store.serving_tables import sessions as table

from .conftest import FORMATS

GOOD = "a warm stone by the river"


def test_accounts_sessions_and_tokens(store):
    with store.writing() as connection:
        people.add(connection, "Ada", Role.ADMIN, GOOD)
        people.add(connection, "Çağla", Role.EDITOR)
        assert people.called(connection, "ada")[0] == "Ada"
        assert people.called(connection, "ÇAĞLA") is None  # no password yet
        code = people.make_code(connection, "Çağla")
        assert people.has_code(connection, "Çağla", code)
        people.set_password(connection, "Çağla", GOOD)
        assert not people.has_code(connection, "Çağla", code)
        name, kept = people.called(connection, "ÇAĞLA")
        assert passwords.fits(GOOD, kept)
        assert not passwords.fits(GOOD + ".", kept)
        assert not passwords.fits(GOOD, None)
        cookie = sessions.begin(connection, "a browser", person=name)
        token = tokens.add(connection, "notebook", Role.ADMIN, person=name)
        caller, unseen = callers.by_session(connection, cookie)
        assert (caller.name, caller.role, unseen) == ("Çağla", Role.EDITOR, False)
        assert callers.by_token(connection, token).role is Role.EDITOR  # no more than the person
        people.set_role(connection, "Çağla", Role.READER)
        assert callers.by_token(connection, token).role is callers.by_session(connection, cookie)[0].role is Role.READER
        connection.execute(update(table).values(seen=secrets.now(-timedelta(minutes=10))))
        assert callers.by_session(connection, cookie)[1]
        connection.execute(update(table).values(seen=secrets.now(-sessions.IDLE - timedelta(minutes=1))))
        assert callers.by_session(connection, cookie) is None
        again = sessions.begin(connection, "a browser", person=name)
        assert len(connection.execute(table.select()).all()) == 1  # the one that was over is gone
        people.remove(connection, "Çağla")
        assert callers.by_session(connection, again) is callers.by_token(connection, token) is None
        assert tokens.named(connection, "Çağla:notebook") is None


@pytest.mark.parametrize("name", ["", " Ada", "A\nB", "a" * 101, "Ada:x", "Ada/x", "ADA", "Ａda", "script"])
def test_names_that_are_none_or_taken(store, name):
    with store.writing() as connection:
        people.add(connection, "Ada", Role.ADMIN, GOOD)
        tokens.add(connection, "script", Role.CODER)
        with pytest.raises(DragomanError):
            people.add(connection, name, Role.READER, GOOD)


def test_a_backup_carries_accounts_and_signs_nobody_in(store, tmp_path, fresh):
    with store.writing() as connection:
        people.add(connection, "Ada", Role.ADMIN, GOOD)
        cookie = sessions.begin(connection, "a browser", person="Ada")
    backup(store, tmp_path / "backup.db")
    where = fresh()
    restore(tmp_path / "backup.db", where)
    with Store.open(where) as other, other.reading() as connection:
        assert passwords.fits(GOOD, people.called(connection, "Ada")[1])
        assert callers.by_session(connection, cookie) is None


def test_tokens_and_jobs_of_format_4_are_kept(tmp_path):
    path = tmp_path / "older.db"
    path.write_bytes(gzip.decompress((FORMATS / "format4.db.gz").read_bytes()))
    with Store.open(path) as store, store.writing() as connection:
        (ada,) = tokens.every(connection)
        assert (ada.name, ada.role, ada.person) == ("Ada", Role.EDITOR, None)
        (job,) = jobs.latest(connection, "Ada", 10)
        assert (job.state, job.name, job.parent) == ("waiting", None, None)
        assert jobs.first(connection)[2].content == b"They met."
        tokens.revoke(connection, "Ada")
        people.add(connection, "Ada", Role.ADMIN, GOOD)  # whoever wrote by a token signs in by name from now on
