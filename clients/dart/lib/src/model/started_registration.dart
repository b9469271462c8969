//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/agent_registration_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'started_registration.g.dart';

/// StartedRegistration
///
/// Properties:
/// * [id]
/// * [msisdn]
/// * [state]
/// * [expiresIn] - Life of the code, in seconds.
@BuiltValue()
abstract class StartedRegistration implements Built<StartedRegistration, StartedRegistrationBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'msisdn')
  String get msisdn;

  @BuiltValueField(wireName: r'state')
  AgentRegistrationStateEnum get state;
  // enum stateEnum {  STARTED,  REGISTERED,  EARNED,  LAPSED,  };

  /// Life of the code, in seconds.
  @BuiltValueField(wireName: r'expires_in')
  int get expiresIn;

  StartedRegistration._();

  factory StartedRegistration([void updates(StartedRegistrationBuilder b)]) = _$StartedRegistration;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(StartedRegistrationBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<StartedRegistration> get serializer => _$StartedRegistrationSerializer();
}

class _$StartedRegistrationSerializer implements PrimitiveSerializer<StartedRegistration> {
  @override
  final Iterable<Type> types = const [StartedRegistration, _$StartedRegistration];

  @override
  final String wireName = r'StartedRegistration';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    StartedRegistration object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'msisdn';
    yield serializers.serialize(
      object.msisdn,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(AgentRegistrationStateEnum),
    );
    yield r'expires_in';
    yield serializers.serialize(
      object.expiresIn,
      specifiedType: const FullType(int),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    StartedRegistration object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required StartedRegistrationBuilder result,
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
        case r'msisdn':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.msisdn = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AgentRegistrationStateEnum),
          ) as AgentRegistrationStateEnum;
          result.state = valueDes;
          break;
        case r'expires_in':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.expiresIn = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  StartedRegistration deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = StartedRegistrationBuilder();
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


