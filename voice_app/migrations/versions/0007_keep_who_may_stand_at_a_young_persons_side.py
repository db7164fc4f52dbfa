"""Keep who may stand at a young person's side, and who asked for somebody.

The list is the service's own; an asking belongs to the young person and is sealed with their key.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "advocate",
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checked_by_id"],
            ["person.id"],
            name=op.f("fk_advocate_checked_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["person.id"],
            name=op.f("fk_advocate_made_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advocate")),
    )
    op.create_table(
        "advocate_asked",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("wish_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("advocate_id", sa.Uuid(), nullable=True),
        sa.Column("arranged_by_id", sa.Uuid(), nullable=True),
        sa.Column("arranged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["advocate_id"],
            ["advocate.id"],
            name=op.f("fk_advocate_asked_advocate_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["arranged_by_id"],
            ["person.id"],
            name=op.f("fk_advocate_asked_arranged_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["wish_id"],
            ["wish.id"],
            name=op.f("fk_advocate_asked_wish_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_advocate_asked_young_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advocate_asked")),
    )
    with op.batch_alter_table("advocate_asked") as batch:
        batch.create_index(
            batch.f("ix_advocate_asked_young_person_id_asked_at"),
            ["young_person_id", "asked_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("advocate_asked") as batch:
        batch.drop_index(batch.f("ix_advocate_asked_young_person_id_asked_at"))

    op.drop_table("advocate_asked")
    op.drop_table("advocate")
