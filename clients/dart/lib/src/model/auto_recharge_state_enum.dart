//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'auto_recharge_state_enum.g.dart';

/// * `ACTIVE` - Active * `PAUSED` - Paused * `ENDED` - Ended
class AutoRechargeStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'ACTIVE')
  static const AutoRechargeStateEnum ACTIVE = _$ACTIVE;
  @BuiltValueEnumConst(wireName: r'PAUSED')
  static const AutoRechargeStateEnum PAUSED = _$PAUSED;
  @BuiltValueEnumConst(wireName: r'ENDED')
  static const AutoRechargeStateEnum ENDED = _$ENDED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const AutoRechargeStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<AutoRechargeStateEnum> get serializer => _$autoRechargeStateEnumSerializer;

  const AutoRechargeStateEnum._(String name): super(name);

  static BuiltSet<AutoRechargeStateEnum> get values => _$values;
  static AutoRechargeStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class AutoRechargeStateEnumMixin = Object with _$AutoRechargeStateEnumMixin;

