"""The pages on which people pay merchants, which anybody may open who has their address, and the merchant's own."""

from django.urls import URLPattern, path

from apps.checkout.web import views
from apps.checkout.web.portal import developers, invoices, links

_PAYING: list[URLPattern] = [
    path("pay/<str:code>", views.charge_page, name="charge-page"),
    path("pay/<str:code>/state", views.charge_state, name="charge-state"),
    path("pay/<str:code>/code.svg", views.charge_code, name="charge-code"),
    path("pay/<str:code>/phone", views.send_to_phone, name="charge-to-phone"),
    path("pay/<str:code>/test", views.pay_test, name="charge-test"),
    path("l/<str:token>", views.payment_link, name="payment-link"),
]
_LINKS = "merchant/<uuid:merchant_id>/links"
_INVOICES = "merchant/<uuid:merchant_id>/invoices"
_ASKING: list[URLPattern] = [
    path(_LINKS, links.LinkListView.as_view(), name="merchant-links"),
    path(f"{_LINKS}/new", links.NewLinkView.as_view(), name="merchant-link-new"),
    path(f"{_LINKS}/<uuid:link_id>", links.LinkView.as_view(), name="merchant-link"),
    path(f"{_LINKS}/<uuid:link_id>/open", links.SwitchLinkView.as_view(), name="merchant-link-open"),
    path(_INVOICES, invoices.InvoiceListView.as_view(), name="merchant-invoices"),
    path(f"{_INVOICES}/new", invoices.NewInvoiceView.as_view(), name="merchant-invoice-new"),
    path(f"{_INVOICES}/<uuid:invoice_id>", invoices.InvoiceView.as_view(), name="merchant-invoice"),
    path(f"{_INVOICES}/<uuid:invoice_id>/change", invoices.ChangeInvoiceView.as_view(), name="merchant-invoice-change"),
    path(f"{_INVOICES}/<uuid:invoice_id>/send", invoices.SendInvoiceView.as_view(), name="merchant-invoice-send"),
    path(f"{_INVOICES}/<uuid:invoice_id>/cancel", invoices.CancelInvoiceView.as_view(), name="merchant-invoice-cancel"),
    path(f"{_INVOICES}/<uuid:invoice_id>/pdf", invoices.InvoiceFileView.as_view(), name="merchant-invoice-pdf"),
]
_OURS = "merchant/<uuid:merchant_id>/developers"
_KEY, _HOOK = f"{_OURS}/keys/<uuid:key_id>", f"{_OURS}/webhooks/<uuid:endpoint_id>"
_DEVELOPERS: list[URLPattern] = [
    path(_OURS, developers.DevelopersView.as_view(), name="merchant-developers"),
    path(f"{_OURS}/keys/new", developers.NewKeyView.as_view(), name="merchant-developers-key-new"),
    path(_KEY, developers.KeyView.as_view(), name="merchant-developers-key"),
    path(f"{_KEY}/rotate", developers.RotateKeyView.as_view(), name="merchant-developers-key-rotate"),
    path(f"{_KEY}/end", developers.EndKeyView.as_view(), name="merchant-developers-key-end"),
    path(f"{_OURS}/webhooks/new", developers.NewEndpointView.as_view(), name="merchant-developers-endpoint-new"),
    path(_HOOK, developers.EndpointView.as_view(), name="merchant-developers-endpoint"),
    path(f"{_HOOK}/on", developers.SwitchEndpointView.as_view(), name="merchant-developers-endpoint-on"),
    path(f"{_HOOK}/secret", developers.RotateSecretView.as_view(), name="merchant-developers-endpoint-secret"),
    path(f"{_HOOK}/delete", developers.DeleteEndpointView.as_view(), name="merchant-developers-endpoint-delete"),
    path(f"{_HOOK}/test", developers.SendTestView.as_view(), name="merchant-developers-endpoint-test"),
    path(
        f"{_HOOK}/deliveries/<uuid:delivery_id>", developers.DeliveryView.as_view(), name="merchant-developers-delivery"
    ),
    path(
        f"{_HOOK}/deliveries/<uuid:delivery_id>/again",
        developers.SendAgainView.as_view(),
        name="merchant-developers-delivery-again",
    ),
]

urlpatterns = [*_PAYING, *_ASKING, *_DEVELOPERS]
