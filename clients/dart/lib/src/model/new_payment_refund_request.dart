//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'new_payment_refund_request.g.dart';

/// What to give back of a payment.
///
/// Properties:
/// * [amount] - How much, in the payment's currency; left out: all that is left of it.
/// * [reason] - Why, for the payer to read.
@BuiltValue()
abstract class NewPaymentRefundRequest implements Built<NewPaymentRefundRequest, NewPaymentRefundRequestBuilder> {
  /// How much, in the payment's currency; left out: all that is left of it.
  @BuiltValueField(wireName: r'amount')
  String? get amount;

  /// Why, for the payer to read.
  @BuiltValueField(wireName: r'reason')
  String? get reason;

  NewPaymentRefundRequest._();

  factory NewPaymentRefundRequest([void updates(NewPaymentRefundRequestBuilder b)]) = _$NewPaymentRefundRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(NewPaymentRefundRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<NewPaymentRefundRequest> get serializer => _$NewPaymentRefundRequestSerializer();
}

class _$NewPaymentRefundRequestSerializer implements PrimitiveSerializer<NewPaymentRefundRequest> {
  @override
  final Iterable<Type> types = const [NewPaymentRefundRequest, _$NewPaymentRefundRequest];

  @override
  final String wireName = r'NewPaymentRefundRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    NewPaymentRefundRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.amount != null) {
      yield r'amount';
      yield serializers.serialize(
        object.amount,
        specifiedType: const FullType(String),
      );
    }
    if (object.reason != null) {
      yield r'reason';
      yield serializers.serialize(
        object.reason,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    NewPaymentRefundRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required NewPaymentRefundRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.amount = valueDes;
          break;
        case r'reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
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
  NewPaymentRefundRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = NewPaymentRefundRequestBuilder();
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


