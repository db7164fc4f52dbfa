"""Keep what a carer has half written, until it is sent."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carer_note_draft",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{other}.id"],
                name=op.f(f"fk_carer_note_draft_{column}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for column, other in (("link_id", "carer_link"), ("young_person_id", "young_person"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_note_draft")),
    )
    op.create_index(
        op.f("ix_carer_note_draft_link_id_kept_at"), "carer_note_draft", ["link_id", "kept_at"]
    )
    op.create_index(
        op.f("ix_carer_note_draft_young_person_id"), "carer_note_draft", ["young_person_id"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_carer_note_draft_young_person_id"), "carer_note_draft")
    op.drop_index(op.f("ix_carer_note_draft_link_id_kept_at"), "carer_note_draft")
    op.drop_table("carer_note_draft")
