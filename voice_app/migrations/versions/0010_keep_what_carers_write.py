"""Keep what carers write to those who look after the young person."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carer_note",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "seen", "help", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_by_id", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["carer_link.id"],
            name=op.f("fk_carer_note_link_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["read_by_id"],
            ["person.id"],
            name=op.f("fk_carer_note_read_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["released_by_id"],
            ["person.id"],
            name=op.f("fk_carer_note_released_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_carer_note_young_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_note")),
    )
    op.create_index(op.f("ix_carer_note_link_id_sent_at"), "carer_note", ["link_id", "sent_at"])
    op.create_index(op.f("ix_carer_note_young_person_id"), "carer_note", ["young_person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_carer_note_young_person_id"), "carer_note")
    op.drop_index(op.f("ix_carer_note_link_id_sent_at"), "carer_note")
    op.drop_table("carer_note")
