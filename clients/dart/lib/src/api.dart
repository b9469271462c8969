//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

import 'package:dio/dio.dart';
import 'package:built_value/serializer.dart';
import 'package:gopay_client/src/serializers.dart';
import 'package:gopay_client/src/auth/api_key_auth.dart';
import 'package:gopay_client/src/auth/basic_auth.dart';
import 'package:gopay_client/src/auth/bearer_auth.dart';
import 'package:gopay_client/src/auth/oauth.dart';
import 'package:gopay_client/src/api/agents_api.dart';
import 'package:gopay_client/src/api/agents_commissions_api.dart';
import 'package:gopay_client/src/api/agents_dealings_api.dart';
import 'package:gopay_client/src/api/agents_registrations_api.dart';
import 'package:gopay_client/src/api/agents_reports_api.dart';
import 'package:gopay_client/src/api/agents_shifts_api.dart';
import 'package:gopay_client/src/api/at_the_agents_desk_api.dart';
import 'package:gopay_client/src/api/at_the_till_api.dart';
import 'package:gopay_client/src/api/bills_api.dart';
import 'package:gopay_client/src/api/deposits_and_withdrawals_api.dart';
import 'package:gopay_client/src/api/devices_api.dart';
import 'package:gopay_client/src/api/disbursements_api.dart';
import 'package:gopay_client/src/api/disputes_api.dart';
import 'package:gopay_client/src/api/fetching_cash_api.dart';
import 'package:gopay_client/src/api/identity_checks_api.dart';
import 'package:gopay_client/src/api/invoices_api.dart';
import 'package:gopay_client/src/api/lost_phone_api.dart';
import 'package:gopay_client/src/api/me_api.dart';
import 'package:gopay_client/src/api/merchants_api.dart';
import 'package:gopay_client/src/api/merchants_reports_api.dart';
import 'package:gopay_client/src/api/merchants_settlements_api.dart';
import 'package:gopay_client/src/api/notifications_api.dart';
import 'package:gopay_client/src/api/online_payments_api.dart';
import 'package:gopay_client/src/api/paying_merchants_api.dart';
import 'package:gopay_client/src/api/payment_links_api.dart';
import 'package:gopay_client/src/api/payment_requests_api.dart';
import 'package:gopay_client/src/api/payments_api.dart';
import 'package:gopay_client/src/api/providers_api.dart';
import 'package:gopay_client/src/api/recharges_api.dart';
import 'package:gopay_client/src/api/schedules_api.dart';
import 'package:gopay_client/src/api/server_apiof_merchants_api.dart';
import 'package:gopay_client/src/api/sign_up_and_log_in_api.dart';
import 'package:gopay_client/src/api/statements_and_receipts_api.dart';
import 'package:gopay_client/src/api/wallets_api.dart';
import 'package:gopay_client/src/api/webhooks_api.dart';

class GopayClient {
  static const String basePath = r'http://localhost';

  final Dio dio;
  final Serializers serializers;

  GopayClient({
    Dio? dio,
    Serializers? serializers,
    String? basePathOverride,
    List<Interceptor>? interceptors,
  })  : this.serializers = serializers ?? standardSerializers,
        this.dio = dio ??
            Dio(BaseOptions(
              baseUrl: basePathOverride ?? basePath,
              connectTimeout: const Duration(milliseconds: 5000),
              receiveTimeout: const Duration(milliseconds: 3000),
            )) {
    if (interceptors == null) {
      this.dio.interceptors.addAll([
        OAuthInterceptor(),
        BasicAuthInterceptor(),
        BearerAuthInterceptor(),
        ApiKeyAuthInterceptor(),
      ]);
    } else {
      this.dio.interceptors.addAll(interceptors);
    }
  }

  void setOAuthToken(String name, String token) {
    if (this.dio.interceptors.any((i) => i is OAuthInterceptor)) {
      (this.dio.interceptors.firstWhere((i) => i is OAuthInterceptor) as OAuthInterceptor).tokens[name] = token;
    }
  }

