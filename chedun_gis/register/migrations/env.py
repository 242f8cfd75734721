"""Let Alembic work on the connection that it is given, within the transaction it is in."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
