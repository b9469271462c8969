//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'funding_source_state_enum.g.dart';

/// * `ACTIVE` - Active * `REMOVED` - Removed * `EXPIRED` - Expired
class FundingSourceStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'ACTIVE')
  static const FundingSourceStateEnum ACTIVE = _$ACTIVE;
  @BuiltValueEnumConst(wireName: r'REMOVED')
  static const FundingSourceStateEnum REMOVED = _$REMOVED;
  @BuiltValueEnumConst(wireName: r'EXPIRED')
  static const FundingSourceStateEnum EXPIRED = _$EXPIRED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const FundingSourceStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<FundingSourceStateEnum> get serializer => _$fundingSourceStateEnumSerializer;

  const FundingSourceStateEnum._(String name): super(name);

  static BuiltSet<FundingSourceStateEnum> get values => _$values;
  static FundingSourceStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class FundingSourceStateEnumMixin = Object with _$FundingSourceStateEnumMixin;

