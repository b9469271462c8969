//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/events_enum.dart';
import 'package:gopay_client/src/model/webhook_endpoint_status_enum.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/disabled_because_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'endpoint_with_key.g.dart';

/// With its new signing key, which is told once and shown never again.
///
/// Properties:
/// * [id]
/// * [isLive]
/// * [url]
/// * [description]
/// * [events] - Empty: all.
/// * [status]
/// * [disabledBecause]
/// * [reason] - What an operator says who disabled it.
/// * [failures] - Attempts in a row that failed, of all its deliveries.
/// * [failingSince]
/// * [restingUntil] - Nothing is sent to it before.
/// * [overlapUntil] - Until then the key before signs as well.
/// * [createdAt]
/// * [signingKey] - `whsec_` and base64: what libraries of Standard Webhooks call the secret.
@BuiltValue()
abstract class EndpointWithKey implements Built<EndpointWithKey, EndpointWithKeyBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'is_live')
  bool get isLive;

  @BuiltValueField(wireName: r'url')
  String get url;

  @BuiltValueField(wireName: r'description')
  String get description;

  /// Empty: all.
  @BuiltValueField(wireName: r'events')
  BuiltList<EventsEnum> get events;

  @BuiltValueField(wireName: r'status')
  WebhookEndpointStatusEnum get status;
  // enum statusEnum {  ENABLED,  DISABLED,  };

  @BuiltValueField(wireName: r'disabled_because')
  DisabledBecauseEnum? get disabledBecause;
  // enum disabledBecauseEnum {  OWNER,  FAILURES,  GONE,  OPERATOR,  };

  /// What an operator says who disabled it.
  @BuiltValueField(wireName: r'reason')
  String get reason;

  /// Attempts in a row that failed, of all its deliveries.
  @BuiltValueField(wireName: r'failures')
  int get failures;

  @BuiltValueField(wireName: r'failing_since')
  DateTime? get failingSince;

  /// Nothing is sent to it before.
  @BuiltValueField(wireName: r'resting_until')
  DateTime? get restingUntil;

  /// Until then the key before signs as well.
  @BuiltValueField(wireName: r'overlap_until')
  DateTime? get overlapUntil;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  /// `whsec_` and base64: what libraries of Standard Webhooks call the secret.
  @BuiltValueField(wireName: r'signing_key')
  String get signingKey;

  EndpointWithKey._();

  factory EndpointWithKey([void updates(EndpointWithKeyBuilder b)]) = _$EndpointWithKey;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(EndpointWithKeyBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<EndpointWithKey> get serializer => _$EndpointWithKeySerializer();
}

class _$EndpointWithKeySerializer implements PrimitiveSerializer<EndpointWithKey> {
  @override
  final Iterable<Type> types = const [EndpointWithKey, _$EndpointWithKey];

  @override
  final String wireName = r'EndpointWithKey';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    EndpointWithKey object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'is_live';
    yield serializers.serialize(
      object.isLive,
      specifiedType: const FullType(bool),
    );
    yield r'url';
    yield serializers.serialize(
      object.url,
      specifiedType: const FullType(String),
    );
    yield r'description';
    yield serializers.serialize(
      object.description,
      specifiedType: const FullType(String),
    );
    yield r'events';
    yield serializers.serialize(
      object.events,
      specifiedType: const FullType(BuiltList, [FullType(EventsEnum)]),
    );
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(WebhookEndpointStatusEnum),
    );
    yield r'disabled_because';
    yield object.disabledBecause == null ? null : serializers.serialize(
      object.disabledBecause,
      specifiedType: const FullType.nullable(DisabledBecauseEnum),
    );
    yield r'reason';
    yield serializers.serialize(
      object.reason,
      specifiedType: const FullType(String),
    );
    yield r'failures';
    yield serializers.serialize(
      object.failures,
      specifiedType: const FullType(int),
    );
    yield r'failing_since';
    yield object.failingSince == null ? null : serializers.serialize(
      object.failingSince,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'resting_until';
    yield object.restingUntil == null ? null : serializers.serialize(
      object.restingUntil,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'overlap_until';
    yield object.overlapUntil == null ? null : serializers.serialize(
      object.overlapUntil,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'signing_key';
    yield serializers.serialize(
      object.signingKey,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    EndpointWithKey object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required EndpointWithKeyBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'is_live':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isLive = valueDes;
          break;
        case r'url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.url = valueDes;
          break;
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.description = valueDes;
          break;
        case r'events':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(EventsEnum)]),
          ) as BuiltList<EventsEnum>;
          result.events.replace(valueDes);
          break;
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(WebhookEndpointStatusEnum),
          ) as WebhookEndpointStatusEnum;
          result.status = valueDes;
          break;
        case r'disabled_because':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DisabledBecauseEnum),
          ) as DisabledBecauseEnum?;
          if (valueDes == null) continue;
          result.disabledBecause = valueDes;
          break;
        case r'reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reason = valueDes;
          break;
        case r'failures':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.failures = valueDes;
          break;
        case r'failing_since':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.failingSince = valueDes;
          break;
        case r'resting_until':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.restingUntil = valueDes;
          break;
        case r'overlap_until':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.overlapUntil = valueDes;
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        case r'signing_key':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.signingKey = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  EndpointWithKey deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = EndpointWithKeyBuilder();
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


