//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/method_enum.dart';
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'deposit_request.g.dart';

/// Money to come in: from a linked source, or by card on the provider's page.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [sourceId] - A linked bank account or card.
/// * [method] - Instead: by card, on the provider's page.  * `card` - card
/// * [amount]
/// * [currency]
/// * [saveCard] - Link the card once the money is there.
/// * [returnUrl] - Where the provider's page leads to afterwards.
/// * [quoteId] - Charge exactly what this quote promised, or decline.
@BuiltValue()
abstract class DepositRequest implements Built<DepositRequest, DepositRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  /// A linked bank account or card.
  @BuiltValueField(wireName: r'source_id')
  String? get sourceId;

  /// Instead: by card, on the provider's page.  * `card` - card
  @BuiltValueField(wireName: r'method')
  MethodEnum? get method;
  // enum methodEnum {  card,  };

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// Link the card once the money is there.
  @BuiltValueField(wireName: r'save_card')
  bool? get saveCard;

  /// Where the provider's page leads to afterwards.
  @BuiltValueField(wireName: r'return_url')
  String? get returnUrl;

  /// Charge exactly what this quote promised, or decline.
  @BuiltValueField(wireName: r'quote_id')
  String? get quoteId;

  DepositRequest._();

  factory DepositRequest([void updates(DepositRequestBuilder b)]) = _$DepositRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(DepositRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<DepositRequest> get serializer => _$DepositRequestSerializer();
}

class _$DepositRequestSerializer implements PrimitiveSerializer<DepositRequest> {
  @override
  final Iterable<Type> types = const [DepositRequest, _$DepositRequest];

  @override
  final String wireName = r'DepositRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    DepositRequest object, {
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
    if (object.sourceId != null) {
      yield r'source_id';
      yield serializers.serialize(
        object.sourceId,
        specifiedType: const FullType(String),
      );
    }
    if (object.method != null) {
      yield r'method';
      yield serializers.serialize(
        object.method,
        specifiedType: const FullType(MethodEnum),
      );
    }
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
    if (object.saveCard != null) {
      yield r'save_card';
      yield serializers.serialize(
        object.saveCard,
        specifiedType: const FullType(bool),
      );
    }
    if (object.returnUrl != null) {
      yield r'return_url';
      yield serializers.serialize(
        object.returnUrl,
        specifiedType: const FullType(String),
      );
    }
    if (object.quoteId != null) {
      yield r'quote_id';
      yield serializers.serialize(
        object.quoteId,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    DepositRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required DepositRequestBuilder result,
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
        case r'source_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.sourceId = valueDes;
          break;
        case r'method':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(MethodEnum),
          ) as MethodEnum?;
          if (valueDes == null) continue;
          result.method = valueDes;
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
        case r'save_card':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(bool),
          ) as bool?;
          if (valueDes == null) continue;
          result.saveCard = valueDes;
          break;
        case r'return_url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.returnUrl = valueDes;
          break;
        case r'quote_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.quoteId = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  DepositRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = DepositRequestBuilder();
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


