"""The tree is the one of RFC 6962, so anybody's tools can check it."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from voice_app.record.rules.merkle import Frontier

#: The leaves and roots of the Certificate Transparency reference tests.
LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")
LEAVES += ("606162636465666768696a6b6c6d6e6f",)
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def test_the_roots_are_those_of_the_reference_tests() -> None:
    frontier = Frontier()

    roots = [frontier.root().hex()]
    for leaf in LEAVES:
        frontier.add(leaf_hash(bytes.fromhex(leaf)))
        roots.append(frontier.root().hex())

    assert tuple(roots) == ROOTS


@given(leaves=st.lists(st.binary(max_size=8), max_size=70))
def test_the_frontier_gives_the_root_that_the_definition_gives(leaves: list[bytes]) -> None:
    frontier = Frontier()

    for leaf in leaves:
        frontier.add(leaf_hash(leaf))
        frontier = Frontier(frontier.size, frontier.peaks)

    assert frontier.root() == root_by_definition(leaves)
    assert len(frontier.peaks) == 32 * len(leaves).bit_count()


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\x00" + leaf).digest()


def root_by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it is written there."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    left, right = root_by_definition(leaves[:split]), root_by_definition(leaves[split:])
    return sha256(b"\x01" + left + right).digest()
