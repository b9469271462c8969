//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'refund_request.g.dart';

/// What to give back of a payment one has received.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [amount] - How much, in the payment's currency; left out: all that is left of it.
/// * [reason] - Why, for the payer to read.
@BuiltValue()
abstract class RefundRequest implements Built<RefundRequest, RefundRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  /// How much, in the payment's currency; left out: all that is left of it.
  @BuiltValueField(wireName: r'amount')
  String? get amount;

  /// Why, for the payer to read.
  @BuiltValueField(wireName: r'reason')
  String get reason;

  RefundRequest._();

  factory RefundRequest([void updates(RefundRequestBuilder b)]) = _$RefundRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(RefundRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<RefundRequest> get serializer => _$RefundRequestSerializer();
}

class _$RefundRequestSerializer implements PrimitiveSerializer<RefundRequest> {
  @override
  final Iterable<Type> types = const [RefundRequest, _$RefundRequest];

  @override
  final String wireName = r'RefundRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    RefundRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'pin';
    yield serializers.serialize(
      object.pin,
      specifiedType: const FullType(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
    if (object.amount != null) {
      yield r'amount';
      yield serializers.serialize(
        object.amount,
        specifiedType: const FullType(String),
      );
    }
    yield r'reason';
    yield serializers.serialize(
      object.reason,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    RefundRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required RefundRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.pin = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
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
  RefundRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = RefundRequestBuilder();
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


