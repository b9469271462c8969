"""The pages on which people pay merchants. Anybody may open them who has their address."""

from django.urls import path

from apps.checkout.web import views

urlpatterns = [
    path("pay/<str:code>", views.charge_page, name="charge-page"),
    path("pay/<str:code>/state", views.charge_state, name="charge-state"),
    path("pay/<str:code>/code.svg", views.charge_code, name="charge-code"),
    path("pay/<str:code>/phone", views.send_to_phone, name="charge-to-phone"),
    path("pay/<str:code>/test", views.pay_test, name="charge-test"),
    path("l/<str:token>", views.payment_link, name="payment-link"),
]
