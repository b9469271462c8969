//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/delivery_state_enum.dart';
import 'package:gopay_client/src/model/type_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'delivery.g.dart';

/// One event for one endpoint, and what its last attempt met (`delivery_answer` writes it).
///
/// Properties:
/// * [id]
/// * [webhookId] - The header of every attempt.
/// * [type]
/// * [state]
/// * [tries]
/// * [nextAttemptAt]
/// * [lastAttemptAt]
/// * [deliveredAt]
/// * [responseStatus]
/// * [responseBody] - Its first 1024 bytes.
/// * [error] - Why there was no answer.
/// * [milliseconds]
/// * [createdAt]
@BuiltValue()
abstract class Delivery implements Built<Delivery, DeliveryBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// The header of every attempt.
  @BuiltValueField(wireName: r'webhook_id')
  String get webhookId;

  @BuiltValueField(wireName: r'type')
  TypeEnum get type;
  // enum typeEnum {  payment.paid,  payment.held,  payment.returned,  payment.expired,  payment.cancelled,  refund.created,  settlement.paid,  settlement.failed,  webhook.test,  };

  @BuiltValueField(wireName: r'state')
  DeliveryStateEnum get state;
  // enum stateEnum {  WAITING,  DELIVERED,  FAILED,  CANCELLED,  };

  @BuiltValueField(wireName: r'tries')
  int get tries;

  @BuiltValueField(wireName: r'next_attempt_at')
  DateTime? get nextAttemptAt;

  @BuiltValueField(wireName: r'last_attempt_at')
  DateTime? get lastAttemptAt;

  @BuiltValueField(wireName: r'delivered_at')
  DateTime? get deliveredAt;

  @BuiltValueField(wireName: r'response_status')
  int? get responseStatus;

  /// Its first 1024 bytes.
  @BuiltValueField(wireName: r'response_body')
  String get responseBody;

  /// Why there was no answer.
  @BuiltValueField(wireName: r'error')
  String get error;

  @BuiltValueField(wireName: r'milliseconds')
  int? get milliseconds;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  Delivery._();

  factory Delivery([void updates(DeliveryBuilder b)]) = _$Delivery;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(DeliveryBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Delivery> get serializer => _$DeliverySerializer();
}

class _$DeliverySerializer implements PrimitiveSerializer<Delivery> {
  @override
  final Iterable<Type> types = const [Delivery, _$Delivery];

  @override
  final String wireName = r'Delivery';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Delivery object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'webhook_id';
    yield serializers.serialize(
      object.webhookId,
      specifiedType: const FullType(String),
    );
    yield r'type';
    yield serializers.serialize(
      object.type,
      specifiedType: const FullType(TypeEnum),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(DeliveryStateEnum),
    );
    yield r'tries';
    yield serializers.serialize(
      object.tries,
      specifiedType: const FullType(int),
    );
    yield r'next_attempt_at';
    yield object.nextAttemptAt == null ? null : serializers.serialize(
      object.nextAttemptAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'last_attempt_at';
    yield object.lastAttemptAt == null ? null : serializers.serialize(
      object.lastAttemptAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'delivered_at';
    yield object.deliveredAt == null ? null : serializers.serialize(
      object.deliveredAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'response_status';
    yield object.responseStatus == null ? null : serializers.serialize(
      object.responseStatus,
      specifiedType: const FullType.nullable(int),
    );
    yield r'response_body';
    yield serializers.serialize(
      object.responseBody,
      specifiedType: const FullType(String),
    );
    yield r'error';
    yield serializers.serialize(
      object.error,
      specifiedType: const FullType(String),
    );
    yield r'milliseconds';
    yield object.milliseconds == null ? null : serializers.serialize(
      object.milliseconds,
      specifiedType: const FullType.nullable(int),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Delivery object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required DeliveryBuilder result,
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
        case r'webhook_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.webhookId = valueDes;
          break;
        case r'type':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(TypeEnum),
          ) as TypeEnum;
          result.type = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DeliveryStateEnum),
          ) as DeliveryStateEnum;
          result.state = valueDes;
          break;
        case r'tries':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.tries = valueDes;
          break;
        case r'next_attempt_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.nextAttemptAt = valueDes;
          break;
        case r'last_attempt_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.lastAttemptAt = valueDes;
          break;
        case r'delivered_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.deliveredAt = valueDes;
          break;
        case r'response_status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.responseStatus = valueDes;
          break;
        case r'response_body':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.responseBody = valueDes;
          break;
        case r'error':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.error = valueDes;
          break;
        case r'milliseconds':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.milliseconds = valueDes;
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Delivery deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = DeliveryBuilder();
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


