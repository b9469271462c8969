"""Routes of identity checks, below /api/v1/."""

from django.urls import path

from apps.kyc.api import views

urlpatterns = [
    path("kyc", views.StandingView.as_view(), name="kyc"),
    path("kyc/submissions", views.SubmissionListView.as_view(), name="kyc-submissions"),
    path("kyc/submissions/<uuid:submission_id>", views.SubmissionView.as_view(), name="kyc-submission"),
    path("kyc/submissions/<uuid:submission_id>/submit", views.SubmitView.as_view(), name="kyc-submit"),
    path(
        "kyc/submissions/<uuid:submission_id>/documents/<str:kind>",
        views.DocumentView.as_view(),
        name="kyc-document",
    ),
]
