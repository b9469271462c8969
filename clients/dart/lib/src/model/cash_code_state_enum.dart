//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'cash_code_state_enum.g.dart';

/// * `WAITING` - Waiting to be fetched * `PAID` - Paid * `EXPIRED` - Expired * `CANCELLED` - Called off by the customer * `BLOCKED` - Blocked after too many wrong codes
class CashCodeStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'WAITING')
  static const CashCodeStateEnum WAITING = _$WAITING;
  @BuiltValueEnumConst(wireName: r'PAID')
  static const CashCodeStateEnum PAID = _$PAID;
  @BuiltValueEnumConst(wireName: r'EXPIRED')
  static const CashCodeStateEnum EXPIRED = _$EXPIRED;
  @BuiltValueEnumConst(wireName: r'CANCELLED')
  static const CashCodeStateEnum CANCELLED = _$CANCELLED;
  @BuiltValueEnumConst(wireName: r'BLOCKED')
  static const CashCodeStateEnum BLOCKED = _$BLOCKED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const CashCodeStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<CashCodeStateEnum> get serializer => _$cashCodeStateEnumSerializer;

  const CashCodeStateEnum._(String name): super(name);

  static BuiltSet<CashCodeStateEnum> get values => _$values;
  static CashCodeStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class CashCodeStateEnumMixin = Object with _$CashCodeStateEnumMixin;

