//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agent_role_enum.g.dart';

/// * `OWNER` - Owner: everything * `MANAGER` - Manager: outlets, tellers, float, shifts * `TELLER` - Teller: serves customers
class AgentRoleEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'OWNER')
  static const AgentRoleEnum OWNER = _$OWNER;
  @BuiltValueEnumConst(wireName: r'MANAGER')
  static const AgentRoleEnum MANAGER = _$MANAGER;
  @BuiltValueEnumConst(wireName: r'TELLER')
  static const AgentRoleEnum TELLER = _$TELLER;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const AgentRoleEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<AgentRoleEnum> get serializer => _$agentRoleEnumSerializer;

  const AgentRoleEnum._(String name): super(name);

  static BuiltSet<AgentRoleEnum> get values => _$values;
  static AgentRoleEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class AgentRoleEnumMixin = Object with _$AgentRoleEnumMixin;

