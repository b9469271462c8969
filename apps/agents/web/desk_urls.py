"""Addresses of the agent's desk and office."""

from django.urls import path

from apps.agents.web import (
    desk_cash_in,
    desk_cash_out,
    desk_customers,
    desk_day,
    desk_shifts,
    office_agent,
    office_float,
    office_places,
    office_reports,
    office_shifts,
)

_OFFICE = "agent/office/<uuid:agent_id>"

urlpatterns = [
    path("agent/new", office_agent.ApplyView.as_view(), name="agent-apply"),
    # --- The desk ---
    path("agent/", desk_shifts.DeskHomeView.as_view(), name="agent-desk"),
    path("agent/drawer", desk_shifts.DrawerView.as_view(), name="agent-desk-drawer"),
    path("agent/shifts", desk_shifts.ShiftsView.as_view(), name="agent-desk-shifts"),
    path("agent/shifts/close", desk_shifts.CloseView.as_view(), name="agent-desk-shift-close"),
    path("agent/shifts/<uuid:shift_id>", desk_shifts.ShiftView.as_view(), name="agent-desk-shift"),
    path("agent/cash-in", desk_cash_in.CashInView.as_view(), name="agent-desk-cash-in"),
    path(
        "agent/cash-in/<uuid:draft_id>/amount",
        desk_cash_in.CashInAmountView.as_view(),
        name="agent-desk-cash-in-amount",
    ),
    path("agent/cash-in/<uuid:draft_id>", desk_cash_in.CashInPayView.as_view(), name="agent-desk-cash-in-pay"),
    path("agent/cash-out", desk_cash_out.CashOutView.as_view(), name="agent-desk-cash-out"),
    path("agent/cash-out/ask", desk_cash_out.AskView.as_view(), name="agent-desk-ask"),
    path("agent/cash-out/document", desk_cash_out.AskByDocumentView.as_view(), name="agent-desk-ask-document"),
    path("agent/cash-out/<uuid:draft_id>", desk_cash_out.CashOutPayView.as_view(), name="agent-desk-cash-out-pay"),
    path("agent/requests/<uuid:request_id>", desk_cash_out.RequestView.as_view(), name="agent-desk-request"),
    path(
        "agent/requests/<uuid:request_id>/cancel",
        desk_cash_out.CancelRequestView.as_view(),
        name="agent-desk-request-cancel",
    ),
    path("agent/register", desk_customers.RegistrationsView.as_view(), name="agent-desk-registrations"),
    path(
        "agent/register/<uuid:registration_id>",
        desk_customers.RegistrationView.as_view(),
        name="agent-desk-registration",
    ),
    path(
        "agent/register/<uuid:registration_id>/details",
        desk_customers.DetailsView.as_view(),
        name="agent-desk-registration-details",
    ),
    path(
        "agent/register/<uuid:registration_id>/pictures/<str:kind>",
        desk_customers.PictureView.as_view(),
        name="agent-desk-registration-picture",
    ),
    path(
        "agent/register/<uuid:registration_id>/hand-in",
        desk_customers.HandInView.as_view(),
        name="agent-desk-registration-hand-in",
    ),
    path("agent/day", desk_day.DayView.as_view(), name="agent-desk-day"),
    path("agent/dealings/<uuid:dealing_id>", desk_day.DealingView.as_view(), name="agent-desk-dealing"),
    path("agent/earned", office_reports.OwnCommissionView.as_view(), name="agent-desk-earned"),
    # --- The office ---
    path("agent/office", office_agent.OfficesView.as_view(), name="agent-office"),
    path("agent/office/float/sales/<uuid:draft_id>", office_float.SaleView.as_view(), name="agent-office-float-sale"),
    path(
        "agent/office/float/transfers/<uuid:draft_id>",
        office_float.TransferView.as_view(),
        name="agent-office-float-transfer",
    ),
    path(
        "agent/office/requests/pay/<uuid:draft_id>", office_shifts.AskedPayView.as_view(), name="agent-office-asked-pay"
    ),
    path(_OFFICE, office_agent.OfficeHomeView.as_view(), name="agent-office-home"),
    path(f"{_OFFICE}/application", office_agent.ApplicationView.as_view(), name="agent-office-application"),
    path(f"{_OFFICE}/application/change", office_agent.ChangeAgentView.as_view(), name="agent-office-change"),
    path(f"{_OFFICE}/papers/<str:kind>", office_agent.PaperView.as_view(), name="agent-office-paper"),
    path(f"{_OFFICE}/close", office_agent.CloseAgentView.as_view(), name="agent-office-close"),
    path(f"{_OFFICE}/outlets", office_places.OutletsView.as_view(), name="agent-office-outlets"),
    path(f"{_OFFICE}/outlets/new", office_places.NewOutletView.as_view(), name="agent-office-outlet-new"),
    path(f"{_OFFICE}/outlets/<uuid:outlet_id>", office_places.OutletView.as_view(), name="agent-office-outlet"),
    path(
        f"{_OFFICE}/outlets/<uuid:outlet_id>/close",
        office_places.CloseOutletView.as_view(),
        name="agent-office-outlet-close",
    ),
    path(
        f"{_OFFICE}/outlets/<uuid:outlet_id>/float",
        office_float.MovementsView.as_view(),
        name="agent-office-float-movements",
    ),
    path(f"{_OFFICE}/staff", office_places.StaffListView.as_view(), name="agent-office-staff"),
    path(f"{_OFFICE}/staff/<uuid:staff_id>", office_places.StaffView.as_view(), name="agent-office-staff-row"),
    path(f"{_OFFICE}/staff/<uuid:staff_id>/end", office_places.EndStaffView.as_view(), name="agent-office-staff-end"),
    path(f"{_OFFICE}/float", office_float.FloatView.as_view(), name="agent-office-float"),
    path(f"{_OFFICE}/float/buy", office_float.BuyView.as_view(), name="agent-office-float-buy"),
    path(f"{_OFFICE}/float/sell", office_float.SellView.as_view(), name="agent-office-float-sell"),
    path(f"{_OFFICE}/float/move", office_float.MoveView.as_view(), name="agent-office-float-move"),
    path(f"{_OFFICE}/float/orders/<uuid:order_id>", office_float.OrderView.as_view(), name="agent-office-float-order"),
    path(
        f"{_OFFICE}/float/orders/<uuid:order_id>/slip", office_float.SlipView.as_view(), name="agent-office-float-slip"
    ),
    path(f"{_OFFICE}/agents", office_float.NetworkView.as_view(), name="agent-office-network"),
    path(f"{_OFFICE}/shifts", office_shifts.OfficeShiftsView.as_view(), name="agent-office-shifts"),
    path(f"{_OFFICE}/shifts/<uuid:shift_id>", office_shifts.OfficeShiftView.as_view(), name="agent-office-shift"),
    path(
        f"{_OFFICE}/shifts/<uuid:shift_id>/close",
        office_shifts.CloseForTellerView.as_view(),
        name="agent-office-shift-close",
    ),
    path(f"{_OFFICE}/requests", office_shifts.AskedListView.as_view(), name="agent-office-asked-list"),
    path(f"{_OFFICE}/requests/<uuid:request_id>", office_shifts.AskedView.as_view(), name="agent-office-asked"),
    path(
        f"{_OFFICE}/requests/<uuid:request_id>/refuse",
        office_shifts.RefuseAskedView.as_view(),
        name="agent-office-asked-refuse",
    ),
    path(
        f"{_OFFICE}/requests/<uuid:request_id>/picture",
        office_shifts.AskedPictureView.as_view(),
        name="agent-office-asked-picture",
    ),
    path(f"{_OFFICE}/dealings", office_reports.OfficeDealingsView.as_view(), name="agent-office-dealings"),
    path(
        f"{_OFFICE}/dealings/<uuid:dealing_id>", office_reports.OfficeDealingView.as_view(), name="agent-office-dealing"
    ),
    path(f"{_OFFICE}/day", office_reports.DayReportView.as_view(), name="agent-office-day-report"),
    path(f"{_OFFICE}/customers", office_reports.CustomersView.as_view(), name="agent-office-customers"),
    path(f"{_OFFICE}/commission", office_reports.CommissionView.as_view(), name="agent-office-commission"),
    path(f"{_OFFICE}/commission/payouts", office_reports.PayoutsView.as_view(), name="agent-office-payouts"),
]
