"""What the scripts of this folder share. They run inside an environment of Airflow 2.11 or 3.x."""

from __future__ import annotations

import inspect
import sys

try:
    from airflow.dag_processing.dagbag import DagBag
except ImportError:
    from airflow.models.dagbag import DagBag


def load(folder: str) -> DagBag:
    """All DAGs below a folder, as the scheduler would find them; needs no database."""
    wanted = {"include_examples": False, "safe_mode": False}
    known = inspect.signature(DagBag.__init__).parameters
    return DagBag(dag_folder=folder, **{k: v for k, v in wanted.items() if k in known})


def load_or_exit(folder: str) -> DagBag:
    bag = load(folder)
    if bag.import_errors:
        sys.exit("\n".join(bag.import_errors.values()))
    return bag
