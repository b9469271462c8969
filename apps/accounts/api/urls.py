from django.urls import path

from apps.accounts.api import views

urlpatterns = [
    path("auth/register", views.RegisterView.as_view(), name="register"),
    path("auth/resend-code", views.ResendCodeView.as_view(), name="resend-code"),
    path("auth/login", views.LogInView.as_view(), name="log-in"),
    path("auth/refresh", views.RefreshView.as_view(), name="refresh"),
    path("auth/logout", views.LogOutView.as_view(), name="log-out"),
    path("me", views.MeView.as_view(), name="me"),
    path("me/password", views.MyPasswordView.as_view(), name="my-password"),
    path("me/sessions", views.MySessionsView.as_view(), name="my-sessions"),
    path("me/sessions/<uuid:session_id>", views.MySessionView.as_view(), name="my-session"),
    path("me/activity", views.MyActivityView.as_view(), name="my-activity"),
]
