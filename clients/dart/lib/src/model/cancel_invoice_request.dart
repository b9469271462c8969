//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'cancel_invoice_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [reason]
@BuiltValue()
abstract class CancelInvoiceRequest implements Built<CancelInvoiceRequest, CancelInvoiceRequestBuilder> {
  @BuiltValueField(wireName: r'reason')
  String? get reason;

  CancelInvoiceRequest._();

  factory CancelInvoiceRequest([void updates(CancelInvoiceRequestBuilder b)]) = _$CancelInvoiceRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(CancelInvoiceRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<CancelInvoiceRequest> get serializer => _$CancelInvoiceRequestSerializer();
}

class _$CancelInvoiceRequestSerializer implements PrimitiveSerializer<CancelInvoiceRequest> {
  @override
  final Iterable<Type> types = const [CancelInvoiceRequest, _$CancelInvoiceRequest];

  @override
  final String wireName = r'CancelInvoiceRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    CancelInvoiceRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
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
    CancelInvoiceRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required CancelInvoiceRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
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
  CancelInvoiceRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = CancelInvoiceRequestBuilder();
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


