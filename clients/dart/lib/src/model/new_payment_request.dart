//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/capture_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'new_payment_request.g.dart';

/// A payment that a merchant's server asks for.
///
/// Properties:
/// * [amount]
/// * [currency] - The merchant's.
/// * [description] - What the payer reads.
/// * [reference] - Your own number for it.
/// * [metadata] - Up to 20 strings that are given back as they are.
/// * [capture] - manual: the money is put aside, until you capture it or let it go, for 7 days at most.  * `automatic` - automatic * `manual` - manual
/// * [expiresIn] - In seconds.
/// * [returnUrl] - https; where the page leads when it is done. In test mode also http://localhost.
/// * [tillCode] - Counts it as asked for at this till.
@BuiltValue()
abstract class NewPaymentRequest implements Built<NewPaymentRequest, NewPaymentRequestBuilder> {
  @BuiltValueField(wireName: r'amount')
  String get amount;

  /// The merchant's.
  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// What the payer reads.
  @BuiltValueField(wireName: r'description')
  String? get description;

  /// Your own number for it.
  @BuiltValueField(wireName: r'reference')
  String? get reference;

  /// Up to 20 strings that are given back as they are.
  @BuiltValueField(wireName: r'metadata')
  BuiltMap<String, String>? get metadata;

  /// manual: the money is put aside, until you capture it or let it go, for 7 days at most.  * `automatic` - automatic * `manual` - manual
  @BuiltValueField(wireName: r'capture')
  CaptureEnum? get capture;
  // enum captureEnum {  automatic,  manual,  };

  /// In seconds.
  @BuiltValueField(wireName: r'expires_in')
  int? get expiresIn;

  /// https; where the page leads when it is done. In test mode also http://localhost.
  @BuiltValueField(wireName: r'return_url')
  String? get returnUrl;

  /// Counts it as asked for at this till.
  @BuiltValueField(wireName: r'till_code')
  String? get tillCode;

  NewPaymentRequest._();

  factory NewPaymentRequest([void updates(NewPaymentRequestBuilder b)]) = _$NewPaymentRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(NewPaymentRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<NewPaymentRequest> get serializer => _$NewPaymentRequestSerializer();
}

class _$NewPaymentRequestSerializer implements PrimitiveSerializer<NewPaymentRequest> {
  @override
  final Iterable<Type> types = const [NewPaymentRequest, _$NewPaymentRequest];

  @override
  final String wireName = r'NewPaymentRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    NewPaymentRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
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
    if (object.description != null) {
      yield r'description';
      yield serializers.serialize(
        object.description,
        specifiedType: const FullType(String),
      );
    }
    if (object.reference != null) {
      yield r'reference';
      yield serializers.serialize(
        object.reference,
        specifiedType: const FullType(String),
      );
    }
    if (object.metadata != null) {
      yield r'metadata';
      yield serializers.serialize(
        object.metadata,
        specifiedType: const FullType(BuiltMap, [FullType(String), FullType(String)]),
      );
    }
    if (object.capture != null) {
      yield r'capture';
      yield serializers.serialize(
        object.capture,
        specifiedType: const FullType(CaptureEnum),
      );
    }
    if (object.expiresIn != null) {
      yield r'expires_in';
      yield serializers.serialize(
        object.expiresIn,
        specifiedType: const FullType(int),
      );
    }
    if (object.returnUrl != null) {
      yield r'return_url';
      yield serializers.serialize(
        object.returnUrl,
        specifiedType: const FullType(String),
      );
    }
    if (object.tillCode != null) {
      yield r'till_code';
      yield serializers.serialize(
        object.tillCode,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    NewPaymentRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required NewPaymentRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
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
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.description = valueDes;
          break;
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.reference = valueDes;
          break;
        case r'metadata':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltMap, [FullType(String), FullType(String)]),
          ) as BuiltMap<String, String>?;
          if (valueDes == null) continue;
          result.metadata.replace(valueDes);
          break;
        case r'capture':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(CaptureEnum),
          ) as CaptureEnum?;
          if (valueDes == null) continue;
          result.capture = valueDes;
          break;
        case r'expires_in':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.expiresIn = valueDes;
          break;
        case r'return_url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.returnUrl = valueDes;
          break;
        case r'till_code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tillCode = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  NewPaymentRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = NewPaymentRequestBuilder();
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


