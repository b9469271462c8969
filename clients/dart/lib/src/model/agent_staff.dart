//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/agent_role_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agent_staff.g.dart';

/// AgentStaff
///
/// Properties:
/// * [id]
/// * [name] - Masked: the first name and how the last one begins.
/// * [role]
/// * [outletId]
/// * [addedAt]
/// * [isMe]
@BuiltValue()
abstract class AgentStaff implements Built<AgentStaff, AgentStaffBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Masked: the first name and how the last one begins.
  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'role')
  AgentRoleEnum get role;
  // enum roleEnum {  OWNER,  MANAGER,  TELLER,  };

  @BuiltValueField(wireName: r'outlet_id')
  String? get outletId;

  @BuiltValueField(wireName: r'added_at')
  DateTime get addedAt;

  @BuiltValueField(wireName: r'is_me')
  bool get isMe;

  AgentStaff._();

  factory AgentStaff([void updates(AgentStaffBuilder b)]) = _$AgentStaff;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AgentStaffBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AgentStaff> get serializer => _$AgentStaffSerializer();
}

class _$AgentStaffSerializer implements PrimitiveSerializer<AgentStaff> {
  @override
  final Iterable<Type> types = const [AgentStaff, _$AgentStaff];

  @override
  final String wireName = r'AgentStaff';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AgentStaff object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'role';
    yield serializers.serialize(
      object.role,
      specifiedType: const FullType(AgentRoleEnum),
    );
    yield r'outlet_id';
    yield object.outletId == null ? null : serializers.serialize(
      object.outletId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'added_at';
    yield serializers.serialize(
      object.addedAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'is_me';
    yield serializers.serialize(
      object.isMe,
      specifiedType: const FullType(bool),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AgentStaff object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AgentStaffBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'role':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AgentRoleEnum),
          ) as AgentRoleEnum;
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
        case r'added_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.addedAt = valueDes;
          break;
        case r'is_me':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isMe = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AgentStaff deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AgentStaffBuilder();
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


