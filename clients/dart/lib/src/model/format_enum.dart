//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'format_enum.g.dart';

/// * `emvco` - emvco
class FormatEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'emvco')
  static const FormatEnum emvco = _$emvco;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const FormatEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<FormatEnum> get serializer => _$formatEnumSerializer;

  const FormatEnum._(String name): super(name);

  static BuiltSet<FormatEnum> get values => _$values;
  static FormatEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class FormatEnumMixin = Object with _$FormatEnumMixin;

