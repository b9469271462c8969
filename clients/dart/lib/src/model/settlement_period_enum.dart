//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'settlement_period_enum.g.dart';

/// * `INSTANT` - At once * `HOURLY` - Each hour * `DAILY` - Each day * `WEEKLY` - Each week, Monday to Sunday
class SettlementPeriodEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'INSTANT')
  static const SettlementPeriodEnum INSTANT = _$INSTANT;
  @BuiltValueEnumConst(wireName: r'HOURLY')
  static const SettlementPeriodEnum HOURLY = _$HOURLY;
  @BuiltValueEnumConst(wireName: r'DAILY')
  static const SettlementPeriodEnum DAILY = _$DAILY;
  @BuiltValueEnumConst(wireName: r'WEEKLY')
  static const SettlementPeriodEnum WEEKLY = _$WEEKLY;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const SettlementPeriodEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<SettlementPeriodEnum> get serializer => _$settlementPeriodEnumSerializer;

  const SettlementPeriodEnum._(String name): super(name);

  static BuiltSet<SettlementPeriodEnum> get values => _$values;
  static SettlementPeriodEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class SettlementPeriodEnumMixin = Object with _$SettlementPeriodEnumMixin;

