"""Putting recommendations together that ask for the same."""

from __future__ import annotations

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.rules import can_work
from habeas.recommendations import errors
from habeas.recommendations.models import Cluster, Recommendation


@action("recommendation.cluster", rule=can_work)
def put_in_cluster(
    actor: Actor, recommendation: Recommendation, *, cluster: Cluster | None = None, title: str = ""
) -> Recommendation:
    """Put a recommendation into a cluster, or into a new one of the given title."""
    if cluster is None and not title.strip():
        raise errors.no_cluster()
    if cluster is None:
        cluster = Cluster.objects.create(compartment=recommendation.compartment, title=title.strip())
    if cluster.compartment != recommendation.compartment:
        raise errors.cluster_elsewhere(cluster)
    recommendation.cluster = cluster
    recommendation.save()
    return recommendation


@action("recommendation.uncluster", rule=can_work)
def take_out_of_cluster(actor: Actor, recommendation: Recommendation) -> Recommendation:
    """Let a recommendation stand alone again."""
    recommendation.cluster = None
    recommendation.save()
    return recommendation
