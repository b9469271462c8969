//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'capture_enum.g.dart';

/// * `automatic` - automatic * `manual` - manual
class CaptureEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'automatic')
  static const CaptureEnum automatic = _$automatic;
  @BuiltValueEnumConst(wireName: r'manual')
  static const CaptureEnum manual = _$manual;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const CaptureEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<CaptureEnum> get serializer => _$captureEnumSerializer;

  const CaptureEnum._(String name): super(name);

  static BuiltSet<CaptureEnum> get values => _$values;
  static CaptureEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class CaptureEnumMixin = Object with _$CaptureEnumMixin;

