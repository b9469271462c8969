//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'kyc_tier_enum.g.dart';

/// * `TIER_0` - TIER_0 * `TIER_1` - TIER_1 * `TIER_2` - TIER_2
class KycTierEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'TIER_0')
  static const KycTierEnum TIER_0 = _$TIER_0;
  @BuiltValueEnumConst(wireName: r'TIER_1')
  static const KycTierEnum TIER_1 = _$TIER_1;
  @BuiltValueEnumConst(wireName: r'TIER_2')
  static const KycTierEnum TIER_2 = _$TIER_2;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const KycTierEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<KycTierEnum> get serializer => _$kycTierEnumSerializer;

  const KycTierEnum._(String name): super(name);

  static BuiltSet<KycTierEnum> get values => _$values;
  static KycTierEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class KycTierEnumMixin = Object with _$KycTierEnumMixin;

