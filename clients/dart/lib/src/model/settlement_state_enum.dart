//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'settlement_state_enum.g.dart';

/// * `OPEN` - Open: waits to be paid out * `SENDING` - Sending: under way through a provider * `PAID` - Paid * `FAILED` - Failed: the money came back, and is tried again
class SettlementStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'OPEN')
  static const SettlementStateEnum OPEN = _$OPEN;
  @BuiltValueEnumConst(wireName: r'SENDING')
  static const SettlementStateEnum SENDING = _$SENDING;
  @BuiltValueEnumConst(wireName: r'PAID')
  static const SettlementStateEnum PAID = _$PAID;
  @BuiltValueEnumConst(wireName: r'FAILED')
  static const SettlementStateEnum FAILED = _$FAILED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const SettlementStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<SettlementStateEnum> get serializer => _$settlementStateEnumSerializer;

  const SettlementStateEnum._(String name): super(name);

  static BuiltSet<SettlementStateEnum> get values => _$values;
  static SettlementStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class SettlementStateEnumMixin = Object with _$SettlementStateEnumMixin;

