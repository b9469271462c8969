//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'payment_state_enum.g.dart';

/// * `COMPLETED` - Completed * `DECLINED` - Declined * `HELD` - Held: put aside, not paid yet * `RETURNED` - Returned: was held and went back * `PENDING` - Pending: under way through a provider * `UNKNOWN` - Unknown: the provider has not said what became of it * `FAILED` - Failed: the provider did not do it
class PaymentStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'COMPLETED')
  static const PaymentStateEnum COMPLETED = _$COMPLETED;
  @BuiltValueEnumConst(wireName: r'DECLINED')
  static const PaymentStateEnum DECLINED = _$DECLINED;
  @BuiltValueEnumConst(wireName: r'HELD')
  static const PaymentStateEnum HELD = _$HELD;
  @BuiltValueEnumConst(wireName: r'RETURNED')
  static const PaymentStateEnum RETURNED = _$RETURNED;
  @BuiltValueEnumConst(wireName: r'PENDING')
  static const PaymentStateEnum PENDING = _$PENDING;
  @BuiltValueEnumConst(wireName: r'UNKNOWN')
  static const PaymentStateEnum UNKNOWN = _$UNKNOWN;
  @BuiltValueEnumConst(wireName: r'FAILED')
  static const PaymentStateEnum FAILED = _$FAILED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const PaymentStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<PaymentStateEnum> get serializer => _$paymentStateEnumSerializer;

  const PaymentStateEnum._(String name): super(name);

  static BuiltSet<PaymentStateEnum> get values => _$values;
  static PaymentStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class PaymentStateEnumMixin = Object with _$PaymentStateEnumMixin;

