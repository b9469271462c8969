//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_import

import 'package:one_of_serializer/any_of_serializer.dart';
import 'package:one_of_serializer/one_of_serializer.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/json_object.dart';
import 'package:built_value/serializer.dart';
import 'package:built_value/standard_json_plugin.dart';
import 'package:built_value/iso_8601_date_time_serializer.dart';
import 'package:gopay_client/src/date_serializer.dart';
import 'package:gopay_client/src/model/date.dart';

import 'package:gopay_client/src/model/accept_request.dart';
import 'package:gopay_client/src/model/acknowledgement_request.dart';
import 'package:gopay_client/src/model/action_enum.dart';
import 'package:gopay_client/src/model/activity.dart';
import 'package:gopay_client/src/model/activity_page.dart';
import 'package:gopay_client/src/model/agent.dart';
import 'package:gopay_client/src/model/agent_alert.dart';
import 'package:gopay_client/src/model/agent_document.dart';
import 'package:gopay_client/src/model/agent_liquidity.dart';
import 'package:gopay_client/src/model/agent_page.dart';
import 'package:gopay_client/src/model/agent_registration_state_enum.dart';
import 'package:gopay_client/src/model/agent_role_enum.dart';
import 'package:gopay_client/src/model/agent_staff.dart';
import 'package:gopay_client/src/model/agent_staff_page.dart';
import 'package:gopay_client/src/model/agent_staff_role_enum.dart';
import 'package:gopay_client/src/model/agent_status_enum.dart';
import 'package:gopay_client/src/model/agent_terms.dart';
import 'package:gopay_client/src/model/agent_tier_enum.dart';
import 'package:gopay_client/src/model/agents_liquidity.dart';
import 'package:gopay_client/src/model/agents_total.dart';
import 'package:gopay_client/src/model/alert.dart';
import 'package:gopay_client/src/model/announcement.dart';
import 'package:gopay_client/src/model/announcement_page.dart';
import 'package:gopay_client/src/model/announcement_severity_enum.dart';
import 'package:gopay_client/src/model/answer_request.dart';
import 'package:gopay_client/src/model/apply_as_agent_request.dart';
import 'package:gopay_client/src/model/apply_request.dart';
import 'package:gopay_client/src/model/approve_difference_request.dart';
import 'package:gopay_client/src/model/approve_request.dart';
import 'package:gopay_client/src/model/ask_cash_request.dart';
import 'package:gopay_client/src/model/ask_charge_request.dart';
import 'package:gopay_client/src/model/ask_code_request.dart';
import 'package:gopay_client/src/model/ask_request.dart';
import 'package:gopay_client/src/model/ask_reversal_request.dart';
import 'package:gopay_client/src/model/asked.dart';
import 'package:gopay_client/src/model/auto_recharge.dart';
import 'package:gopay_client/src/model/auto_recharge_change_state_enum.dart';
import 'package:gopay_client/src/model/auto_recharge_detail.dart';
import 'package:gopay_client/src/model/auto_recharge_page.dart';
import 'package:gopay_client/src/model/auto_recharge_paused_because_enum.dart';
import 'package:gopay_client/src/model/auto_recharge_run_state_enum.dart';
import 'package:gopay_client/src/model/auto_recharge_state_enum.dart';
import 'package:gopay_client/src/model/auto_run.dart';
import 'package:gopay_client/src/model/auto_top_up.dart';
import 'package:gopay_client/src/model/auto_top_up_list.dart';
import 'package:gopay_client/src/model/auto_top_up_paused_because_enum.dart';
import 'package:gopay_client/src/model/auto_top_up_state_enum.dart';
import 'package:gopay_client/src/model/bill.dart';
import 'package:gopay_client/src/model/bill_page.dart';
import 'package:gopay_client/src/model/biller.dart';
import 'package:gopay_client/src/model/biller_list.dart';
import 'package:gopay_client/src/model/biller_of.dart';
import 'package:gopay_client/src/model/block.dart';
import 'package:gopay_client/src/model/block_page.dart';
import 'package:gopay_client/src/model/blocking_request.dart';
import 'package:gopay_client/src/model/bound_device.dart';
import 'package:gopay_client/src/model/by_enum.dart';
import 'package:gopay_client/src/model/callback_answer.dart';
import 'package:gopay_client/src/model/callback_answer_status_enum.dart';
import 'package:gopay_client/src/model/cancel_invoice_request.dart';
import 'package:gopay_client/src/model/capture_enum.dart';
import 'package:gopay_client/src/model/cash_asked.dart';
import 'package:gopay_client/src/model/cash_asked_page.dart';
import 'package:gopay_client/src/model/cash_code.dart';
import 'package:gopay_client/src/model/cash_code_page.dart';
import 'package:gopay_client/src/model/cash_code_state_enum.dart';
import 'package:gopay_client/src/model/cash_direction_enum.dart';
import 'package:gopay_client/src/model/cash_in_request.dart';
import 'package:gopay_client/src/model/cash_mode_enum.dart';
import 'package:gopay_client/src/model/cash_movement.dart';
import 'package:gopay_client/src/model/cash_request.dart';
import 'package:gopay_client/src/model/cash_request_page.dart';
import 'package:gopay_client/src/model/cash_request_state_enum.dart';
import 'package:gopay_client/src/model/category.dart';
import 'package:gopay_client/src/model/category_list.dart';
import 'package:gopay_client/src/model/charge.dart';
import 'package:gopay_client/src/model/charge_page.dart';
import 'package:gopay_client/src/model/charge_source_enum.dart';
import 'package:gopay_client/src/model/charge_state_enum.dart';
import 'package:gopay_client/src/model/close_account_request.dart';
import 'package:gopay_client/src/model/close_shift_request.dart';
import 'package:gopay_client/src/model/code_enum.dart';
import 'package:gopay_client/src/model/command.dart';
import 'package:gopay_client/src/model/commission_kind_enum.dart';
import 'package:gopay_client/src/model/commission_line.dart';
import 'package:gopay_client/src/model/commission_paid.dart';
import 'package:gopay_client/src/model/commission_payout.dart';
import 'package:gopay_client/src/model/commission_payout_page.dart';
import 'package:gopay_client/src/model/commission_payout_state_enum.dart';
import 'package:gopay_client/src/model/commission_statement.dart';
import 'package:gopay_client/src/model/confirm_registration_request.dart';
import 'package:gopay_client/src/model/conversion_request.dart';
import 'package:gopay_client/src/model/cosigner.dart';
import 'package:gopay_client/src/model/cosigner_list.dart';
import 'package:gopay_client/src/model/cosigner_state_enum.dart';
import 'package:gopay_client/src/model/counter.dart';
import 'package:gopay_client/src/model/customer.dart';
import 'package:gopay_client/src/model/customer_details_request.dart';
import 'package:gopay_client/src/model/customer_request.dart';
import 'package:gopay_client/src/model/day_report.dart';
import 'package:gopay_client/src/model/dealing.dart';
import 'package:gopay_client/src/model/dealing_kind_enum.dart';
import 'package:gopay_client/src/model/dealing_page.dart';
import 'package:gopay_client/src/model/delivery.dart';
import 'package:gopay_client/src/model/delivery_page.dart';
import 'package:gopay_client/src/model/delivery_state_enum.dart';
import 'package:gopay_client/src/model/deposit_request.dart';
import 'package:gopay_client/src/model/destination_request.dart';
import 'package:gopay_client/src/model/detected.dart';
import 'package:gopay_client/src/model/device_answer.dart';
import 'package:gopay_client/src/model/device_page.dart';
import 'package:gopay_client/src/model/device_request.dart';
import 'package:gopay_client/src/model/device_status_enum.dart';
import 'package:gopay_client/src/model/disabled_because_enum.dart';
import 'package:gopay_client/src/model/disbursement.dart';
import 'package:gopay_client/src/model/disbursement_fee_bearer_enum.dart';
import 'package:gopay_client/src/model/disbursement_page.dart';
import 'package:gopay_client/src/model/disbursement_role_enum.dart';
import 'package:gopay_client/src/model/disbursement_state_enum.dart';
import 'package:gopay_client/src/model/dispute.dart';
import 'package:gopay_client/src/model/dispute_page.dart';
import 'package:gopay_client/src/model/dispute_party.dart';
import 'package:gopay_client/src/model/dispute_reason_enum.dart';
import 'package:gopay_client/src/model/dispute_state_enum.dart';
import 'package:gopay_client/src/model/document.dart';
import 'package:gopay_client/src/model/document_kind_enum.dart';
import 'package:gopay_client/src/model/document_type_enum.dart';
import 'package:gopay_client/src/model/done.dart';
import 'package:gopay_client/src/model/draft_request.dart';
import 'package:gopay_client/src/model/drawer.dart';
import 'package:gopay_client/src/model/drawer_figures.dart';
import 'package:gopay_client/src/model/earner_enum.dart';
import 'package:gopay_client/src/model/email_change_request.dart';
import 'package:gopay_client/src/model/email_verification_request.dart';
import 'package:gopay_client/src/model/emergency_contact.dart';
import 'package:gopay_client/src/model/emergency_contact_change_request.dart';
import 'package:gopay_client/src/model/employ_for_agent_request.dart';
import 'package:gopay_client/src/model/employ_request.dart';
import 'package:gopay_client/src/model/endpoint.dart';
import 'package:gopay_client/src/model/endpoint_list.dart';
import 'package:gopay_client/src/model/endpoint_with_key.dart';
import 'package:gopay_client/src/model/events_enum.dart';
import 'package:gopay_client/src/model/evidence.dart';
import 'package:gopay_client/src/model/export_status_enum.dart';
import 'package:gopay_client/src/model/favourite.dart';
import 'package:gopay_client/src/model/favourite_page.dart';
import 'package:gopay_client/src/model/fees.dart';
import 'package:gopay_client/src/model/fees_report.dart';
import 'package:gopay_client/src/model/fees_row.dart';
import 'package:gopay_client/src/model/field_error.dart';
import 'package:gopay_client/src/model/figure.dart';
import 'package:gopay_client/src/model/float_alert_reason_enum.dart';
import 'package:gopay_client/src/model/float_bank.dart';
import 'package:gopay_client/src/model/float_bank_list.dart';
import 'package:gopay_client/src/model/float_movement.dart';
import 'package:gopay_client/src/model/float_movement_page.dart';
import 'package:gopay_client/src/model/float_of_day.dart';
import 'package:gopay_client/src/model/float_order.dart';
import 'package:gopay_client/src/model/float_order_direction_enum.dart';
import 'package:gopay_client/src/model/float_order_page.dart';
import 'package:gopay_client/src/model/float_order_request_request.dart';
import 'package:gopay_client/src/model/float_order_state_enum.dart';
import 'package:gopay_client/src/model/float_slip.dart';
import 'package:gopay_client/src/model/float_transfer_request_request.dart';
import 'package:gopay_client/src/model/format_enum.dart';
import 'package:gopay_client/src/model/frequency_enum.dart';
import 'package:gopay_client/src/model/funding_source_kind_enum.dart';
import 'package:gopay_client/src/model/funding_source_state_enum.dart';
import 'package:gopay_client/src/model/given_back.dart';
import 'package:gopay_client/src/model/handle_request.dart';
import 'package:gopay_client/src/model/handover.dart';
import 'package:gopay_client/src/model/inbox_page.dart';
import 'package:gopay_client/src/model/inner_outlet.dart';
import 'package:gopay_client/src/model/invoice.dart';
import 'package:gopay_client/src/model/invoice_customer.dart';
import 'package:gopay_client/src/model/invoice_line.dart';
import 'package:gopay_client/src/model/invoice_merchant.dart';
import 'package:gopay_client/src/model/invoice_page.dart';
import 'package:gopay_client/src/model/invoice_state_enum.dart';
import 'package:gopay_client/src/model/issued.dart';
import 'package:gopay_client/src/model/kyc_tier_enum.dart';
import 'package:gopay_client/src/model/limit.dart';
import 'package:gopay_client/src/model/limit_list.dart';
import 'package:gopay_client/src/model/line_request.dart';
import 'package:gopay_client/src/model/line_totals.dart';
import 'package:gopay_client/src/model/link_account_request.dart';
import 'package:gopay_client/src/model/liquidity.dart';
import 'package:gopay_client/src/model/log_in_request.dart';
import 'package:gopay_client/src/model/look_up_request.dart';
import 'package:gopay_client/src/model/looked_up.dart';
import 'package:gopay_client/src/model/made_merchant_key.dart';
import 'package:gopay_client/src/model/make_code_request.dart';
import 'package:gopay_client/src/model/make_link_request.dart';
import 'package:gopay_client/src/model/make_link_tip_mode_enum.dart';
import 'package:gopay_client/src/model/mark_read_request.dart';
import 'package:gopay_client/src/model/masked_payer.dart';
import 'package:gopay_client/src/model/merchant.dart';
import 'package:gopay_client/src/model/merchant_category.dart';
import 'package:gopay_client/src/model/merchant_category_list.dart';
import 'package:gopay_client/src/model/merchant_document.dart';
import 'package:gopay_client/src/model/merchant_document_kind_enum.dart';
import 'package:gopay_client/src/model/merchant_key.dart';
import 'package:gopay_client/src/model/merchant_key_page.dart';
import 'package:gopay_client/src/model/merchant_page.dart';
import 'package:gopay_client/src/model/merchant_payment_request.dart';
import 'package:gopay_client/src/model/merchant_role_enum.dart';
import 'package:gopay_client/src/model/merchant_status_enum.dart';
import 'package:gopay_client/src/model/method_enum.dart';
import 'package:gopay_client/src/model/model_export.dart';
import 'package:gopay_client/src/model/model_source.dart';
import 'package:gopay_client/src/model/move_cash_direction_enum.dart';
import 'package:gopay_client/src/model/move_cash_request.dart';
import 'package:gopay_client/src/model/movement_enum.dart';
import 'package:gopay_client/src/model/name_cosigner_request.dart';
import 'package:gopay_client/src/model/named_agent.dart';
import 'package:gopay_client/src/model/nearby_list.dart';
import 'package:gopay_client/src/model/nearby_outlet.dart';
import 'package:gopay_client/src/model/nearby_outlet_opening_hours.dart';
import 'package:gopay_client/src/model/new_auto_recharge_request.dart';
import 'package:gopay_client/src/model/new_dispute_request.dart';
import 'package:gopay_client/src/model/new_endpoint_request.dart';
import 'package:gopay_client/src/model/new_favourite_request.dart';
import 'package:gopay_client/src/model/new_merchant_key_request.dart';
import 'package:gopay_client/src/model/new_payment_refund_request.dart';
import 'package:gopay_client/src/model/new_payment_request.dart';
import 'package:gopay_client/src/model/new_saved_bill_request.dart';
import 'package:gopay_client/src/model/new_schedule_request.dart';
import 'package:gopay_client/src/model/notification.dart';
import 'package:gopay_client/src/model/number_change_request.dart';
import 'package:gopay_client/src/model/office_dealing.dart';
import 'package:gopay_client/src/model/office_dealing_page.dart';
import 'package:gopay_client/src/model/office_registration.dart';
import 'package:gopay_client/src/model/office_registration_page.dart';
import 'package:gopay_client/src/model/open_outlet_request.dart';
import 'package:gopay_client/src/model/open_request.dart';
import 'package:gopay_client/src/model/open_shift.dart';
import 'package:gopay_client/src/model/open_store_request.dart';
import 'package:gopay_client/src/model/open_till_request.dart';
import 'package:gopay_client/src/model/open_wallet_request.dart';
import 'package:gopay_client/src/model/outcome_enum.dart';
import 'package:gopay_client/src/model/outlet.dart';
import 'package:gopay_client/src/model/outlet_day.dart';
import 'package:gopay_client/src/model/outlet_liquidity.dart';
import 'package:gopay_client/src/model/outlet_page.dart';
import 'package:gopay_client/src/model/outlets_total.dart';
import 'package:gopay_client/src/model/outside.dart';
import 'package:gopay_client/src/model/own_code.dart';
import 'package:gopay_client/src/model/page_merchant.dart';
import 'package:gopay_client/src/model/page_payment.dart';
import 'package:gopay_client/src/model/page_payment_state_enum.dart';
import 'package:gopay_client/src/model/paid_by.dart';
import 'package:gopay_client/src/model/papers.dart';
import 'package:gopay_client/src/model/party.dart';
import 'package:gopay_client/src/model/password_change_request.dart';
import 'package:gopay_client/src/model/patched_auto_recharge_change_request.dart';
import 'package:gopay_client/src/model/patched_change_agent_request.dart';
import 'package:gopay_client/src/model/patched_change_agent_staff_request.dart';
import 'package:gopay_client/src/model/patched_change_endpoint_request.dart';
import 'package:gopay_client/src/model/patched_change_link_request.dart';
import 'package:gopay_client/src/model/patched_change_outlet_request.dart';
import 'package:gopay_client/src/model/patched_change_request.dart';
import 'package:gopay_client/src/model/patched_change_staff_request.dart';
import 'package:gopay_client/src/model/patched_change_store_request.dart';
import 'package:gopay_client/src/model/patched_change_till_request.dart';
import 'package:gopay_client/src/model/patched_details_request.dart';
import 'package:gopay_client/src/model/patched_invoice_parts_request.dart';
import 'package:gopay_client/src/model/patched_preferences_request.dart';
import 'package:gopay_client/src/model/patched_profile_change_request.dart';
import 'package:gopay_client/src/model/patched_saved_bill_change_request.dart';
import 'package:gopay_client/src/model/pay_bill_request.dart';
import 'package:gopay_client/src/model/pay_invoice_request.dart';
import 'package:gopay_client/src/model/payment_code.dart';
import 'package:gopay_client/src/model/payment_code_state.dart';
import 'package:gopay_client/src/model/payment_code_state_enum.dart';
import 'package:gopay_client/src/model/payment_direction_enum.dart';
import 'package:gopay_client/src/model/payment_link.dart';
import 'package:gopay_client/src/model/payment_link_page.dart';
import 'package:gopay_client/src/model/payment_request.dart';
import 'package:gopay_client/src/model/payment_request_page.dart';
import 'package:gopay_client/src/model/payment_request_state_enum.dart';
import 'package:gopay_client/src/model/payment_state_enum.dart';
import 'package:gopay_client/src/model/pays_out_enum.dart';
import 'package:gopay_client/src/model/pending_report.dart';
import 'package:gopay_client/src/model/pending_report_status_enum.dart';
import 'package:gopay_client/src/model/pending_sign_up.dart';
import 'package:gopay_client/src/model/pending_sign_up_status_enum.dart';
import 'package:gopay_client/src/model/pin_change_request.dart';
import 'package:gopay_client/src/model/pin_reset_request.dart';
import 'package:gopay_client/src/model/preferences.dart';
import 'package:gopay_client/src/model/presented_request.dart';
import 'package:gopay_client/src/model/problem.dart';
import 'package:gopay_client/src/model/product.dart';
import 'package:gopay_client/src/model/profile.dart';
import 'package:gopay_client/src/model/profile_status_enum.dart';
import 'package:gopay_client/src/model/proof_request.dart';
import 'package:gopay_client/src/model/proven_request.dart';
import 'package:gopay_client/src/model/push_key.dart';
import 'package:gopay_client/src/model/push_keys_request.dart';
import 'package:gopay_client/src/model/push_subscription_request.dart';
import 'package:gopay_client/src/model/quote.dart';
import 'package:gopay_client/src/model/quote_fee_bearer_enum.dart';
import 'package:gopay_client/src/model/quote_request_kind_enum.dart';
import 'package:gopay_client/src/model/quote_request_request.dart';
import 'package:gopay_client/src/model/rank_enum.dart';
import 'package:gopay_client/src/model/reason.dart';
import 'package:gopay_client/src/model/receipt_link.dart';
import 'package:gopay_client/src/model/received.dart';
import 'package:gopay_client/src/model/received_invoice.dart';
import 'package:gopay_client/src/model/received_invoice_page.dart';
import 'package:gopay_client/src/model/recharge_product.dart';
import 'package:gopay_client/src/model/recharge_product_kind_enum.dart';
import 'package:gopay_client/src/model/recharge_product_list.dart';
import 'package:gopay_client/src/model/recharge_request.dart';
import 'package:gopay_client/src/model/redeem_request.dart';
import 'package:gopay_client/src/model/refresh_request.dart';
import 'package:gopay_client/src/model/refund_request.dart';
import 'package:gopay_client/src/model/refunds_page.dart';
import 'package:gopay_client/src/model/refuse_request.dart';
import 'package:gopay_client/src/model/register_customer_request.dart';
import 'package:gopay_client/src/model/register_device_request.dart';
import 'package:gopay_client/src/model/register_request.dart';
import 'package:gopay_client/src/model/registered_customer.dart';
import 'package:gopay_client/src/model/registered_device.dart';
import 'package:gopay_client/src/model/registration.dart';
import 'package:gopay_client/src/model/registration_page.dart';
import 'package:gopay_client/src/model/reject_request.dart';
import 'package:gopay_client/src/model/replay_since_request.dart';
import 'package:gopay_client/src/model/replayed.dart';
import 'package:gopay_client/src/model/report_lost_request.dart';
import 'package:gopay_client/src/model/reported_refund.dart';
import 'package:gopay_client/src/model/request_party.dart';
import 'package:gopay_client/src/model/resend_code_request.dart';
import 'package:gopay_client/src/model/resolved_payee.dart';
import 'package:gopay_client/src/model/resume_request.dart';
import 'package:gopay_client/src/model/reversal.dart';
import 'package:gopay_client/src/model/rotate_merchant_key_request.dart';
import 'package:gopay_client/src/model/rotate_secret_request.dart';
import 'package:gopay_client/src/model/row_error.dart';
import 'package:gopay_client/src/model/row_error_page.dart';
import 'package:gopay_client/src/model/row_error_severity_enum.dart';
import 'package:gopay_client/src/model/row_error_state_enum.dart';
import 'package:gopay_client/src/model/run.dart';
import 'package:gopay_client/src/model/run_page.dart';
import 'package:gopay_client/src/model/sale.dart';
import 'package:gopay_client/src/model/sale_kind_enum.dart';
import 'package:gopay_client/src/model/sale_page.dart';
import 'package:gopay_client/src/model/sale_refund_request.dart';
import 'package:gopay_client/src/model/sales_report.dart';
import 'package:gopay_client/src/model/sales_row.dart';
import 'package:gopay_client/src/model/saved_bill.dart';
import 'package:gopay_client/src/model/saved_bill_page.dart';
import 'package:gopay_client/src/model/scan_request.dart';
import 'package:gopay_client/src/model/scanned_kind_enum.dart';
import 'package:gopay_client/src/model/schedule.dart';
import 'package:gopay_client/src/model/schedule_detail.dart';
import 'package:gopay_client/src/model/schedule_page.dart';
import 'package:gopay_client/src/model/schedule_paused_because_enum.dart';
import 'package:gopay_client/src/model/schedule_run_state_enum.dart';
import 'package:gopay_client/src/model/schedule_state_enum.dart';
import 'package:gopay_client/src/model/scopes_enum.dart';
import 'package:gopay_client/src/model/secured.dart';
import 'package:gopay_client/src/model/secured_status_enum.dart';
import 'package:gopay_client/src/model/seen.dart';
import 'package:gopay_client/src/model/seen_customer.dart';
import 'package:gopay_client/src/model/seen_merchant.dart';
import 'package:gopay_client/src/model/seen_payee.dart';
import 'package:gopay_client/src/model/seen_problem.dart';
import 'package:gopay_client/src/model/seen_till.dart';
import 'package:gopay_client/src/model/seen_tip.dart';
import 'package:gopay_client/src/model/served.dart';
import 'package:gopay_client/src/model/served_customer.dart';
import 'package:gopay_client/src/model/server_payment.dart';
import 'package:gopay_client/src/model/server_payment_object_enum.dart';
import 'package:gopay_client/src/model/server_payment_page.dart';
import 'package:gopay_client/src/model/server_payment_state_enum.dart';
import 'package:gopay_client/src/model/server_refund.dart';
import 'package:gopay_client/src/model/server_refund_object_enum.dart';
import 'package:gopay_client/src/model/server_refund_page.dart';
import 'package:gopay_client/src/model/server_refund_state_enum.dart';
import 'package:gopay_client/src/model/session.dart';
import 'package:gopay_client/src/model/session_page.dart';
import 'package:gopay_client/src/model/set_auto_top_up_request.dart';
import 'package:gopay_client/src/model/settle_to_enum.dart';
import 'package:gopay_client/src/model/settled_line.dart';
import 'package:gopay_client/src/model/settled_line_kind_enum.dart';
import 'package:gopay_client/src/model/settled_to.dart';
import 'package:gopay_client/src/model/settlement.dart';
import 'package:gopay_client/src/model/settlement_destination_enum.dart';
import 'package:gopay_client/src/model/settlement_facts.dart';
import 'package:gopay_client/src/model/settlement_page.dart';
import 'package:gopay_client/src/model/settlement_period_enum.dart';
import 'package:gopay_client/src/model/settlement_state_enum.dart';
import 'package:gopay_client/src/model/settlement_statement.dart';
import 'package:gopay_client/src/model/share_request.dart';
import 'package:gopay_client/src/model/shift.dart';
import 'package:gopay_client/src/model/shift_page.dart';
import 'package:gopay_client/src/model/shift_report.dart';
import 'package:gopay_client/src/model/shift_state_enum.dart';
import 'package:gopay_client/src/model/shift_with_movements.dart';
import 'package:gopay_client/src/model/shown_document_kind_enum.dart';
import 'package:gopay_client/src/model/shown_document_request.dart';
import 'package:gopay_client/src/model/side_enum.dart';
import 'package:gopay_client/src/model/simulate_request.dart';
import 'package:gopay_client/src/model/source_page.dart';
import 'package:gopay_client/src/model/staff.dart';
import 'package:gopay_client/src/model/staff_page.dart';
import 'package:gopay_client/src/model/staff_role_enum.dart';
import 'package:gopay_client/src/model/standing.dart';
import 'package:gopay_client/src/model/start_shift_request.dart';
import 'package:gopay_client/src/model/started_registration.dart';
import 'package:gopay_client/src/model/statement.dart';
import 'package:gopay_client/src/model/statement_line.dart';
import 'package:gopay_client/src/model/statement_totals.dart';
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:gopay_client/src/model/store.dart';
import 'package:gopay_client/src/model/store_page.dart';
import 'package:gopay_client/src/model/subject.dart';
import 'package:gopay_client/src/model/submission.dart';
import 'package:gopay_client/src/model/submission_state_enum.dart';
import 'package:gopay_client/src/model/submit_request.dart';
import 'package:gopay_client/src/model/subscribed.dart';
import 'package:gopay_client/src/model/sums.dart';
import 'package:gopay_client/src/model/supplied_agent.dart';
import 'package:gopay_client/src/model/supplied_agent_page.dart';
import 'package:gopay_client/src/model/target_tier_enum.dart';
import 'package:gopay_client/src/model/telco.dart';
import 'package:gopay_client/src/model/telco_list.dart';
import 'package:gopay_client/src/model/terms.dart';
import 'package:gopay_client/src/model/terms_request_period_enum.dart';
import 'package:gopay_client/src/model/terms_request_request.dart';
import 'package:gopay_client/src/model/till.dart';
import 'package:gopay_client/src/model/till_page.dart';
import 'package:gopay_client/src/model/tip.dart';
import 'package:gopay_client/src/model/tip_mode_enum.dart';
import 'package:gopay_client/src/model/today.dart';
import 'package:gopay_client/src/model/token_pair.dart';
import 'package:gopay_client/src/model/token_type_enum.dart';
import 'package:gopay_client/src/model/transaction.dart';
import 'package:gopay_client/src/model/transaction_direction_enum.dart';
import 'package:gopay_client/src/model/transaction_kind_enum.dart';
import 'package:gopay_client/src/model/transaction_page.dart';
import 'package:gopay_client/src/model/transfer_request.dart';
import 'package:gopay_client/src/model/trust_request.dart';
import 'package:gopay_client/src/model/trusted_payee.dart';
import 'package:gopay_client/src/model/trusted_payee_page.dart';
import 'package:gopay_client/src/model/type_enum.dart';
import 'package:gopay_client/src/model/unlock_request.dart';
import 'package:gopay_client/src/model/unread.dart';
import 'package:gopay_client/src/model/verify_sign_up_request.dart';
import 'package:gopay_client/src/model/wallet.dart';
import 'package:gopay_client/src/model/wallet_list.dart';
import 'package:gopay_client/src/model/wallet_status_enum.dart';
import 'package:gopay_client/src/model/webhook_endpoint_status_enum.dart';
import 'package:gopay_client/src/model/wipe.dart';
import 'package:gopay_client/src/model/wipe_done.dart';
import 'package:gopay_client/src/model/wipe_done_status_enum.dart';
import 'package:gopay_client/src/model/withdrawal_request.dart';