  /// Removes the OAuth token associated with the given [name].
  ///
  /// If no [OAuthInterceptor] is registered or no token exists for the given
  /// [name], this method has no effect.
  void removeOAuthToken(String name) {
    if (this.dio.interceptors.any((i) => i is OAuthInterceptor)) {
      (this.dio.interceptors.firstWhere((i) => i is OAuthInterceptor) as OAuthInterceptor).tokens.remove(name);
    }
  }

  void setBearerAuth(String name, String token) {
    if (this.dio.interceptors.any((i) => i is BearerAuthInterceptor)) {
      (this.dio.interceptors.firstWhere((i) => i is BearerAuthInterceptor) as BearerAuthInterceptor).tokens[name] = token;
    }
  }

  /// Removes the bearer authentication token associated with the given [name].
  ///
  /// If no [BearerAuthInterceptor] is registered or no token exists for the
  /// given [name], this method has no effect.
  void removeBearerAuth(String name) {
    if (this.dio.interceptors.any((i) => i is BearerAuthInterceptor)) {
      (this.dio.interceptors.firstWhere((i) => i is BearerAuthInterceptor) as BearerAuthInterceptor).tokens.remove(name);
    }
  }

  void setBasicAuth(String name, String username, String password) {
    if (this.dio.interceptors.any((i) => i is BasicAuthInterceptor)) {
      (this.dio.interceptors.firstWhere((i) => i is BasicAuthInterceptor) as BasicAuthInterceptor).authInfo[name] = BasicAuthInfo(username, password);
    }
  }

  /// Removes the basic authentication credentials associated with the given [name].
  ///
  /// If no [BasicAuthInterceptor] is registered or no credentials exist for the
  /// given [name], this method has no effect.
  void removeBasicAuth(String name) {
    if (this.dio.interceptors.any((i) => i is BasicAuthInterceptor)) {
      (this.dio.interceptors.firstWhere((i) => i is BasicAuthInterceptor) as BasicAuthInterceptor).authInfo.remove(name);
    }
  }

  void setApiKey(String name, String apiKey) {
    if (this.dio.interceptors.any((i) => i is ApiKeyAuthInterceptor)) {
      (this.dio.interceptors.firstWhere((element) => element is ApiKeyAuthInterceptor) as ApiKeyAuthInterceptor).apiKeys[name] = apiKey;
    }
  }

  /// Removes the API key associated with the given [name].
  ///
  /// If no [ApiKeyAuthInterceptor] is registered or no API key exists for the
  /// given [name], this method has no effect.
  void removeApiKey(String name) {
    if (this.dio.interceptors.any((i) => i is ApiKeyAuthInterceptor)) {
      (this.dio.interceptors.firstWhere((element) => element is ApiKeyAuthInterceptor) as ApiKeyAuthInterceptor).apiKeys.remove(name);
    }
  }

