//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agent_tier_enum.g.dart';

/// * `STANDARD` - Standard * `SILVER` - Silver * `GOLD` - Gold
class AgentTierEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'STANDARD')
  static const AgentTierEnum STANDARD = _$STANDARD;
  @BuiltValueEnumConst(wireName: r'SILVER')
  static const AgentTierEnum SILVER = _$SILVER;
  @BuiltValueEnumConst(wireName: r'GOLD')
  static const AgentTierEnum GOLD = _$GOLD;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const AgentTierEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<AgentTierEnum> get serializer => _$agentTierEnumSerializer;

  const AgentTierEnum._(String name): super(name);

  static BuiltSet<AgentTierEnum> get values => _$values;
  static AgentTierEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class AgentTierEnumMixin = Object with _$AgentTierEnumMixin;

