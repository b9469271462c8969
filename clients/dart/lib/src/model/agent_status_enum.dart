//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agent_status_enum.g.dart';

/// * `APPLIED` - Applied: somebody has to look at it * `REJECTED` - Rejected: may be changed and sent again * `ACTIVE` - Active * `SUSPENDED` - Suspended: serves nobody and is paid nothing * `CLOSED` - Closed for good
class AgentStatusEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'APPLIED')
  static const AgentStatusEnum APPLIED = _$APPLIED;
  @BuiltValueEnumConst(wireName: r'REJECTED')
  static const AgentStatusEnum REJECTED = _$REJECTED;
  @BuiltValueEnumConst(wireName: r'ACTIVE')
  static const AgentStatusEnum ACTIVE = _$ACTIVE;
  @BuiltValueEnumConst(wireName: r'SUSPENDED')
  static const AgentStatusEnum SUSPENDED = _$SUSPENDED;
  @BuiltValueEnumConst(wireName: r'CLOSED')
  static const AgentStatusEnum CLOSED = _$CLOSED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const AgentStatusEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<AgentStatusEnum> get serializer => _$agentStatusEnumSerializer;

  const AgentStatusEnum._(String name): super(name);

  static BuiltSet<AgentStatusEnum> get values => _$values;
  static AgentStatusEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class AgentStatusEnumMixin = Object with _$AgentStatusEnumMixin;

