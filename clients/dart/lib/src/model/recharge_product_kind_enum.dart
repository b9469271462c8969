//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'recharge_product_kind_enum.g.dart';

/// * `AIRTIME` - Airtime * `DATA` - Data
class RechargeProductKindEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'AIRTIME')
  static const RechargeProductKindEnum AIRTIME = _$AIRTIME;
  @BuiltValueEnumConst(wireName: r'DATA')
  static const RechargeProductKindEnum DATA = _$DATA;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const RechargeProductKindEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<RechargeProductKindEnum> get serializer => _$rechargeProductKindEnumSerializer;

  const RechargeProductKindEnum._(String name): super(name);

  static BuiltSet<RechargeProductKindEnum> get values => _$values;
  static RechargeProductKindEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class RechargeProductKindEnumMixin = Object with _$RechargeProductKindEnumMixin;

