//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'step_up_request.g.dart';

/// The challenge named by `step_up_required`, and the code the person was sent for it.
///
/// Properties:
/// * [challengeId]
/// * [code]
@BuiltValue()
abstract class StepUpRequest implements Built<StepUpRequest, StepUpRequestBuilder> {
  @BuiltValueField(wireName: r'challenge_id')
  String get challengeId;

  @BuiltValueField(wireName: r'code')
  String get code;

  StepUpRequest._();

  factory StepUpRequest([void updates(StepUpRequestBuilder b)]) = _$StepUpRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(StepUpRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<StepUpRequest> get serializer => _$StepUpRequestSerializer();
}

class _$StepUpRequestSerializer implements PrimitiveSerializer<StepUpRequest> {
  @override
  final Iterable<Type> types = const [StepUpRequest, _$StepUpRequest];

  @override
  final String wireName = r'StepUpRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    StepUpRequest object, {
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
    StepUpRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required StepUpRequestBuilder result,
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
  StepUpRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = StepUpRequestBuilder();
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


