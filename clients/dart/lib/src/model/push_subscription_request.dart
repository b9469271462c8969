//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/push_keys_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'push_subscription_request.g.dart';

/// A browser's PushSubscription as its `toJSON()` gives it (W3C Push API).
///
/// Properties:
/// * [endpoint]
/// * [keys]
/// * [expirationTime] - Not looked at: the push service says when it is over.
@BuiltValue()
abstract class PushSubscriptionRequest implements Built<PushSubscriptionRequest, PushSubscriptionRequestBuilder> {
  @BuiltValueField(wireName: r'endpoint')
  String get endpoint;

  @BuiltValueField(wireName: r'keys')
  PushKeysRequest get keys;

  /// Not looked at: the push service says when it is over.
  @BuiltValueField(wireName: r'expirationTime')
  double? get expirationTime;

  PushSubscriptionRequest._();

  factory PushSubscriptionRequest([void updates(PushSubscriptionRequestBuilder b)]) = _$PushSubscriptionRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PushSubscriptionRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PushSubscriptionRequest> get serializer => _$PushSubscriptionRequestSerializer();
}

class _$PushSubscriptionRequestSerializer implements PrimitiveSerializer<PushSubscriptionRequest> {
  @override
  final Iterable<Type> types = const [PushSubscriptionRequest, _$PushSubscriptionRequest];

  @override
  final String wireName = r'PushSubscriptionRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PushSubscriptionRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'endpoint';
    yield serializers.serialize(
      object.endpoint,
      specifiedType: const FullType(String),
    );
    yield r'keys';
    yield serializers.serialize(
      object.keys,
      specifiedType: const FullType(PushKeysRequest),
    );
    if (object.expirationTime != null) {
      yield r'expirationTime';
      yield serializers.serialize(
        object.expirationTime,
        specifiedType: const FullType.nullable(double),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    PushSubscriptionRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PushSubscriptionRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'endpoint':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.endpoint = valueDes;
          break;
        case r'keys':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(PushKeysRequest),
          ) as PushKeysRequest;
          result.keys.replace(valueDes);
          break;
        case r'expirationTime':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(double),
          ) as double?;
          if (valueDes == null) continue;
          result.expirationTime = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PushSubscriptionRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PushSubscriptionRequestBuilder();
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


