"""Keep how a young person takes part in a review.

What they say about each step is an entry like any other; beside it stands which step of which
review it is about, and the ways of joining that they ticked, so that these can be counted.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STEPS = (
    "wanted",
    "not_wanted",
    "where_when",
    "talk_about",
    "not_read_out",
    "join_in",
    "run_part",
    "alone_first",
)
WAYS = ("in_the_room", "by_video", "somebody_speaks", "just_my_words")


def upgrade() -> None:
    op.create_table(
        "taking_part",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("step", _choice(STEPS, "step"), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        _points_at("taking_part", "young_person_id", "young_person"),
        _points_at("taking_part", "review_id", "review"),
        _points_at("taking_part", "entry_id", "entry"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taking_part")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_taking_part_entry_id")),
    )
    op.create_index(op.f("ix_taking_part_review_id_step"), "taking_part", ["review_id", "step"])
    op.create_table(
        "join_way",
        sa.Column("young_person_id", sa.Uuid(), nullable=False),
        sa.Column("taking_part_id", sa.Uuid(), nullable=False),
        sa.Column("way", _choice(WAYS, "way"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _points_at("join_way", "young_person_id", "young_person"),
        _points_at("join_way", "taking_part_id", "taking_part"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_way")),
        sa.UniqueConstraint("taking_part_id", "way", name=op.f("uq_join_way_taking_part_id_way")),
    )


def downgrade() -> None:
    op.drop_table("join_way")
    op.drop_index(op.f("ix_taking_part_review_id_step"), "taking_part")
    op.drop_table("taking_part")


def _choice(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _points_at(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{other}.id"],
        name=op.f(f"fk_{table}_{column}"),
        deferrable=True,
        initially="DEFERRED",
    )
