//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'rotate_secret_request.g.dart';

/// For how long the secret before signs beside the new one.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [overlapHours]
@BuiltValue()
abstract class RotateSecretRequest implements Built<RotateSecretRequest, RotateSecretRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  @BuiltValueField(wireName: r'overlap_hours')
  int? get overlapHours;

  RotateSecretRequest._();

  factory RotateSecretRequest([void updates(RotateSecretRequestBuilder b)]) = _$RotateSecretRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(RotateSecretRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<RotateSecretRequest> get serializer => _$RotateSecretRequestSerializer();
}

class _$RotateSecretRequestSerializer implements PrimitiveSerializer<RotateSecretRequest> {
  @override
  final Iterable<Type> types = const [RotateSecretRequest, _$RotateSecretRequest];

  @override
  final String wireName = r'RotateSecretRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    RotateSecretRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'pin';
    yield serializers.serialize(
      object.pin,
      specifiedType: const FullType(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
    if (object.overlapHours != null) {
      yield r'overlap_hours';
      yield serializers.serialize(
        object.overlapHours,
        specifiedType: const FullType(int),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    RotateSecretRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required RotateSecretRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.pin = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
        case r'overlap_hours':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.overlapHours = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  RotateSecretRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = RotateSecretRequestBuilder();
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


