"""What is paid on dates."""

from django.urls import URLPattern, path

from apps.schedules.web import views

urlpatterns: list[URLPattern] = [
    path("wallet/schedules", views.SchedulesView.as_view(), name="wallet-schedules"),
    path("wallet/schedules/new", views.NewScheduleView.as_view(), name="wallet-schedule-new"),
    path("wallet/schedules/new/<uuid:draft_id>", views.ConfirmScheduleView.as_view(), name="wallet-schedule-confirm"),
    path("wallet/schedules/<uuid:schedule_id>", views.ScheduleView.as_view(), name="wallet-schedule"),
    path("wallet/schedules/<uuid:schedule_id>/pause", views.PauseView.as_view(), name="wallet-schedule-pause"),
    path("wallet/schedules/<uuid:schedule_id>/resume", views.ResumeView.as_view(), name="wallet-schedule-resume"),
    path("wallet/schedules/<uuid:schedule_id>/cancel", views.CancelView.as_view(), name="wallet-schedule-cancel"),
]
