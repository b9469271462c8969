//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/agent_staff_role_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'patched_change_agent_staff_request.g.dart';

/// Any of it; what is not named stays as it is.
///
/// Properties:
/// * [role]
/// * [outletId]
@BuiltValue()
abstract class PatchedChangeAgentStaffRequest implements Built<PatchedChangeAgentStaffRequest, PatchedChangeAgentStaffRequestBuilder> {
  @BuiltValueField(wireName: r'role')
  AgentStaffRoleEnum? get role;
  // enum roleEnum {  MANAGER,  TELLER,  };

  @BuiltValueField(wireName: r'outlet_id')
  String? get outletId;

  PatchedChangeAgentStaffRequest._();

  factory PatchedChangeAgentStaffRequest([void updates(PatchedChangeAgentStaffRequestBuilder b)]) = _$PatchedChangeAgentStaffRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PatchedChangeAgentStaffRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PatchedChangeAgentStaffRequest> get serializer => _$PatchedChangeAgentStaffRequestSerializer();
}

class _$PatchedChangeAgentStaffRequestSerializer implements PrimitiveSerializer<PatchedChangeAgentStaffRequest> {
  @override
  final Iterable<Type> types = const [PatchedChangeAgentStaffRequest, _$PatchedChangeAgentStaffRequest];

  @override
  final String wireName = r'PatchedChangeAgentStaffRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PatchedChangeAgentStaffRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.role != null) {
      yield r'role';
      yield serializers.serialize(
        object.role,
        specifiedType: const FullType(AgentStaffRoleEnum),
      );
    }
    if (object.outletId != null) {
      yield r'outlet_id';
      yield serializers.serialize(
        object.outletId,
        specifiedType: const FullType.nullable(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    PatchedChangeAgentStaffRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PatchedChangeAgentStaffRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'role':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(AgentStaffRoleEnum),
          ) as AgentStaffRoleEnum?;
          if (valueDes == null) continue;
          result.role = valueDes;
          break;
        case r'outlet_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.outletId = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PatchedChangeAgentStaffRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PatchedChangeAgentStaffRequestBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


