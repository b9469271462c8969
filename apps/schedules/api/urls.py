"""Routes of schedules, below /api/v1/."""

from django.urls import path

from apps.schedules.api import views

urlpatterns = [
    path("schedules", views.ScheduleListView.as_view(), name="schedules"),
    path("schedules/<uuid:schedule_id>", views.ScheduleView.as_view(), name="schedule"),
    path("schedules/<uuid:schedule_id>/runs", views.RunListView.as_view(), name="schedule-runs"),
    path("schedules/<uuid:schedule_id>/pause", views.PauseView.as_view(), name="schedule-pause"),
    path("schedules/<uuid:schedule_id>/resume", views.ResumeView.as_view(), name="schedule-resume"),
    path("schedules/<uuid:schedule_id>/cancel", views.CancelView.as_view(), name="schedule-cancel"),
]
