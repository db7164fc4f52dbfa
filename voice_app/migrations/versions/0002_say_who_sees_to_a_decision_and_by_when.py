"""Say who sees to a decision of a review, and by when.

Decisions that were kept before have neither; nobody is named for them afterwards.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("decision") as batch:
        batch.add_column(sa.Column("owner_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("by_on", sa.Date(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_decision_owner_id"),
            "person",
            ["owner_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )


def downgrade() -> None:
    with op.batch_alter_table("decision") as batch:
        batch.drop_constraint(batch.f("fk_decision_owner_id"), type_="foreignkey")
        batch.drop_column("by_on")
        batch.drop_column("owner_id")