part 'serializers.g.dart';

@SerializersFor([
  AcceptRequest,
  AcknowledgementRequest,
  ActionEnum,
  Activity,
  ActivityPage,
  Agent,
  AgentAlert,
  AgentDocument,
  AgentLiquidity,
  AgentPage,
  AgentRegistrationStateEnum,
  AgentRoleEnum,
  AgentStaff,
  AgentStaffPage,
  AgentStaffRoleEnum,
  AgentStatusEnum,
  AgentTerms,
  AgentTierEnum,
  AgentsLiquidity,
  AgentsTotal,
  Alert,
  Announcement,
  AnnouncementPage,
  AnnouncementSeverityEnum,
  AnswerRequest,
  ApplyAsAgentRequest,
  ApplyRequest,
  ApproveDifferenceRequest,
  ApproveRequest,
  AskCashRequest,
  AskChargeRequest,
  AskCodeRequest,
  AskRequest,
  AskReversalRequest,
  Asked,
  AutoRecharge,
  AutoRechargeChangeStateEnum,
  AutoRechargeDetail,
  AutoRechargePage,
  AutoRechargePausedBecauseEnum,
  AutoRechargeRunStateEnum,
  AutoRechargeStateEnum,
  AutoRun,
  AutoTopUp,
  AutoTopUpList,
  AutoTopUpPausedBecauseEnum,
  AutoTopUpStateEnum,
  Bill,
  BillPage,
  Biller,
  BillerList,
  BillerOf,
  Block,
  BlockPage,
  BlockingRequest,
  BoundDevice,
  ByEnum,
  CallbackAnswer,
  CallbackAnswerStatusEnum,
  CancelInvoiceRequest,
  CaptureEnum,
  CashAsked,
  CashAskedPage,
  CashCode,
  CashCodePage,
  CashCodeStateEnum,
  CashDirectionEnum,
  CashInRequest,
  CashModeEnum,
  CashMovement,
  CashRequest,
  CashRequestPage,
  CashRequestStateEnum,
  Category,
  CategoryList,
  Charge,
  ChargePage,
  ChargeSourceEnum,
  ChargeStateEnum,
  CloseAccountRequest,
  CloseShiftRequest,
  CodeEnum,
  Command,
  CommissionKindEnum,
  CommissionLine,
  CommissionPaid,
  CommissionPayout,
  CommissionPayoutPage,
  CommissionPayoutStateEnum,
  CommissionStatement,
  ConfirmRegistrationRequest,
  ConversionRequest,
  Cosigner,
  CosignerList,
  CosignerStateEnum,
  Counter,
  Customer,
  CustomerDetailsRequest,
  CustomerRequest,
  DayReport,
  Dealing,
  DealingKindEnum,
  DealingPage,
  Delivery,
  DeliveryPage,
  DeliveryStateEnum,
  DepositRequest,
  DestinationRequest,
  Detected,
  DeviceAnswer,
  DevicePage,
  DeviceRequest,
  DeviceStatusEnum,
  DisabledBecauseEnum,
  Disbursement,
  DisbursementFeeBearerEnum,
  DisbursementPage,
  DisbursementRoleEnum,
  DisbursementStateEnum,
  Dispute,
  DisputePage,
  DisputeParty,
  DisputeReasonEnum,
  DisputeStateEnum,
  Document,
  DocumentKindEnum,
  DocumentTypeEnum,
  Done,
  DraftRequest,
  Drawer,
  DrawerFigures,
  EarnerEnum,
  EmailChangeRequest,
  EmailVerificationRequest,
  EmergencyContact,
  EmergencyContactChangeRequest,
  EmployForAgentRequest,
  EmployRequest,
  Endpoint,
  EndpointList,
  EndpointWithKey,
  EventsEnum,
  Evidence,
  ExportStatusEnum,
  Favourite,
  FavouritePage,
  Fees,
  FeesReport,
  FeesRow,
  FieldError,
  Figure,
  FloatAlertReasonEnum,
  FloatBank,
  FloatBankList,
  FloatMovement,
  FloatMovementPage,
  FloatOfDay,
  FloatOrder,
  FloatOrderDirectionEnum,
  FloatOrderPage,
  FloatOrderRequestRequest,
  FloatOrderStateEnum,
  FloatSlip,
  FloatTransferRequestRequest,
  FormatEnum,
  FrequencyEnum,
  FundingSourceKindEnum,
  FundingSourceStateEnum,
  GivenBack,
  HandleRequest,
  Handover,
  InboxPage,
  InnerOutlet,
  Invoice,
  InvoiceCustomer,
  InvoiceLine,
  InvoiceMerchant,
  InvoicePage,
  InvoiceStateEnum,
  Issued,
  KycTierEnum,
  Limit,
  LimitList,
  LineRequest,
  LineTotals,
  LinkAccountRequest,
  Liquidity,
  LogInRequest,
  LookUpRequest,
  LookedUp,
  MadeMerchantKey,
  MakeCodeRequest,
  MakeLinkRequest,
  MakeLinkTipModeEnum,
  MarkReadRequest,
  MaskedPayer,
  Merchant,
  MerchantCategory,
  MerchantCategoryList,
  MerchantDocument,
  MerchantDocumentKindEnum,
  MerchantKey,
  MerchantKeyPage,
  MerchantPage,
  MerchantPaymentRequest,
  MerchantRoleEnum,
  MerchantStatusEnum,
  MethodEnum,
  ModelExport,
  ModelSource,
  MoveCashDirectionEnum,
  MoveCashRequest,
  MovementEnum,
  NameCosignerRequest,
  NamedAgent,
  NearbyList,
  NearbyOutlet,
  NearbyOutletOpeningHours,
  NewAutoRechargeRequest,
  NewDisputeRequest,
  NewEndpointRequest,
  NewFavouriteRequest,
  NewMerchantKeyRequest,
  NewPaymentRefundRequest,
  NewPaymentRequest,
  NewSavedBillRequest,
  NewScheduleRequest,
  Notification,
  NumberChangeRequest,
  OfficeDealing,
  OfficeDealingPage,
  OfficeRegistration,
  OfficeRegistrationPage,
  OpenOutletRequest,
  OpenRequest,
  OpenShift,
  OpenStoreRequest,
  OpenTillRequest,
  OpenWalletRequest,
  OutcomeEnum,
  Outlet,
  OutletDay,
  OutletLiquidity,
  OutletPage,
  OutletsTotal,
  Outside,
  OwnCode,
  PageMerchant,
  PagePayment,
  PagePaymentStateEnum,
  PaidBy,
  Papers,
  Party,
  PasswordChangeRequest,
  PatchedAutoRechargeChangeRequest,
  PatchedChangeAgentRequest,
  PatchedChangeAgentStaffRequest,
  PatchedChangeEndpointRequest,
  PatchedChangeLinkRequest,
  PatchedChangeOutletRequest,
  PatchedChangeRequest,
  PatchedChangeStaffRequest,
  PatchedChangeStoreRequest,
  PatchedChangeTillRequest,
  PatchedDetailsRequest,
  PatchedInvoicePartsRequest,
  PatchedPreferencesRequest,
  PatchedProfileChangeRequest,
  PatchedSavedBillChangeRequest,
  PayBillRequest,
  PayInvoiceRequest,
  PaymentCode,
  PaymentCodeState,
  PaymentCodeStateEnum,
  PaymentDirectionEnum,
  PaymentLink,
  PaymentLinkPage,
  PaymentRequest,
  PaymentRequestPage,
  PaymentRequestStateEnum,
  PaymentStateEnum,
  PaysOutEnum,
  PendingReport,
  PendingReportStatusEnum,
  PendingSignUp,
  PendingSignUpStatusEnum,
  PinChangeRequest,
  PinResetRequest,
  Preferences,
  PresentedRequest,
  Problem,
  Product,
  Profile,
  ProfileStatusEnum,
  ProofRequest,
  ProvenRequest,
  PushKey,
  PushKeysRequest,
  PushSubscriptionRequest,
  Quote,
  QuoteFeeBearerEnum,
  QuoteRequestKindEnum,
  QuoteRequestRequest,
  RankEnum,
  Reason,
  ReceiptLink,
  Received,
  ReceivedInvoice,
  ReceivedInvoicePage,
  RechargeProduct,
  RechargeProductKindEnum,
  RechargeProductList,
  RechargeRequest,
  RedeemRequest,
  RefreshRequest,
  RefundRequest,
  RefundsPage,
  RefuseRequest,
  RegisterCustomerRequest,
  RegisterDeviceRequest,
  RegisterRequest,
  RegisteredCustomer,
  RegisteredDevice,
  Registration,
  RegistrationPage,
  RejectRequest,
  ReplaySinceRequest,
  Replayed,
  ReportLostRequest,
  ReportedRefund,
  RequestParty,
  ResendCodeRequest,
  ResolvedPayee,
  ResumeRequest,
  Reversal,
  RotateMerchantKeyRequest,
  RotateSecretRequest,
  RowError,
  RowErrorPage,
  RowErrorSeverityEnum,
  RowErrorStateEnum,
  Run,
  RunPage,
  Sale,
  SaleKindEnum,
  SalePage,
  SaleRefundRequest,
  SalesReport,
  SalesRow,
  SavedBill,
  SavedBillPage,
  ScanRequest,
  ScannedKindEnum,
  Schedule,
  ScheduleDetail,
  SchedulePage,
  SchedulePausedBecauseEnum,
  ScheduleRunStateEnum,
  ScheduleStateEnum,
  ScopesEnum,
  Secured,
  SecuredStatusEnum,
  Seen,
  SeenCustomer,
  SeenMerchant,
  SeenPayee,
  SeenProblem,
  SeenTill,
  SeenTip,
  Served,
  ServedCustomer,
  ServerPayment,
  ServerPaymentObjectEnum,
  ServerPaymentPage,
  ServerPaymentStateEnum,
  ServerRefund,
  ServerRefundObjectEnum,
  ServerRefundPage,
  ServerRefundStateEnum,
  Session,
  SessionPage,
  SetAutoTopUpRequest,
  SettleToEnum,
  SettledLine,
  SettledLineKindEnum,
  SettledTo,
  Settlement,
  SettlementDestinationEnum,
  SettlementFacts,
  SettlementPage,
  SettlementPeriodEnum,
  SettlementStateEnum,
  SettlementStatement,
  ShareRequest,
  Shift,
  ShiftPage,
  ShiftReport,
  ShiftStateEnum,
  ShiftWithMovements,
  ShownDocumentKindEnum,
  ShownDocumentRequest,
  SideEnum,
  SimulateRequest,
  SourcePage,
  Staff,
  StaffPage,
  StaffRoleEnum,
  Standing,
  StartShiftRequest,
  StartedRegistration,
  Statement,
  StatementLine,
  StatementTotals,
  StepUpRequest,
  Store,
  StorePage,
  Subject,
  Submission,
  SubmissionStateEnum,
  SubmitRequest,
  Subscribed,
  Sums,
  SuppliedAgent,
  SuppliedAgentPage,
  TargetTierEnum,
  Telco,
  TelcoList,
  Terms,
  TermsRequestPeriodEnum,
  TermsRequestRequest,
  Till,
  TillPage,
  Tip,
  TipModeEnum,
  Today,
  TokenPair,
  TokenTypeEnum,
  Transaction,
  TransactionDirectionEnum,
  TransactionKindEnum,
  TransactionPage,
  TransferRequest,
  TrustRequest,
  TrustedPayee,
  TrustedPayeePage,
  TypeEnum,
  UnlockRequest,
  Unread,
  VerifySignUpRequest,
  Wallet,
  WalletList,
  WalletStatusEnum,
  WebhookEndpointStatusEnum,
  Wipe,
  WipeDone,
  WipeDoneStatusEnum,
  WithdrawalRequest,
])
Serializers serializers = (_$serializers.toBuilder()
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(MerchantCategory)]),
        () => ListBuilder<MerchantCategory>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(AgentDocument)]),
        () => ListBuilder<AgentDocument>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(RowError)]),
        () => ListBuilder<RowError>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(NearbyOutlet)]),
        () => ListBuilder<NearbyOutlet>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(DeviceAnswer)]),
        () => ListBuilder<DeviceAnswer>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Session)]),
        () => ListBuilder<Session>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(PaymentLink)]),
        () => ListBuilder<PaymentLink>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(EventsEnum)]),
        () => ListBuilder<EventsEnum>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Telco)]),
        () => ListBuilder<Telco>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(AutoTopUp)]),
        () => ListBuilder<AutoTopUp>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(OutletLiquidity)]),
        () => ListBuilder<OutletLiquidity>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Favourite)]),
        () => ListBuilder<Favourite>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(ScopesEnum)]),
        () => ListBuilder<ScopesEnum>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Staff)]),
        () => ListBuilder<Staff>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Store)]),
        () => ListBuilder<Store>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Announcement)]),
        () => ListBuilder<Announcement>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(ReportedRefund)]),
        () => ListBuilder<ReportedRefund>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(CashMovement)]),
        () => ListBuilder<CashMovement>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(OutletsTotal)]),
        () => ListBuilder<OutletsTotal>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Sale)]),
        () => ListBuilder<Sale>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(FieldError)]),
        () => ListBuilder<FieldError>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Product)]),
        () => ListBuilder<Product>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(StatementLine)]),
        () => ListBuilder<StatementLine>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(SalesRow)]),
        () => ListBuilder<SalesRow>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Invoice)]),
        () => ListBuilder<Invoice>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(OutletDay)]),
        () => ListBuilder<OutletDay>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(SuppliedAgent)]),
        () => ListBuilder<SuppliedAgent>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(LineRequest)]),
        () => ListBuilder<LineRequest>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Outlet)]),
        () => ListBuilder<Outlet>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(AgentLiquidity)]),
        () => ListBuilder<AgentLiquidity>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(ReceivedInvoice)]),
        () => ListBuilder<ReceivedInvoice>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(AgentAlert)]),
        () => ListBuilder<AgentAlert>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(CashAsked)]),
        () => ListBuilder<CashAsked>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Merchant)]),
        () => ListBuilder<Merchant>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Biller)]),
        () => ListBuilder<Biller>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Evidence)]),
        () => ListBuilder<Evidence>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Cosigner)]),
        () => ListBuilder<Cosigner>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(InvoiceLine)]),
        () => ListBuilder<InvoiceLine>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(AgentStaff)]),
        () => ListBuilder<AgentStaff>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(CashRequest)]),
        () => ListBuilder<CashRequest>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Registration)]),
        () => ListBuilder<Registration>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Agent)]),
        () => ListBuilder<Agent>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(FloatBank)]),
        () => ListBuilder<FloatBank>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(SavedBill)]),
        () => ListBuilder<SavedBill>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(ShareRequest)]),
        () => ListBuilder<ShareRequest>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Disbursement)]),
        () => ListBuilder<Disbursement>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(SettledLine)]),
        () => ListBuilder<SettledLine>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Delivery)]),
        () => ListBuilder<Delivery>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltMap, [FullType(String), FullType(String)]),
        () => MapBuilder<String, String>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Shift)]),
        () => ListBuilder<Shift>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(CashCode)]),
        () => ListBuilder<CashCode>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(FloatMovement)]),
        () => ListBuilder<FloatMovement>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Till)]),
        () => ListBuilder<Till>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(MerchantDocument)]),
        () => ListBuilder<MerchantDocument>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(ServerRefund)]),
        () => ListBuilder<ServerRefund>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(TrustedPayee)]),
        () => ListBuilder<TrustedPayee>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Wallet)]),
        () => ListBuilder<Wallet>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(BuiltList, [FullType(String)])]),
        () => ListBuilder<BuiltList<String>>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Endpoint)]),
        () => ListBuilder<Endpoint>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(MerchantKey)]),
        () => ListBuilder<MerchantKey>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Drawer)]),
        () => ListBuilder<Drawer>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Transaction)]),
        () => ListBuilder<Transaction>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(CommissionLine)]),
        () => ListBuilder<CommissionLine>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Charge)]),
        () => ListBuilder<Charge>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Block)]),
        () => ListBuilder<Block>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Settlement)]),
        () => ListBuilder<Settlement>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(OfficeDealing)]),
        () => ListBuilder<OfficeDealing>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(ModelSource)]),
        () => ListBuilder<ModelSource>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Reason)]),
        () => ListBuilder<Reason>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(PaymentRequest)]),
        () => ListBuilder<PaymentRequest>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(FloatOrder)]),
        () => ListBuilder<FloatOrder>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Bill)]),
        () => ListBuilder<Bill>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(OfficeRegistration)]),
        () => ListBuilder<OfficeRegistration>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(RechargeProduct)]),
        () => ListBuilder<RechargeProduct>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Document)]),
        () => ListBuilder<Document>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Notification)]),
        () => ListBuilder<Notification>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(DateTime)]),
        () => ListBuilder<DateTime>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(ServerPayment)]),
        () => ListBuilder<ServerPayment>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Dispute)]),
        () => ListBuilder<Dispute>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Dealing)]),
        () => ListBuilder<Dealing>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(FeesRow)]),
        () => ListBuilder<FeesRow>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Limit)]),
        () => ListBuilder<Limit>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Activity)]),
        () => ListBuilder<Activity>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Category)]),
        () => ListBuilder<Category>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Schedule)]),
        () => ListBuilder<Schedule>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(AgentsTotal)]),
        () => ListBuilder<AgentsTotal>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(AutoRecharge)]),
        () => ListBuilder<AutoRecharge>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(AutoRun)]),
        () => ListBuilder<AutoRun>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(Run)]),
        () => ListBuilder<Run>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(CommissionPayout)]),
        () => ListBuilder<CommissionPayout>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(CommissionPaid)]),
        () => ListBuilder<CommissionPaid>(),
      )
      ..addBuilderFactory(
        const FullType(BuiltList, [FullType(String)]),
        () => ListBuilder<String>(),
      )
      ..add(const OneOfSerializer())
      ..add(const AnyOfSerializer())
      ..add(const DateSerializer())
      ..add(Iso8601DateTimeSerializer())
    ).build();

Serializers standardSerializers =
    (serializers.toBuilder()..addPlugin(StandardJsonPlugin())).build();
