"""Let a parent or carer have an account, and keep what must never reach one.

By itself a link opens nothing. Protected facts are sealed with the young person's key.
"""

import sqlalchemy as sa
from alembic import op

from voice_app.migrations import choices

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ROLES = ("young_person", "staff", "manager", "administrator")


def upgrade() -> None:
    choices.change("person", "role", ROLES, (*ROLES, "carer"))
    op.create_table(
        "carer_link",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("carer_id", sa.Uuid(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("identity_checked_on", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["carer_id"],
            ["person.id"],
            name=op.f("fk_carer_link_carer_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"],
            ["person.id"],
            name=op.f("fk_carer_link_ended_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["person.id"],
            name=op.f("fk_carer_link_made_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_carer_link_young_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_link")),
    )
    op.create_index(op.f("ix_carer_link_carer_id"), "carer_link", ["carer_id"])
    op.create_index(op.f("ix_carer_link_young_person_id"), "carer_link", ["young_person_id"])
    op.create_table(
        "protected_fact",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "address",
                "school",
                "placement",
                "phone",
                "name",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"],
            ["person.id"],
            name=op.f("fk_protected_fact_added_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"],
            ["person.id"],
            name=op.f("fk_protected_fact_ended_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_protected_fact_young_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protected_fact")),
    )
    op.create_index(
        op.f("ix_protected_fact_young_person_id"), "protected_fact", ["young_person_id"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_protected_fact_young_person_id"), "protected_fact")
    op.drop_table("protected_fact")
    op.drop_index(op.f("ix_carer_link_young_person_id"), "carer_link")
    op.drop_index(op.f("ix_carer_link_carer_id"), "carer_link")
    op.drop_table("carer_link")
    choices.change("person", "role", (*ROLES, "carer"), ROLES)
