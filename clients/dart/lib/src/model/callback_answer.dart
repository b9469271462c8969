//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/callback_answer_status_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'callback_answer.g.dart';

/// CallbackAnswer
///
/// Properties:
/// * [status] - duplicate: we had this event.  * `received` - received * `duplicate` - duplicate
@BuiltValue()
abstract class CallbackAnswer implements Built<CallbackAnswer, CallbackAnswerBuilder> {
  /// duplicate: we had this event.  * `received` - received * `duplicate` - duplicate
  @BuiltValueField(wireName: r'status')
  CallbackAnswerStatusEnum get status;
  // enum statusEnum {  received,  duplicate,  };

  CallbackAnswer._();

  factory CallbackAnswer([void updates(CallbackAnswerBuilder b)]) = _$CallbackAnswer;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(CallbackAnswerBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<CallbackAnswer> get serializer => _$CallbackAnswerSerializer();
}

class _$CallbackAnswerSerializer implements PrimitiveSerializer<CallbackAnswer> {
  @override
  final Iterable<Type> types = const [CallbackAnswer, _$CallbackAnswer];

  @override
  final String wireName = r'CallbackAnswer';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    CallbackAnswer object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(CallbackAnswerStatusEnum),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    CallbackAnswer object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required CallbackAnswerBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(CallbackAnswerStatusEnum),
          ) as CallbackAnswerStatusEnum;
          result.status = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  CallbackAnswer deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = CallbackAnswerBuilder();
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


