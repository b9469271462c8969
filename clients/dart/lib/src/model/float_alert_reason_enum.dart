//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'float_alert_reason_enum.g.dart';

/// * `LOW` - Below what its agent has set * `FORECAST` - Likely to run out today
class FloatAlertReasonEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'LOW')
  static const FloatAlertReasonEnum LOW = _$LOW;
  @BuiltValueEnumConst(wireName: r'FORECAST')
  static const FloatAlertReasonEnum FORECAST = _$FORECAST;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const FloatAlertReasonEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<FloatAlertReasonEnum> get serializer => _$floatAlertReasonEnumSerializer;

  const FloatAlertReasonEnum._(String name): super(name);

  static BuiltSet<FloatAlertReasonEnum> get values => _$values;
  static FloatAlertReasonEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class FloatAlertReasonEnumMixin = Object with _$FloatAlertReasonEnumMixin;

