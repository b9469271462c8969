//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'refuse_request.g.dart';

/// Why a supervisor does not believe it.
///
/// Properties:
/// * [reason]
@BuiltValue()
abstract class RefuseRequest implements Built<RefuseRequest, RefuseRequestBuilder> {
  @BuiltValueField(wireName: r'reason')
  String get reason;

  RefuseRequest._();

  factory RefuseRequest([void updates(RefuseRequestBuilder b)]) = _$RefuseRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(RefuseRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<RefuseRequest> get serializer => _$RefuseRequestSerializer();
}

class _$RefuseRequestSerializer implements PrimitiveSerializer<RefuseRequest> {
  @override
  final Iterable<Type> types = const [RefuseRequest, _$RefuseRequest];

  @override
  final String wireName = r'RefuseRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    RefuseRequest object, {
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
    RefuseRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required RefuseRequestBuilder result,
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
  RefuseRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = RefuseRequestBuilder();
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


