//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agent_registration_state_enum.g.dart';

/// * `STARTED` - The customer has to confirm their number * `REGISTERED` - Registered, not active yet * `EARNED` - Active: the commission was earned * `LAPSED` - Not confirmed or not active in time
class AgentRegistrationStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'STARTED')
  static const AgentRegistrationStateEnum STARTED = _$STARTED;
  @BuiltValueEnumConst(wireName: r'REGISTERED')
  static const AgentRegistrationStateEnum REGISTERED = _$REGISTERED;
  @BuiltValueEnumConst(wireName: r'EARNED')
  static const AgentRegistrationStateEnum EARNED = _$EARNED;
  @BuiltValueEnumConst(wireName: r'LAPSED')
  static const AgentRegistrationStateEnum LAPSED = _$LAPSED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const AgentRegistrationStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<AgentRegistrationStateEnum> get serializer => _$agentRegistrationStateEnumSerializer;

  const AgentRegistrationStateEnum._(String name): super(name);

  static BuiltSet<AgentRegistrationStateEnum> get values => _$values;
  static AgentRegistrationStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class AgentRegistrationStateEnumMixin = Object with _$AgentRegistrationStateEnumMixin;

