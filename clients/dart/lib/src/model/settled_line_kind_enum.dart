//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'settled_line_kind_enum.g.dart';

/// * `SALE` - SALE * `REFUND` - REFUND
class SettledLineKindEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'SALE')
  static const SettledLineKindEnum SALE = _$SALE;
  @BuiltValueEnumConst(wireName: r'REFUND')
  static const SettledLineKindEnum REFUND = _$REFUND;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const SettledLineKindEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<SettledLineKindEnum> get serializer => _$settledLineKindEnumSerializer;

  const SettledLineKindEnum._(String name): super(name);

  static BuiltSet<SettledLineKindEnum> get values => _$values;
  static SettledLineKindEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class SettledLineKindEnumMixin = Object with _$SettledLineKindEnumMixin;

