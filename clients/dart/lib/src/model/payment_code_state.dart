//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/payment_code_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'payment_code_state.g.dart';

/// What has become of a code (for the schema; `code_answer` writes it).
///
/// Properties:
/// * [id]
/// * [state]
/// * [ceiling]
/// * [currency]
/// * [transactionId] - The payment that has used it.
/// * [expiresAt]
@BuiltValue()
abstract class PaymentCodeState implements Built<PaymentCodeState, PaymentCodeStateBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'state')
  PaymentCodeStateEnum get state;
  // enum stateEnum {  LIVE,  USED,  CANCELLED,  EXPIRED,  };

  @BuiltValueField(wireName: r'ceiling')
  String get ceiling;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// The payment that has used it.
  @BuiltValueField(wireName: r'transaction_id')
  String? get transactionId;

  @BuiltValueField(wireName: r'expires_at')
  DateTime get expiresAt;

  PaymentCodeState._();

  factory PaymentCodeState([void updates(PaymentCodeStateBuilder b)]) = _$PaymentCodeState;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PaymentCodeStateBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PaymentCodeState> get serializer => _$PaymentCodeStateSerializer();
}

class _$PaymentCodeStateSerializer implements PrimitiveSerializer<PaymentCodeState> {
  @override
  final Iterable<Type> types = const [PaymentCodeState, _$PaymentCodeState];

  @override
  final String wireName = r'PaymentCodeState';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PaymentCodeState object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(PaymentCodeStateEnum),
    );
    yield r'ceiling';
    yield serializers.serialize(
      object.ceiling,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'transaction_id';
    yield object.transactionId == null ? null : serializers.serialize(
      object.transactionId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'expires_at';
    yield serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    PaymentCodeState object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PaymentCodeStateBuilder result,
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
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(PaymentCodeStateEnum),
          ) as PaymentCodeStateEnum;
          result.state = valueDes;
          break;
        case r'ceiling':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.ceiling = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.transactionId = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.expiresAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PaymentCodeState deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PaymentCodeStateBuilder();
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


