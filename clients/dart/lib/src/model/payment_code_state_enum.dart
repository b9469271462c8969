//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'payment_code_state_enum.g.dart';

/// * `LIVE` - LIVE * `USED` - USED * `CANCELLED` - CANCELLED * `EXPIRED` - EXPIRED
class PaymentCodeStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'LIVE')
  static const PaymentCodeStateEnum LIVE = _$LIVE;
  @BuiltValueEnumConst(wireName: r'USED')
  static const PaymentCodeStateEnum USED = _$USED;
  @BuiltValueEnumConst(wireName: r'CANCELLED')
  static const PaymentCodeStateEnum CANCELLED = _$CANCELLED;
  @BuiltValueEnumConst(wireName: r'EXPIRED')
  static const PaymentCodeStateEnum EXPIRED = _$EXPIRED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const PaymentCodeStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<PaymentCodeStateEnum> get serializer => _$paymentCodeStateEnumSerializer;

  const PaymentCodeStateEnum._(String name): super(name);

  static BuiltSet<PaymentCodeStateEnum> get values => _$values;
  static PaymentCodeStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class PaymentCodeStateEnumMixin = Object with _$PaymentCodeStateEnumMixin;

