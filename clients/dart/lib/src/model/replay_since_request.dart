//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'replay_since_request.g.dart';

/// From when on.
///
/// Properties:
/// * [since]
@BuiltValue()
abstract class ReplaySinceRequest implements Built<ReplaySinceRequest, ReplaySinceRequestBuilder> {
  @BuiltValueField(wireName: r'since')
  DateTime get since;

  ReplaySinceRequest._();

  factory ReplaySinceRequest([void updates(ReplaySinceRequestBuilder b)]) = _$ReplaySinceRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ReplaySinceRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ReplaySinceRequest> get serializer => _$ReplaySinceRequestSerializer();
}

class _$ReplaySinceRequestSerializer implements PrimitiveSerializer<ReplaySinceRequest> {
  @override
  final Iterable<Type> types = const [ReplaySinceRequest, _$ReplaySinceRequest];

  @override
  final String wireName = r'ReplaySinceRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ReplaySinceRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'since';
    yield serializers.serialize(
      object.since,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ReplaySinceRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ReplaySinceRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'since':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.since = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ReplaySinceRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ReplaySinceRequestBuilder();
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


