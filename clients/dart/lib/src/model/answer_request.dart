//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'answer_request.g.dart';

/// The payee's answer.
///
/// Properties:
/// * [accept] - true gives the money back at once, and needs the PIN.
/// * [statement] - Why the money is yours. The payer reads it. Needed to contest.
/// * [pin] - Needed to accept.
/// * [stepUp]
@BuiltValue()
abstract class AnswerRequest implements Built<AnswerRequest, AnswerRequestBuilder> {
  /// true gives the money back at once, and needs the PIN.
  @BuiltValueField(wireName: r'accept')
  bool get accept;

  /// Why the money is yours. The payer reads it. Needed to contest.
  @BuiltValueField(wireName: r'statement')
  String? get statement;

  /// Needed to accept.
  @BuiltValueField(wireName: r'pin')
  String? get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  AnswerRequest._();

  factory AnswerRequest([void updates(AnswerRequestBuilder b)]) = _$AnswerRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AnswerRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AnswerRequest> get serializer => _$AnswerRequestSerializer();
}

class _$AnswerRequestSerializer implements PrimitiveSerializer<AnswerRequest> {
  @override
  final Iterable<Type> types = const [AnswerRequest, _$AnswerRequest];

  @override
  final String wireName = r'AnswerRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AnswerRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'accept';
    yield serializers.serialize(
      object.accept,
      specifiedType: const FullType(bool),
    );
    if (object.statement != null) {
      yield r'statement';
      yield serializers.serialize(
        object.statement,
        specifiedType: const FullType(String),
      );
    }
    if (object.pin != null) {
      yield r'pin';
      yield serializers.serialize(
        object.pin,
        specifiedType: const FullType(String),
      );
    }
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    AnswerRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AnswerRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'accept':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.accept = valueDes;
          break;
        case r'statement':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.statement = valueDes;
          break;
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
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
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AnswerRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AnswerRequestBuilder();
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


