//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agent_staff_role_enum.g.dart';

/// * `MANAGER` - MANAGER * `TELLER` - TELLER
class AgentStaffRoleEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'MANAGER')
  static const AgentStaffRoleEnum MANAGER = _$MANAGER;
  @BuiltValueEnumConst(wireName: r'TELLER')
  static const AgentStaffRoleEnum TELLER = _$TELLER;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const AgentStaffRoleEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<AgentStaffRoleEnum> get serializer => _$agentStaffRoleEnumSerializer;

  const AgentStaffRoleEnum._(String name): super(name);

  static BuiltSet<AgentStaffRoleEnum> get values => _$values;
  static AgentStaffRoleEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class AgentStaffRoleEnumMixin = Object with _$AgentStaffRoleEnumMixin;

