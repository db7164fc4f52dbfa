"""The tree over all leaves (RFC 6962), kept as its frontier: adding one costs O(log n)."""

from hashlib import sha256

HASH_BYTES = 32


class Frontier:
    """The roots of the complete subtrees, largest first: all that adding a leaf needs."""

    def __init__(self, size: int = 0, peaks: bytes = b"") -> None:
        self.size = size
        self._peaks = [peaks[i : i + HASH_BYTES] for i in range(0, len(peaks), HASH_BYTES)]

    def add(self, leaf: bytes) -> None:
        """Put one more leaf hash at the end."""
        self.size += 1
        joined, node = self.size, leaf
        while joined % 2 == 0:
            joined, node = joined // 2, _node(self._peaks.pop(), node)
        self._peaks.append(node)

    @property
    def peaks(self) -> bytes:
        """The frontier as it is stored."""
        return b"".join(self._peaks)

    def root(self) -> bytes:
        """The hash of the whole tree; of the empty tree, the hash of nothing."""
        if not self._peaks:
            return sha256().digest()
        *rest, root = self._peaks
        for peak in reversed(rest):
            root = _node(peak, root)
        return root


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
