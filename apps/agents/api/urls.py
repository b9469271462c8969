"""Routes of agents, their desks and their customers, below /api/v1/."""

from django.urls import path

from apps.agents.api import (
    agent_views,
    cash_desk_views,
    cash_in_views,
    cash_out_events,
    cash_out_views,
    commission_views,
    dealing_views,
    float_views,
    nearby_views,
    outlet_views,
    registration_views,
    report_views,
    shift_views,
    staff_views,
)

urlpatterns = [
    path("agents", agent_views.AgentListView.as_view(), name="agents"),
    path("agents/nearby", nearby_views.NearbyView.as_view(), name="agents-nearby"),
    path("agents/<uuid:agent_id>", agent_views.AgentView.as_view(), name="agent"),
    path("agents/<uuid:agent_id>/submit", agent_views.SubmitAgentView.as_view(), name="agent-submit"),
    path("agents/<uuid:agent_id>/close", agent_views.CloseAgentView.as_view(), name="agent-close"),
    path("agents/<uuid:agent_id>/agents", agent_views.SuppliedListView.as_view(), name="agents-below"),
    path("agents/<uuid:agent_id>/documents/<str:kind>", agent_views.AgentDocumentView.as_view(), name="agent-document"),
    path("agents/<uuid:agent_id>/outlets", outlet_views.OutletListView.as_view(), name="agent-outlets"),
    path("agents/<uuid:agent_id>/outlets/<uuid:outlet_id>", outlet_views.OutletView.as_view(), name="agent-outlet"),
    path(
        "agents/<uuid:agent_id>/outlets/<uuid:outlet_id>/close",
        outlet_views.CloseOutletView.as_view(),
        name="agent-outlet-close",
    ),
    path("agents/<uuid:agent_id>/staff", staff_views.AgentStaffListView.as_view(), name="agent-staff"),
    path("agents/<uuid:agent_id>/staff/<uuid:staff_id>", staff_views.AgentStaffView.as_view(), name="agent-staff-row"),
    path("agents/<uuid:agent_id>/float-banks", float_views.FloatBankListView.as_view(), name="agent-float-banks"),
    path("agents/<uuid:agent_id>/float-slips", float_views.FloatSlipListView.as_view(), name="agent-float-slips"),
    path("agents/<uuid:agent_id>/float-orders", float_views.FloatOrderListView.as_view(), name="agent-float-orders"),
    path(
        "agents/<uuid:agent_id>/float-orders/<uuid:order_id>",
        float_views.FloatOrderView.as_view(),
        name="agent-float-order",
    ),
    path(
        "agents/<uuid:agent_id>/float-orders/<uuid:order_id>/cancel",
        float_views.CancelFloatOrderView.as_view(),
        name="agent-float-order-cancel",
    ),
    path(
        "agents/<uuid:agent_id>/float-orders/<uuid:order_id>/slip",
        float_views.FloatOrderSlipView.as_view(),
        name="agent-float-order-slip",
    ),
    path(
        "agents/<uuid:agent_id>/float-transfers",
        float_views.FloatTransferListView.as_view(),
        name="agent-float-transfers",
    ),
    path(
        "agents/<uuid:agent_id>/outlets/<uuid:outlet_id>/float-movements",
        float_views.FloatMovementListView.as_view(),
        name="agent-float-movements",
    ),
    path("agents/<uuid:agent_id>/commissions", commission_views.CommissionsView.as_view(), name="agent-commissions"),
    path(
        "agents/<uuid:agent_id>/commission-payouts",
        commission_views.CommissionPayoutsView.as_view(),
        name="agent-commission-payouts",
    ),
    path("agent/commissions", commission_views.OwnCommissionsView.as_view(), name="agent-own-commissions"),
    path("agents/<uuid:agent_id>/liquidity", float_views.LiquidityView.as_view(), name="agent-liquidity"),
    path(
        "agents/<uuid:agent_id>/liquidity/agents",
        float_views.AgentsLiquidityView.as_view(),
        name="agents-liquidity",
    ),
    path("agent/customers/resolve", cash_in_views.CustomerView.as_view(), name="agent-customer"),
    path("agent/cash-in", cash_in_views.CashInView.as_view(), name="agent-cash-in"),
    path(
        "agent/dealings/<uuid:dealing_id>/reversal",
        cash_in_views.DealingReversalView.as_view(),
        name="agent-dealing-reversal",
    ),
    # --- Shifts, and what a desk sees ---
    path("agent/shifts", shift_views.OwnShiftListView.as_view(), name="agent-own-shifts"),
    path(
        "agent/shifts/<uuid:shift_id>/report", report_views.OwnShiftReportView.as_view(), name="agent-own-shift-report"
    ),
    path("agent/shift", shift_views.OwnShiftView.as_view(), name="agent-own-shift"),
    path("agent/shift/cash-movements", shift_views.CashMovementView.as_view(), name="agent-cash-movements"),
    path("agent/shift/close", shift_views.CloseOwnShiftView.as_view(), name="agent-own-shift-close"),
    path("agent/dealings", dealing_views.OwnDealingListView.as_view(), name="agent-own-dealings"),
    path("agent/dealings/<uuid:dealing_id>", dealing_views.OwnDealingView.as_view(), name="agent-own-dealing"),
    path("agents/<uuid:agent_id>/shifts", shift_views.ShiftListView.as_view(), name="agent-shifts"),
    path("agents/<uuid:agent_id>/shifts/<uuid:shift_id>", shift_views.ShiftView.as_view(), name="agent-shift"),
    path(
        "agents/<uuid:agent_id>/shifts/<uuid:shift_id>/approve",
        shift_views.ApproveShiftView.as_view(),
        name="agent-shift-approve",
    ),
    path(
        "agents/<uuid:agent_id>/shifts/<uuid:shift_id>/close",
        shift_views.CloseShiftView.as_view(),
        name="agent-shift-close",
    ),
    path(
        "agents/<uuid:agent_id>/shifts/<uuid:shift_id>/report",
        report_views.ShiftReportView.as_view(),
        name="agent-shift-report",
    ),
    path("agents/<uuid:agent_id>/days/<str:day>", report_views.DayReportView.as_view(), name="agent-day"),
    path("agents/<uuid:agent_id>/dealings", dealing_views.DealingListView.as_view(), name="agent-dealings"),
    path(
        "agents/<uuid:agent_id>/dealings/<uuid:dealing_id>",
        dealing_views.DealingView.as_view(),
        name="agent-dealing",
    ),
    path("agent/registrations", registration_views.OwnRegistrationListView.as_view(), name="agent-registrations"),
    path(
        "agent/registrations/<uuid:registration_id>/confirm",
        registration_views.ConfirmRegistrationView.as_view(),
        name="agent-registration-confirm",
    ),
    path(
        "agent/registrations/<uuid:registration_id>/details",
        registration_views.CustomerDetailsView.as_view(),
        name="agent-registration-details",
    ),
    path(
        "agent/registrations/<uuid:registration_id>/documents/<str:kind>",
        registration_views.CustomerPictureView.as_view(),
        name="agent-registration-document",
    ),
    path(
        "agent/registrations/<uuid:registration_id>/submit",
        registration_views.CustomerPapersView.as_view(),
        name="agent-registration-submit",
    ),
    path(
        "agents/<uuid:agent_id>/registrations",
        registration_views.RegistrationListView.as_view(),
        name="agents-registrations",
    ),
    path("cash-out-codes", cash_out_views.CashCodeListView.as_view(), name="cash-out-codes"),
    path("cash-out-codes/<uuid:code_id>", cash_out_views.CashCodeView.as_view(), name="cash-out-code"),
    path(
        "cash-out-codes/<uuid:code_id>/cancel",
        cash_out_views.CancelCashCodeView.as_view(),
        name="cash-out-code-cancel",
    ),
    path("cash-out-requests", cash_out_views.AskedListView.as_view(), name="cash-out-requests"),
    path("cash-out-requests/<uuid:request_id>", cash_out_views.AskedView.as_view(), name="cash-out-request"),
    path(
        "cash-out-requests/<uuid:request_id>/approve",
        cash_out_views.ApproveAskedView.as_view(),
        name="cash-out-request-approve",
    ),
    path(
        "cash-out-requests/<uuid:request_id>/decline",
        cash_out_views.DeclineAskedView.as_view(),
        name="cash-out-request-decline",
    ),
    path("agent/cash-out", cash_desk_views.CashOutView.as_view(), name="agent-cash-out"),
    path("agent/cash-out-requests", cash_desk_views.CashRequestListView.as_view(), name="agent-cash-out-requests"),
    path(
        "agent/cash-out-requests/<uuid:request_id>",
        cash_desk_views.CashRequestView.as_view(),
        name="agent-cash-out-request",
    ),
    path(
        "agent/cash-out-requests/<uuid:request_id>/cancel",
        cash_desk_views.CancelCashRequestView.as_view(),
        name="agent-cash-out-request-cancel",
    ),
    path(
        "agent/cash-out-requests/<uuid:request_id>/picture",
        cash_desk_views.CashRequestPictureView.as_view(),
        name="agent-cash-out-request-picture",
    ),
    path(
        "agent/cash-out-requests/<uuid:request_id>/events",
        cash_out_events.CashRequestEventsView.as_view(),
        name="agent-cash-out-request-events",
    ),
    path(
        "agents/<uuid:agent_id>/cash-out-requests",
        cash_desk_views.SupervisedListView.as_view(),
        name="agent-supervised-cash-outs",
    ),
    path(
        "agents/<uuid:agent_id>/cash-out-requests/<uuid:request_id>/picture",
        cash_desk_views.SupervisedPictureView.as_view(),
        name="agent-supervised-picture",
    ),
    path(
        "agents/<uuid:agent_id>/cash-out-requests/<uuid:request_id>/approve",
        cash_desk_views.SupervisedApproveView.as_view(),
        name="agent-supervised-approve",
    ),
    path(
        "agents/<uuid:agent_id>/cash-out-requests/<uuid:request_id>/refuse",
        cash_desk_views.SupervisedRefuseView.as_view(),
        name="agent-supervised-refuse",
    ),
]
