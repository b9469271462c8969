//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'payment_request_state_enum.g.dart';

/// * `PENDING` - Pending * `PAID` - Paid, or its payment is being looked at * `DECLINED` - Declined by who was asked * `CANCELLED` - Cancelled by who asked * `EXPIRED` - Expired
class PaymentRequestStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'PENDING')
  static const PaymentRequestStateEnum PENDING = _$PENDING;
  @BuiltValueEnumConst(wireName: r'PAID')
  static const PaymentRequestStateEnum PAID = _$PAID;
  @BuiltValueEnumConst(wireName: r'DECLINED')
  static const PaymentRequestStateEnum DECLINED = _$DECLINED;
  @BuiltValueEnumConst(wireName: r'CANCELLED')
  static const PaymentRequestStateEnum CANCELLED = _$CANCELLED;
  @BuiltValueEnumConst(wireName: r'EXPIRED')
  static const PaymentRequestStateEnum EXPIRED = _$EXPIRED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const PaymentRequestStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<PaymentRequestStateEnum> get serializer => _$paymentRequestStateEnumSerializer;

  const PaymentRequestStateEnum._(String name): super(name);

  static BuiltSet<PaymentRequestStateEnum> get values => _$values;
  static PaymentRequestStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class PaymentRequestStateEnumMixin = Object with _$PaymentRequestStateEnumMixin;

