//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'target_tier_enum.g.dart';

/// * `TIER_1` - Details * `TIER_2` - Details and documents
class TargetTierEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'TIER_1')
  static const TargetTierEnum TIER_1 = _$TIER_1;
  @BuiltValueEnumConst(wireName: r'TIER_2')
  static const TargetTierEnum TIER_2 = _$TIER_2;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const TargetTierEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<TargetTierEnum> get serializer => _$targetTierEnumSerializer;

  const TargetTierEnum._(String name): super(name);

  static BuiltSet<TargetTierEnum> get values => _$values;
  static TargetTierEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class TargetTierEnumMixin = Object with _$TargetTierEnumMixin;

