"""Freeze what a review reads: packs, checks, copies, hand-outs, and meetings in parts."""

import sqlalchemy as sa
from alembic import op

from voice_app.migrations import choices

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATES = ("planned", "preparing", "held", "decided", "told")
STATES_WITH_FROZEN = ("planned", "preparing", "frozen", "held", "decided", "told")


def upgrade() -> None:
    op.create_table(
        "pack_check",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_pack_check_review_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_pack_check_young_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_check")),
    )
    op.create_index(
        op.f("ix_pack_check_review_id_checked_at"), "pack_check", ["review_id", "checked_at"]
    )
    op.create_table(
        "review_part",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column(
            "took_part",
            sa.Enum(
                "spoke",
                "somebody_spoke",
                "words_only",
                "chose_not",
                name="took_part",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_review_part_review_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["person.id"],
            name=op.f("fk_review_part_written_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_review_part_young_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_part")),
    )
    op.create_index(
        op.f("ix_review_part_review_id_held_on"), "review_part", ["review_id", "held_on"]
    )
    op.create_table(
        "pack",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=True),
        sa.Column("frozen_by_id", sa.Uuid(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("thawed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"],
            ["pack_check.id"],
            name=op.f("fk_pack_check_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["frozen_by_id"],
            ["person.id"],
            name=op.f("fk_pack_frozen_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_pack_review_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_pack_young_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
        sa.UniqueConstraint("review_id", "number", name=op.f("uq_pack_review_id_number")),
    )
    op.create_table(
        "hand_out",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("pack_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pdf",
                "docx",
                "paper",
                "letter",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("given_by_id", sa.Uuid(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["given_by_id"],
            ["person.id"],
            name=op.f("fk_hand_out_given_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["pack_id"],
            ["pack.id"],
            name=op.f("fk_hand_out_pack_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_hand_out_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_hand_out_review_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_hand_out_young_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_out")),
    )
    op.create_index(op.f("ix_hand_out_review_id_given_at"), "hand_out", ["review_id", "given_at"])
    op.create_table(
        "pack_copy",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("pack_id", sa.Uuid(), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pack_id"],
            ["pack.id"],
            name=op.f("fk_pack_copy_pack_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"],
            ["person.id"],
            name=op.f("fk_pack_copy_reader_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"],
            ["young_person.id"],
            name=op.f("fk_pack_copy_young_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_copy")),
        sa.UniqueConstraint("pack_id", "reader_id", name=op.f("uq_pack_copy_pack_id_reader_id")),
    )
    op.add_column("review", sa.Column("check_asked_at", sa.DateTime(timezone=True), nullable=True))
    choices.change("review", "state", STATES, STATES_WITH_FROZEN)


def downgrade() -> None:
    # Taking back what the trail says of a review is for people to do, one by one.
    frozen = sa.text("SELECT count(*) FROM review WHERE state = 'frozen'")
    if op.get_bind().execute(frozen).scalar_one():
        raise RuntimeError("a frozen pack must be opened again first")
    choices.change("review", "state", STATES_WITH_FROZEN, STATES)
    op.drop_column("review", "check_asked_at")
    op.drop_table("pack_copy")
    op.drop_index(op.f("ix_hand_out_review_id_given_at"), "hand_out")
    op.drop_table("hand_out")
    op.drop_table("pack")
    op.drop_index(op.f("ix_review_part_review_id_held_on"), "review_part")
    op.drop_table("review_part")
    op.drop_index(op.f("ix_pack_check_review_id_checked_at"), "pack_check")
    op.drop_table("pack_check")
