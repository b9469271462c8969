//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'disabled_because_enum.g.dart';

/// * `OWNER` - OWNER * `FAILURES` - FAILURES * `GONE` - GONE * `OPERATOR` - OPERATOR
class DisabledBecauseEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'OWNER')
  static const DisabledBecauseEnum OWNER = _$OWNER;
  @BuiltValueEnumConst(wireName: r'FAILURES')
  static const DisabledBecauseEnum FAILURES = _$FAILURES;
  @BuiltValueEnumConst(wireName: r'GONE')
  static const DisabledBecauseEnum GONE = _$GONE;
  @BuiltValueEnumConst(wireName: r'OPERATOR')
  static const DisabledBecauseEnum OPERATOR = _$OPERATOR;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const DisabledBecauseEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<DisabledBecauseEnum> get serializer => _$disabledBecauseEnumSerializer;

  const DisabledBecauseEnum._(String name): super(name);

  static BuiltSet<DisabledBecauseEnum> get values => _$values;
  static DisabledBecauseEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class DisabledBecauseEnumMixin = Object with _$DisabledBecauseEnumMixin;

