//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'ask_reversal_request.g.dart';

/// Why a dealing is to be undone.
///
/// Properties:
/// * [reason]
@BuiltValue()
abstract class AskReversalRequest implements Built<AskReversalRequest, AskReversalRequestBuilder> {
  @BuiltValueField(wireName: r'reason')
  String get reason;

  AskReversalRequest._();

  factory AskReversalRequest([void updates(AskReversalRequestBuilder b)]) = _$AskReversalRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AskReversalRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AskReversalRequest> get serializer => _$AskReversalRequestSerializer();
}

class _$AskReversalRequestSerializer implements PrimitiveSerializer<AskReversalRequest> {
  @override
  final Iterable<Type> types = const [AskReversalRequest, _$AskReversalRequest];

  @override
  final String wireName = r'AskReversalRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AskReversalRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'reason';
    yield serializers.serialize(
      object.reason,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AskReversalRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AskReversalRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reason = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AskReversalRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AskReversalRequestBuilder();
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


