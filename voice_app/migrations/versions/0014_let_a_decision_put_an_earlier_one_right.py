"""Let a decision put an earlier one right, and wait again for a new day.

Decisions that were kept before put nothing right, and waited for whoever decided.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sharing_decision") as batch:
        batch.add_column(sa.Column("corrects_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("waits_by_id", sa.Uuid(), nullable=True))
        for column, other in (("corrects_id", "sharing_decision"), ("waits_by_id", "person")):
            batch.create_foreign_key(
                batch.f(f"fk_sharing_decision_{column}"),
                other,
                [column],
                ["id"],
                initially="DEFERRED",
                deferrable=True,
            )
        batch.create_index(batch.f("ix_sharing_decision_corrects_id"), ["corrects_id"])


def downgrade() -> None:
    with op.batch_alter_table("sharing_decision") as batch:
        batch.drop_index(batch.f("ix_sharing_decision_corrects_id"))
        for column in ("waits_by_id", "corrects_id"):
            batch.drop_constraint(batch.f(f"fk_sharing_decision_{column}"), type_="foreignkey")
            batch.drop_column(column)
