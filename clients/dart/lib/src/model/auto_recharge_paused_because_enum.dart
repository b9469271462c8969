//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'auto_recharge_paused_because_enum.g.dart';

/// * `PERSON` - The person paused it * `FAILURES` - Three recharges in a row failed * `DEVICE` - The phone it was made on was locked * `OPERATOR` - We paused it
class AutoRechargePausedBecauseEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'PERSON')
  static const AutoRechargePausedBecauseEnum PERSON = _$PERSON;
  @BuiltValueEnumConst(wireName: r'FAILURES')
  static const AutoRechargePausedBecauseEnum FAILURES = _$FAILURES;
  @BuiltValueEnumConst(wireName: r'DEVICE')
  static const AutoRechargePausedBecauseEnum DEVICE = _$DEVICE;
  @BuiltValueEnumConst(wireName: r'OPERATOR')
  static const AutoRechargePausedBecauseEnum OPERATOR = _$OPERATOR;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const AutoRechargePausedBecauseEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<AutoRechargePausedBecauseEnum> get serializer => _$autoRechargePausedBecauseEnumSerializer;

  const AutoRechargePausedBecauseEnum._(String name): super(name);

  static BuiltSet<AutoRechargePausedBecauseEnum> get values => _$values;
  static AutoRechargePausedBecauseEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class AutoRechargePausedBecauseEnumMixin = Object with _$AutoRechargePausedBecauseEnumMixin;

