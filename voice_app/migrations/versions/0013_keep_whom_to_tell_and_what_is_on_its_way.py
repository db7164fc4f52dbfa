"""Keep whom to tell and what is on its way.

Nobody is told anything until they ask, so there is nothing to fill in.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quiet_hours",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_quiet_hours_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiet_hours")),
        sa.UniqueConstraint("person_id", name=op.f("uq_quiet_hours_person_id")),
    )
    op.create_table(
        "notice_target",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "push", "mail", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("place_index", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["device.id"],
            name=op.f("fk_notice_target_device_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_notice_target_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_target")),
        sa.UniqueConstraint("place_index", name=op.f("uq_notice_target_place_index")),
    )
    op.create_index(op.f("ix_notice_target_person_id"), "notice_target", ["person_id"])

    op.create_table(
        "notice",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "answer",
                "heard",
                "letter",
                "preview",
                "words",
                "alert",
                "to_sign",
                "released",
                name="topic",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("dedupe", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_notice_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["target_id"],
            ["notice_target.id"],
            name=op.f("fk_notice_target_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("dedupe", name=op.f("uq_notice_dedupe")),
    )
    op.create_index(op.f("ix_notice_done_at_send_at"), "notice", ["done_at", "send_at"])
    op.create_index(op.f("ix_notice_person_id_made_at"), "notice", ["person_id", "made_at"])
    op.create_index(op.f("ix_notice_target_id"), "notice", ["target_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_notice_target_id"), "notice")
    op.drop_index(op.f("ix_notice_person_id_made_at"), "notice")
    op.drop_index(op.f("ix_notice_done_at_send_at"), "notice")

    op.drop_table("notice")
    op.drop_index(op.f("ix_notice_target_person_id"), "notice_target")

    op.drop_table("notice_target")
    op.drop_table("quiet_hours")
