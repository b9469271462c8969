//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'merchant_document_kind_enum.g.dart';

/// * `licence` - licence * `premises` - premises * `registration` - registration * `tax` - tax
class MerchantDocumentKindEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'licence')
  static const MerchantDocumentKindEnum licence = _$licence;
  @BuiltValueEnumConst(wireName: r'premises')
  static const MerchantDocumentKindEnum premises = _$premises;
  @BuiltValueEnumConst(wireName: r'registration')
  static const MerchantDocumentKindEnum registration = _$registration;
  @BuiltValueEnumConst(wireName: r'tax')
  static const MerchantDocumentKindEnum tax = _$tax;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const MerchantDocumentKindEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<MerchantDocumentKindEnum> get serializer => _$merchantDocumentKindEnumSerializer;

  const MerchantDocumentKindEnum._(String name): super(name);

  static BuiltSet<MerchantDocumentKindEnum> get values => _$values;
  static MerchantDocumentKindEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class MerchantDocumentKindEnumMixin = Object with _$MerchantDocumentKindEnumMixin;

