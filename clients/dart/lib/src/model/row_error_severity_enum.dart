//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'row_error_severity_enum.g.dart';

/// * `error` - error * `warning` - warning
class RowErrorSeverityEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'error')
  static const RowErrorSeverityEnum error = _$error;
  @BuiltValueEnumConst(wireName: r'warning')
  static const RowErrorSeverityEnum warning = _$warning;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const RowErrorSeverityEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<RowErrorSeverityEnum> get serializer => _$rowErrorSeverityEnumSerializer;

  const RowErrorSeverityEnum._(String name): super(name);

  static BuiltSet<RowErrorSeverityEnum> get values => _$values;
  static RowErrorSeverityEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class RowErrorSeverityEnumMixin = Object with _$RowErrorSeverityEnumMixin;

