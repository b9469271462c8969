"""Routes of disbursements, below /api/v1/."""

from django.urls import path

from apps.disbursements.api import cosigner_views, views

urlpatterns = [
    path("disbursements", views.DisbursementListView.as_view(), name="disbursements"),
    path("disbursements/<uuid:disbursement_id>", views.DisbursementView.as_view(), name="disbursement"),
    path("disbursements/<uuid:disbursement_id>/errors", views.ErrorsView.as_view(), name="disbursement-errors"),
    path("disbursements/<uuid:disbursement_id>/results", views.ResultsView.as_view(), name="disbursement-results"),
    path("disbursements/<uuid:disbursement_id>/submit", views.SubmitView.as_view(), name="disbursement-submit"),
    path("disbursements/<uuid:disbursement_id>/approve", views.ApproveView.as_view(), name="disbursement-approve"),
    path("disbursements/<uuid:disbursement_id>/reject", views.RejectView.as_view(), name="disbursement-reject"),
    path("disbursements/<uuid:disbursement_id>/cancel", views.CancelView.as_view(), name="disbursement-cancel"),
    path("disbursement-cosigners", cosigner_views.CosignerListView.as_view(), name="disbursement-cosigners"),
    path(
        "disbursement-cosigners/<uuid:cosigner_id>",
        cosigner_views.CosignerView.as_view(),
        name="disbursement-cosigner",
    ),
    path(
        "disbursement-cosigners/<uuid:cosigner_id>/accept",
        cosigner_views.AcceptView.as_view(),
        name="disbursement-cosigner-accept",
    ),
]
