//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'auto_top_up_state_enum.g.dart';

/// * `ACTIVE` - Active * `PAUSED` - Paused * `OFF` - Off
class AutoTopUpStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'ACTIVE')
  static const AutoTopUpStateEnum ACTIVE = _$ACTIVE;
  @BuiltValueEnumConst(wireName: r'PAUSED')
  static const AutoTopUpStateEnum PAUSED = _$PAUSED;
  @BuiltValueEnumConst(wireName: r'OFF')
  static const AutoTopUpStateEnum OFF = _$OFF;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const AutoTopUpStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<AutoTopUpStateEnum> get serializer => _$autoTopUpStateEnumSerializer;

  const AutoTopUpStateEnum._(String name): super(name);

  static BuiltSet<AutoTopUpStateEnum> get values => _$values;
  static AutoTopUpStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class AutoTopUpStateEnumMixin = Object with _$AutoTopUpStateEnumMixin;

