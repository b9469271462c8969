//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'make_link_tip_mode_enum.g.dart';

/// * `NONE` - NONE * `PROMPT` - PROMPT * `FIXED` - FIXED * `PERCENT` - PERCENT
class MakeLinkTipModeEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'NONE')
  static const MakeLinkTipModeEnum NONE = _$NONE;
  @BuiltValueEnumConst(wireName: r'PROMPT')
  static const MakeLinkTipModeEnum PROMPT = _$PROMPT;
  @BuiltValueEnumConst(wireName: r'FIXED')
  static const MakeLinkTipModeEnum FIXED = _$FIXED;
  @BuiltValueEnumConst(wireName: r'PERCENT')
  static const MakeLinkTipModeEnum PERCENT = _$PERCENT;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const MakeLinkTipModeEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<MakeLinkTipModeEnum> get serializer => _$makeLinkTipModeEnumSerializer;

  const MakeLinkTipModeEnum._(String name): super(name);

  static BuiltSet<MakeLinkTipModeEnum> get values => _$values;
  static MakeLinkTipModeEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class MakeLinkTipModeEnumMixin = Object with _$MakeLinkTipModeEnumMixin;

