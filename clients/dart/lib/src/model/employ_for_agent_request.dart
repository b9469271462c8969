//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/agent_staff_role_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'employ_for_agent_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [to] - A phone number in E.164, a @handle or an e-mail address.
/// * [role]
/// * [outletId] - The one outlet it is for; null: all.
@BuiltValue()
abstract class EmployForAgentRequest implements Built<EmployForAgentRequest, EmployForAgentRequestBuilder> {
  /// A phone number in E.164, a @handle or an e-mail address.
  @BuiltValueField(wireName: r'to')
  String get to;

  @BuiltValueField(wireName: r'role')
  AgentStaffRoleEnum get role;
  // enum roleEnum {  MANAGER,  TELLER,  };

  /// The one outlet it is for; null: all.
  @BuiltValueField(wireName: r'outlet_id')
  String? get outletId;

  EmployForAgentRequest._();

  factory EmployForAgentRequest([void updates(EmployForAgentRequestBuilder b)]) = _$EmployForAgentRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(EmployForAgentRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<EmployForAgentRequest> get serializer => _$EmployForAgentRequestSerializer();
}

class _$EmployForAgentRequestSerializer implements PrimitiveSerializer<EmployForAgentRequest> {
  @override
  final Iterable<Type> types = const [EmployForAgentRequest, _$EmployForAgentRequest];

  @override
  final String wireName = r'EmployForAgentRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    EmployForAgentRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'to';
    yield serializers.serialize(
      object.to,
      specifiedType: const FullType(String),
    );
    yield r'role';
    yield serializers.serialize(
      object.role,
      specifiedType: const FullType(AgentStaffRoleEnum),
    );
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
    EmployForAgentRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required EmployForAgentRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.to = valueDes;
          break;
        case r'role':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AgentStaffRoleEnum),
          ) as AgentStaffRoleEnum;
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
  EmployForAgentRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = EmployForAgentRequestBuilder();
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


