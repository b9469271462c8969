"""Routes of disputes, below /api/v1/."""

from django.urls import path

from apps.disputes.api import views

urlpatterns = [
    path("transactions/<uuid:transaction_id>/dispute", views.OpenView.as_view(), name="dispute-payment"),
    path("disputes", views.DisputeListView.as_view(), name="disputes"),
    path("disputes/<uuid:dispute_id>", views.DisputeDetailView.as_view(), name="dispute"),
    path("disputes/<uuid:dispute_id>/answer", views.AnswerView.as_view(), name="answer-dispute"),
    path("disputes/<uuid:dispute_id>/withdraw", views.WithdrawView.as_view(), name="withdraw-dispute"),
    path("disputes/<uuid:dispute_id>/evidence", views.EvidenceListView.as_view(), name="dispute-evidence"),
    path(
        "disputes/<uuid:dispute_id>/evidence/<uuid:evidence_id>",
        views.EvidenceView.as_view(),
        name="dispute-evidence-picture",
    ),
]
