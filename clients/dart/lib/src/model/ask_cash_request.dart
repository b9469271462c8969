//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/shown_document_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'ask_cash_request.g.dart';

/// A teller asks for cash.
///
/// Properties:
/// * [to] - A phone number in E.164, or the text of a person's QR code.
/// * [amount]
/// * [currency]
/// * [note]
/// * [document] - Of a customer without their phone: a supervisor decides, and not the customer.
@BuiltValue()
abstract class AskCashRequest implements Built<AskCashRequest, AskCashRequestBuilder> {
  /// A phone number in E.164, or the text of a person's QR code.
  @BuiltValueField(wireName: r'to')
  String get to;

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'note')
  String? get note;

  /// Of a customer without their phone: a supervisor decides, and not the customer.
  @BuiltValueField(wireName: r'document')
  ShownDocumentRequest? get document;

  AskCashRequest._();

  factory AskCashRequest([void updates(AskCashRequestBuilder b)]) = _$AskCashRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AskCashRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AskCashRequest> get serializer => _$AskCashRequestSerializer();
}

class _$AskCashRequestSerializer implements PrimitiveSerializer<AskCashRequest> {
  @override
  final Iterable<Type> types = const [AskCashRequest, _$AskCashRequest];

  @override
  final String wireName = r'AskCashRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AskCashRequest object, {
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
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    if (object.note != null) {
      yield r'note';
      yield serializers.serialize(
        object.note,
        specifiedType: const FullType(String),
      );
    }
    if (object.document != null) {
      yield r'document';
      yield serializers.serialize(
        object.document,
        specifiedType: const FullType(ShownDocumentRequest),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    AskCashRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AskCashRequestBuilder result,
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
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.note = valueDes;
          break;
        case r'document':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(ShownDocumentRequest),
          ) as ShownDocumentRequest?;
          if (valueDes == null) continue;
          result.document.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AskCashRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AskCashRequestBuilder();
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


