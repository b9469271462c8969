//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'pay_invoice_request.g.dart';

/// The customer pays, the whole amount.
///
/// Properties:
/// * [pin]
/// * [stepUp]
@BuiltValue()
abstract class PayInvoiceRequest implements Built<PayInvoiceRequest, PayInvoiceRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  PayInvoiceRequest._();

  factory PayInvoiceRequest([void updates(PayInvoiceRequestBuilder b)]) = _$PayInvoiceRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PayInvoiceRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PayInvoiceRequest> get serializer => _$PayInvoiceRequestSerializer();
}

class _$PayInvoiceRequestSerializer implements PrimitiveSerializer<PayInvoiceRequest> {
  @override
  final Iterable<Type> types = const [PayInvoiceRequest, _$PayInvoiceRequest];

  @override
  final String wireName = r'PayInvoiceRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PayInvoiceRequest object, {
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
  }

  @override
  Object serialize(
    Serializers serializers,
    PayInvoiceRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PayInvoiceRequestBuilder result,
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
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PayInvoiceRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PayInvoiceRequestBuilder();
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


