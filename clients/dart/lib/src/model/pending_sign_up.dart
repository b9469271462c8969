//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/pending_sign_up_status_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'pending_sign_up.g.dart';

/// PendingSignUp
///
/// Properties:
/// * [msisdn]
/// * [status]
/// * [expiresIn] - Life of the code, in seconds.
@BuiltValue()
abstract class PendingSignUp implements Built<PendingSignUp, PendingSignUpBuilder> {
  @BuiltValueField(wireName: r'msisdn')
  String get msisdn;

  @BuiltValueField(wireName: r'status')
  PendingSignUpStatusEnum get status;
  // enum statusEnum {  verification_pending,  };

  /// Life of the code, in seconds.
  @BuiltValueField(wireName: r'expires_in')
  int get expiresIn;

  PendingSignUp._();

  factory PendingSignUp([void updates(PendingSignUpBuilder b)]) = _$PendingSignUp;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PendingSignUpBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PendingSignUp> get serializer => _$PendingSignUpSerializer();
}

class _$PendingSignUpSerializer implements PrimitiveSerializer<PendingSignUp> {
  @override
  final Iterable<Type> types = const [PendingSignUp, _$PendingSignUp];

  @override
  final String wireName = r'PendingSignUp';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PendingSignUp object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'msisdn';
    yield serializers.serialize(
      object.msisdn,
      specifiedType: const FullType(String),
    );
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(PendingSignUpStatusEnum),
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
    PendingSignUp object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PendingSignUpBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'msisdn':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.msisdn = valueDes;
          break;
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(PendingSignUpStatusEnum),
          ) as PendingSignUpStatusEnum;
          result.status = valueDes;
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
  PendingSignUp deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PendingSignUpBuilder();
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


