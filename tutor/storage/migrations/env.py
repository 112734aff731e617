"""Alembic's entry: runs the migrations on the connection and in the transaction it is given.

`tutor.storage.migrate` calls it; there is no alembic.ini. To change the schema write the next file
in `versions` by hand, change `tables.py` to match and raise `HEAD` there.
"""
# ruff: noqa: INP001 - Alembic runs this file by its path; importing it would fail

from __future__ import annotations

from alembic import context

from tutor.storage.tables import REVISION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=REVISION_TABLE,
)
context.run_migrations()
