//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'proof_request.g.dart';

/// The challenge named by `proof_required`, and the code that was sent to the new address for it.
///
/// Properties:
/// * [challengeId]
/// * [code]
@BuiltValue()
abstract class ProofRequest implements Built<ProofRequest, ProofRequestBuilder> {
  @BuiltValueField(wireName: r'challenge_id')
  String get challengeId;

  @BuiltValueField(wireName: r'code')
  String get code;

  ProofRequest._();

  factory ProofRequest([void updates(ProofRequestBuilder b)]) = _$ProofRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ProofRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ProofRequest> get serializer => _$ProofRequestSerializer();
}

class _$ProofRequestSerializer implements PrimitiveSerializer<ProofRequest> {
  @override
  final Iterable<Type> types = const [ProofRequest, _$ProofRequest];

  @override
  final String wireName = r'ProofRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ProofRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'challenge_id';
    yield serializers.serialize(
      object.challengeId,
      specifiedType: const FullType(String),
    );
    yield r'code';
    yield serializers.serialize(
      object.code,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ProofRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ProofRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'challenge_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.challengeId = valueDes;
          break;
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.code = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ProofRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ProofRequestBuilder();
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


