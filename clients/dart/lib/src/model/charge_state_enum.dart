//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'charge_state_enum.g.dart';

/// * `OPEN` - Open: may be paid * `HELD` - Held: put aside, to be captured or looked at * `PAID` - Paid * `EXPIRED` - Expired: nobody paid in time * `CANCELLED` - Cancelled by the merchant * `RETURNED` - Returned: was held, and went back to the payer
class ChargeStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'OPEN')
  static const ChargeStateEnum OPEN = _$OPEN;
  @BuiltValueEnumConst(wireName: r'HELD')
  static const ChargeStateEnum HELD = _$HELD;
  @BuiltValueEnumConst(wireName: r'PAID')
  static const ChargeStateEnum PAID = _$PAID;
  @BuiltValueEnumConst(wireName: r'EXPIRED')
  static const ChargeStateEnum EXPIRED = _$EXPIRED;
  @BuiltValueEnumConst(wireName: r'CANCELLED')
  static const ChargeStateEnum CANCELLED = _$CANCELLED;
  @BuiltValueEnumConst(wireName: r'RETURNED')
  static const ChargeStateEnum RETURNED = _$RETURNED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ChargeStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ChargeStateEnum> get serializer => _$chargeStateEnumSerializer;

  const ChargeStateEnum._(String name): super(name);

  static BuiltSet<ChargeStateEnum> get values => _$values;
  static ChargeStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ChargeStateEnumMixin = Object with _$ChargeStateEnumMixin;

