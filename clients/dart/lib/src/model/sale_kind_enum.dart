//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'sale_kind_enum.g.dart';

/// * `SALE` - Sale * `REFUND` - Refund
class SaleKindEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'SALE')
  static const SaleKindEnum SALE = _$SALE;
  @BuiltValueEnumConst(wireName: r'REFUND')
  static const SaleKindEnum REFUND = _$REFUND;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const SaleKindEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<SaleKindEnum> get serializer => _$saleKindEnumSerializer;

  const SaleKindEnum._(String name): super(name);

  static BuiltSet<SaleKindEnum> get values => _$values;
  static SaleKindEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class SaleKindEnumMixin = Object with _$SaleKindEnumMixin;

