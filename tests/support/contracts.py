"""An import contract of our own, used from `pyproject.toml`."""

from typing import Any

import grimp
from importlinter import ContractCheck, fields
from importlinter.contracts.layers import LayersContract
from importlinter.domain.imports import ModuleExpression


class FeatureLayers(LayersContract):
    """Layers inside every feature package, where only the listed modules may be.

    Features are found by looking, so a new one is held from its first file on.
    """

    type_name = "feature_layers"

    not_features = fields.SetField(subfield=fields.StringField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Check each package of the root that has modules and is not listed as something else."""
        (root,) = self.session_options["root_packages"]
        # The fields stand for what was read from the file; their types speak of how to read it.
        options: Any = self
        others = {f"{root}.{name}" for name in options.not_features}
        features = {name for name in graph.find_children(root) if graph.find_children(name)}
        options.containers = [ModuleExpression(name) for name in sorted(features - others)]
        options.exhaustive = True
        return super().check(graph, verbose)
