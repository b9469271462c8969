//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'dealing_kind_enum.g.dart';

/// * `CASH_IN` - Cash in * `CASH_OUT` - Cash out
class DealingKindEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'CASH_IN')
  static const DealingKindEnum CASH_IN = _$CASH_IN;
  @BuiltValueEnumConst(wireName: r'CASH_OUT')
  static const DealingKindEnum CASH_OUT = _$CASH_OUT;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const DealingKindEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<DealingKindEnum> get serializer => _$dealingKindEnumSerializer;

  const DealingKindEnum._(String name): super(name);

  static BuiltSet<DealingKindEnum> get values => _$values;
  static DealingKindEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class DealingKindEnumMixin = Object with _$DealingKindEnumMixin;

