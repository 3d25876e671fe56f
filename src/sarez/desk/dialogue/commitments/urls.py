"""The addresses of the register of commitments."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.dialogue.commitments.views import commitment, commitments

urlpatterns: list[URLPattern] = [
    path("commitments", commitments.commitments, name="commitments"),
    path("commitments/table", commitments.commitments_table, name="commitments-table"),
    path("commitments/new", commitments.commitment_new, name="commitment-new"),
    path("promises", commitments.promises, name="promises"),
    path("commitment/<int:number>", commitment.commitment, name="commitment"),
    path("commitment/<int:number>/follow", commitment.follow, name="commitment-follow"),
    path("commitment/<int:number>/list", commitment.listing, name="commitment-list"),
    path("commitment/<int:number>/find", commitment.find, name="commitment-find"),
    path(
        "commitment/<int:number>/finding/<int:finding>/withdraw",
        commitment.withdraw,
        name="commitment-withdraw",
    ),
    path("commitment/<int:number>/evidence/<int:bearing>", commitment.decide, name="commitment-evidence"),
    path("commitment/<int:number>/chain", commitment.chain, name="commitment-chain"),
    path("commitment/<int:number>/chain/<int:link>/drop", commitment.unchain, name="commitment-unchain"),
]
