//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'tip_mode_enum.g.dart';

/// * `NONE` - None * `PROMPT` - The payer is asked for a tip * `FIXED` - A fixed convenience fee is added * `PERCENT` - A percentage is added as convenience fee
class TipModeEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'NONE')
  static const TipModeEnum NONE = _$NONE;
  @BuiltValueEnumConst(wireName: r'PROMPT')
  static const TipModeEnum PROMPT = _$PROMPT;
  @BuiltValueEnumConst(wireName: r'FIXED')
  static const TipModeEnum FIXED = _$FIXED;
  @BuiltValueEnumConst(wireName: r'PERCENT')
  static const TipModeEnum PERCENT = _$PERCENT;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const TipModeEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<TipModeEnum> get serializer => _$tipModeEnumSerializer;

  const TipModeEnum._(String name): super(name);

  static BuiltSet<TipModeEnum> get values => _$values;
  static TipModeEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class TipModeEnumMixin = Object with _$TipModeEnumMixin;

