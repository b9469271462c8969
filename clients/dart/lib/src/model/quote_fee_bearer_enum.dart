//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'quote_fee_bearer_enum.g.dart';

/// * `PAYER` - PAYER * `PAYEE` - PAYEE
class QuoteFeeBearerEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'PAYER')
  static const QuoteFeeBearerEnum PAYER = _$PAYER;
  @BuiltValueEnumConst(wireName: r'PAYEE')
  static const QuoteFeeBearerEnum PAYEE = _$PAYEE;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const QuoteFeeBearerEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<QuoteFeeBearerEnum> get serializer => _$quoteFeeBearerEnumSerializer;

  const QuoteFeeBearerEnum._(String name): super(name);

  static BuiltSet<QuoteFeeBearerEnum> get values => _$values;
  static QuoteFeeBearerEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class QuoteFeeBearerEnumMixin = Object with _$QuoteFeeBearerEnumMixin;

