//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'blocking_request.g.dart';

/// Whom one does not want to be asked by.
///
/// Properties:
/// * [person] - A phone number in E.164, an e-mail address, a @handle or a person's id.
@BuiltValue()
abstract class BlockingRequest implements Built<BlockingRequest, BlockingRequestBuilder> {
  /// A phone number in E.164, an e-mail address, a @handle or a person's id.
  @BuiltValueField(wireName: r'person')
  String get person;

  BlockingRequest._();

  factory BlockingRequest([void updates(BlockingRequestBuilder b)]) = _$BlockingRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(BlockingRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<BlockingRequest> get serializer => _$BlockingRequestSerializer();
}

class _$BlockingRequestSerializer implements PrimitiveSerializer<BlockingRequest> {
  @override
  final Iterable<Type> types = const [BlockingRequest, _$BlockingRequest];

  @override
  final String wireName = r'BlockingRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    BlockingRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'person';
    yield serializers.serialize(
      object.person,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    BlockingRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required BlockingRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'person':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.person = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  BlockingRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = BlockingRequestBuilder();
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


