//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/quote_request_kind_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'quote_request_request.g.dart';

/// What somebody wants to know the price of.
///
/// Properties:
/// * [kind]
/// * [amount]
/// * [currency]
/// * [to] - Binds the quote to this payee. Not of a conversion.
/// * [toCurrency] - Of a conversion, and of nothing else.
@BuiltValue()
abstract class QuoteRequestRequest implements Built<QuoteRequestRequest, QuoteRequestRequestBuilder> {
  @BuiltValueField(wireName: r'kind')
  QuoteRequestKindEnum get kind;
  // enum kindEnum {  P2P,  CONVERSION,  DEPOSIT,  WITHDRAWAL,  BILL_PAYMENT,  RECHARGE,  CASH_OUT,  };

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// Binds the quote to this payee. Not of a conversion.
  @BuiltValueField(wireName: r'to')
  String? get to;

  /// Of a conversion, and of nothing else.
  @BuiltValueField(wireName: r'to_currency')
  String? get toCurrency;

  QuoteRequestRequest._();

  factory QuoteRequestRequest([void updates(QuoteRequestRequestBuilder b)]) = _$QuoteRequestRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(QuoteRequestRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<QuoteRequestRequest> get serializer => _$QuoteRequestRequestSerializer();
}

class _$QuoteRequestRequestSerializer implements PrimitiveSerializer<QuoteRequestRequest> {
  @override
  final Iterable<Type> types = const [QuoteRequestRequest, _$QuoteRequestRequest];

  @override
  final String wireName = r'QuoteRequestRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    QuoteRequestRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(QuoteRequestKindEnum),
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
    if (object.to != null) {
      yield r'to';
      yield serializers.serialize(
        object.to,
        specifiedType: const FullType(String),
      );
    }
    if (object.toCurrency != null) {
      yield r'to_currency';
      yield serializers.serialize(
        object.toCurrency,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    QuoteRequestRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required QuoteRequestRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(QuoteRequestKindEnum),
          ) as QuoteRequestKindEnum;
          result.kind = valueDes;
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
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.to = valueDes;
          break;
        case r'to_currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.toCurrency = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  QuoteRequestRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = QuoteRequestRequestBuilder();
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