  /// Get AgentsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  AgentsApi getAgentsApi() {
    return AgentsApi(dio, serializers);
  }

  /// Get AgentsCommissionsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  AgentsCommissionsApi getAgentsCommissionsApi() {
    return AgentsCommissionsApi(dio, serializers);
  }

  /// Get AgentsDealingsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  AgentsDealingsApi getAgentsDealingsApi() {
    return AgentsDealingsApi(dio, serializers);
  }

  /// Get AgentsRegistrationsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  AgentsRegistrationsApi getAgentsRegistrationsApi() {
    return AgentsRegistrationsApi(dio, serializers);
  }

  /// Get AgentsReportsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  AgentsReportsApi getAgentsReportsApi() {
    return AgentsReportsApi(dio, serializers);
  }

  /// Get AgentsShiftsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  AgentsShiftsApi getAgentsShiftsApi() {
    return AgentsShiftsApi(dio, serializers);
  }

  /// Get AtTheAgentsDeskApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  AtTheAgentsDeskApi getAtTheAgentsDeskApi() {
    return AtTheAgentsDeskApi(dio, serializers);
  }

  /// Get AtTheTillApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  AtTheTillApi getAtTheTillApi() {
    return AtTheTillApi(dio, serializers);
  }

  /// Get BillsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  BillsApi getBillsApi() {
    return BillsApi(dio, serializers);
  }

  /// Get DepositsAndWithdrawalsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  DepositsAndWithdrawalsApi getDepositsAndWithdrawalsApi() {
    return DepositsAndWithdrawalsApi(dio, serializers);
  }

  /// Get DevicesApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  DevicesApi getDevicesApi() {
    return DevicesApi(dio, serializers);
  }

  /// Get DisbursementsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  DisbursementsApi getDisbursementsApi() {
    return DisbursementsApi(dio, serializers);
  }

  /// Get DisputesApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  DisputesApi getDisputesApi() {
    return DisputesApi(dio, serializers);
  }

  /// Get FetchingCashApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  FetchingCashApi getFetchingCashApi() {
    return FetchingCashApi(dio, serializers);
  }

  /// Get IdentityChecksApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  IdentityChecksApi getIdentityChecksApi() {
    return IdentityChecksApi(dio, serializers);
  }

  /// Get InvoicesApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  InvoicesApi getInvoicesApi() {
    return InvoicesApi(dio, serializers);
  }

  /// Get LostPhoneApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  LostPhoneApi getLostPhoneApi() {
    return LostPhoneApi(dio, serializers);
  }

  /// Get MeApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  MeApi getMeApi() {
    return MeApi(dio, serializers);
  }

  /// Get MerchantsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  MerchantsApi getMerchantsApi() {
    return MerchantsApi(dio, serializers);
  }

  /// Get MerchantsReportsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  MerchantsReportsApi getMerchantsReportsApi() {
    return MerchantsReportsApi(dio, serializers);
  }

  /// Get MerchantsSettlementsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  MerchantsSettlementsApi getMerchantsSettlementsApi() {
    return MerchantsSettlementsApi(dio, serializers);
  }

  /// Get NotificationsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  NotificationsApi getNotificationsApi() {
    return NotificationsApi(dio, serializers);
  }

  /// Get OnlinePaymentsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  OnlinePaymentsApi getOnlinePaymentsApi() {
    return OnlinePaymentsApi(dio, serializers);
  }

  /// Get PayingMerchantsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  PayingMerchantsApi getPayingMerchantsApi() {
    return PayingMerchantsApi(dio, serializers);
  }

  /// Get PaymentLinksApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  PaymentLinksApi getPaymentLinksApi() {
    return PaymentLinksApi(dio, serializers);
  }

  /// Get PaymentRequestsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  PaymentRequestsApi getPaymentRequestsApi() {
    return PaymentRequestsApi(dio, serializers);
  }

  /// Get PaymentsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  PaymentsApi getPaymentsApi() {
    return PaymentsApi(dio, serializers);
  }

  /// Get ProvidersApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  ProvidersApi getProvidersApi() {
    return ProvidersApi(dio, serializers);
  }

  /// Get RechargesApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  RechargesApi getRechargesApi() {
    return RechargesApi(dio, serializers);
  }

  /// Get SchedulesApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  SchedulesApi getSchedulesApi() {
    return SchedulesApi(dio, serializers);
  }

  /// Get ServerAPIOfMerchantsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  ServerAPIOfMerchantsApi getServerAPIOfMerchantsApi() {
    return ServerAPIOfMerchantsApi(dio, serializers);
  }

  /// Get SignUpAndLogInApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  SignUpAndLogInApi getSignUpAndLogInApi() {
    return SignUpAndLogInApi(dio, serializers);
  }

  /// Get StatementsAndReceiptsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  StatementsAndReceiptsApi getStatementsAndReceiptsApi() {
    return StatementsAndReceiptsApi(dio, serializers);
  }

  /// Get WalletsApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  WalletsApi getWalletsApi() {
    return WalletsApi(dio, serializers);
  }

  /// Get WebhooksApi instance, base route and serializer can be overridden by a given but be careful,
  /// by doing that all interceptors will not be executed
  WebhooksApi getWebhooksApi() {
    return WebhooksApi(dio, serializers);
  }
}
