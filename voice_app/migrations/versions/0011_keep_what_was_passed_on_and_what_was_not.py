"""Keep every decision to pass something on, or not to."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sharing_decision",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("passes_on", sa.Boolean(), nullable=False),
        sa.Column(
            "lawful",
            sa.Enum(
                "serious_harm",
                "legal_duty",
                "safeguarding",
                "agreed",
                "confidence",
                name="lawful",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by_id", sa.Uuid(), nullable=True),
        sa.Column("tell_by", sa.Date(), nullable=True),
        sa.Column("agreed_by_id", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"],
            ["person.id"],
            name=op.f("fk_sharing_decision_agreed_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["person.id"],
            name=op.f("fk_sharing_decision_decided_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_sharing_decision_entry_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["carer_link.id"],
            name=op.f("fk_sharing_decision_link_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["told_by_id"],
            ["person.id"],
            name=op.f("fk_sharing_decision_told_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_sharing_decision_young_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing_decision")),
    )
    op.create_index(op.f("ix_sharing_decision_entry_id"), "sharing_decision", ["entry_id"])
    op.create_index(
        op.f("ix_sharing_decision_young_person_id_decided_at"),
        "sharing_decision",
        ["young_person_id", "decided_at"],
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_sharing_decision_young_person_id_decided_at"), "sharing_decision")
    op.drop_index(op.f("ix_sharing_decision_entry_id"), "sharing_decision")
    op.drop_table("sharing_decision")
