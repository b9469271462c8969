//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'funding_source_kind_enum.g.dart';

/// * `BANK_ACCOUNT` - Bank account * `CARD` - Card
class FundingSourceKindEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'BANK_ACCOUNT')
  static const FundingSourceKindEnum BANK_ACCOUNT = _$BANK_ACCOUNT;
  @BuiltValueEnumConst(wireName: r'CARD')
  static const FundingSourceKindEnum CARD = _$CARD;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const FundingSourceKindEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<FundingSourceKindEnum> get serializer => _$fundingSourceKindEnumSerializer;

  const FundingSourceKindEnum._(String name): super(name);

  static BuiltSet<FundingSourceKindEnum> get values => _$values;
  static FundingSourceKindEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class FundingSourceKindEnumMixin = Object with _$FundingSourceKindEnumMixin;

