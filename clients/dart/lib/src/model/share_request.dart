//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'share_request.g.dart';

/// One person, and what they are asked for.
///
/// Properties:
/// * [to] - A phone number in E.164, an e-mail address, a @handle or a person's id.
/// * [amount]
@BuiltValue()
abstract class ShareRequest implements Built<ShareRequest, ShareRequestBuilder> {
  /// A phone number in E.164, an e-mail address, a @handle or a person's id.
  @BuiltValueField(wireName: r'to')
  String get to;

  @BuiltValueField(wireName: r'amount')
  String get amount;

  ShareRequest._();

  factory ShareRequest([void updates(ShareRequestBuilder b)]) = _$ShareRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ShareRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ShareRequest> get serializer => _$ShareRequestSerializer();
}

class _$ShareRequestSerializer implements PrimitiveSerializer<ShareRequest> {
  @override
  final Iterable<Type> types = const [ShareRequest, _$ShareRequest];

  @override
  final String wireName = r'ShareRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ShareRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'to';
    yield serializers.serialize(
      object.to,
      specifiedType: const FullType(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ShareRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ShareRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.to = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ShareRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ShareRequestBuilder();
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


