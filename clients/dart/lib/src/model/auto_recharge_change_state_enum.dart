//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'auto_recharge_change_state_enum.g.dart';

/// * `ACTIVE` - Active * `PAUSED` - Paused
class AutoRechargeChangeStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'ACTIVE')
  static const AutoRechargeChangeStateEnum ACTIVE = _$ACTIVE;
  @BuiltValueEnumConst(wireName: r'PAUSED')
  static const AutoRechargeChangeStateEnum PAUSED = _$PAUSED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const AutoRechargeChangeStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<AutoRechargeChangeStateEnum> get serializer => _$autoRechargeChangeStateEnumSerializer;

  const AutoRechargeChangeStateEnum._(String name): super(name);

  static BuiltSet<AutoRechargeChangeStateEnum> get values => _$values;
  static AutoRechargeChangeStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class AutoRechargeChangeStateEnumMixin = Object with _$AutoRechargeChangeStateEnumMixin;

