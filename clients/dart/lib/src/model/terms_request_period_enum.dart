//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'terms_request_period_enum.g.dart';

/// * `INSTANT` - INSTANT * `HOURLY` - HOURLY * `DAILY` - DAILY * `WEEKLY` - WEEKLY
class TermsRequestPeriodEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'INSTANT')
  static const TermsRequestPeriodEnum INSTANT = _$INSTANT;
  @BuiltValueEnumConst(wireName: r'HOURLY')
  static const TermsRequestPeriodEnum HOURLY = _$HOURLY;
  @BuiltValueEnumConst(wireName: r'DAILY')
  static const TermsRequestPeriodEnum DAILY = _$DAILY;
  @BuiltValueEnumConst(wireName: r'WEEKLY')
  static const TermsRequestPeriodEnum WEEKLY = _$WEEKLY;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const TermsRequestPeriodEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<TermsRequestPeriodEnum> get serializer => _$termsRequestPeriodEnumSerializer;

  const TermsRequestPeriodEnum._(String name): super(name);

  static BuiltSet<TermsRequestPeriodEnum> get values => _$values;
  static TermsRequestPeriodEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class TermsRequestPeriodEnumMixin = Object with _$TermsRequestPeriodEnumMixin;

