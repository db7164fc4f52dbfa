"""Keep what became of a phone: somebody else has it, or reading on it is paused, and who said so.

Phones that were kept before are neither.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

COLUMNS = ("taken_at", "emptied_at", "paused_at")


def upgrade() -> None:
    with op.batch_alter_table("device") as batch:
        for name in COLUMNS:
            batch.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "phone_event",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "taken",
                "paused",
                "resumed",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [other],
                name=op.f(f"fk_phone_event_{column}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for column, other in (
                ("young_person_id", "person.id"),
                ("device_id", "device.id"),
                ("by_id", "person.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_event")),
    )
    op.create_index(
        op.f("ix_phone_event_young_person_id_at"), "phone_event", ["young_person_id", "at"]
    )


def downgrade() -> None:
    op.drop_table("phone_event")
    with op.batch_alter_table("device") as batch:
        for name in reversed(COLUMNS):
            batch.drop_column(name)
