//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'auto_recharge_run_state_enum.g.dart';

/// * `UNDER_WAY` - Under way * `DONE` - Done * `FAILED` - Failed * `SKIPPED` - Skipped
class AutoRechargeRunStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'UNDER_WAY')
  static const AutoRechargeRunStateEnum UNDER_WAY = _$UNDER_WAY;
  @BuiltValueEnumConst(wireName: r'DONE')
  static const AutoRechargeRunStateEnum DONE = _$DONE;
  @BuiltValueEnumConst(wireName: r'FAILED')
  static const AutoRechargeRunStateEnum FAILED = _$FAILED;
  @BuiltValueEnumConst(wireName: r'SKIPPED')
  static const AutoRechargeRunStateEnum SKIPPED = _$SKIPPED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const AutoRechargeRunStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<AutoRechargeRunStateEnum> get serializer => _$autoRechargeRunStateEnumSerializer;

  const AutoRechargeRunStateEnum._(String name): super(name);

  static BuiltSet<AutoRechargeRunStateEnum> get values => _$values;
  static AutoRechargeRunStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class AutoRechargeRunStateEnumMixin = Object with _$AutoRechargeRunStateEnumMixin;

