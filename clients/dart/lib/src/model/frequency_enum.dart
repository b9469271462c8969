//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'frequency_enum.g.dart';

/// * `ONCE` - Once * `DAILY` - Daily * `WEEKLY` - Weekly * `MONTHLY` - Monthly
class FrequencyEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'ONCE')
  static const FrequencyEnum ONCE = _$ONCE;
  @BuiltValueEnumConst(wireName: r'DAILY')
  static const FrequencyEnum DAILY = _$DAILY;
  @BuiltValueEnumConst(wireName: r'WEEKLY')
  static const FrequencyEnum WEEKLY = _$WEEKLY;
  @BuiltValueEnumConst(wireName: r'MONTHLY')
  static const FrequencyEnum MONTHLY = _$MONTHLY;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const FrequencyEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<FrequencyEnum> get serializer => _$frequencyEnumSerializer;

  const FrequencyEnum._(String name): super(name);

  static BuiltSet<FrequencyEnum> get values => _$values;
  static FrequencyEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class FrequencyEnumMixin = Object with _$FrequencyEnumMixin;

