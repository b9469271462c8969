//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'merchant_payment_request.g.dart';

/// What somebody pays to a merchant: one of `qr`, `till_code` and `charge_id` says where.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [qr] - The text of a QR code.
/// * [tillCode] - What is printed under a till's code.
/// * [chargeId] - A charge, as a payment link or an invoice names it.
/// * [amount] - At a till: how much. Of a charge: only to be compared with it.
/// * [tip] - Where the code asks for one.
/// * [total] - Amount, tip and convenience fee together: declined when it is another sum.
/// * [currency] - With any amount.
/// * [note]
@BuiltValue()
abstract class MerchantPaymentRequest implements Built<MerchantPaymentRequest, MerchantPaymentRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  /// The text of a QR code.
  @BuiltValueField(wireName: r'qr')
  String? get qr;

  /// What is printed under a till's code.
  @BuiltValueField(wireName: r'till_code')
  String? get tillCode;

  /// A charge, as a payment link or an invoice names it.
  @BuiltValueField(wireName: r'charge_id')
  String? get chargeId;

  /// At a till: how much. Of a charge: only to be compared with it.
  @BuiltValueField(wireName: r'amount')
  String? get amount;

  /// Where the code asks for one.
  @BuiltValueField(wireName: r'tip')
  String? get tip;

  /// Amount, tip and convenience fee together: declined when it is another sum.
  @BuiltValueField(wireName: r'total')
  String? get total;

  /// With any amount.
  @BuiltValueField(wireName: r'currency')
  String? get currency;

  @BuiltValueField(wireName: r'note')
  String? get note;

  MerchantPaymentRequest._();

  factory MerchantPaymentRequest([void updates(MerchantPaymentRequestBuilder b)]) = _$MerchantPaymentRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(MerchantPaymentRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<MerchantPaymentRequest> get serializer => _$MerchantPaymentRequestSerializer();
}

class _$MerchantPaymentRequestSerializer implements PrimitiveSerializer<MerchantPaymentRequest> {
  @override
  final Iterable<Type> types = const [MerchantPaymentRequest, _$MerchantPaymentRequest];

  @override
  final String wireName = r'MerchantPaymentRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    MerchantPaymentRequest object, {
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
    if (object.qr != null) {
      yield r'qr';
      yield serializers.serialize(
        object.qr,
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
    if (object.chargeId != null) {
      yield r'charge_id';
      yield serializers.serialize(
        object.chargeId,
        specifiedType: const FullType(String),
      );
    }
    if (object.amount != null) {
      yield r'amount';
      yield serializers.serialize(
        object.amount,
        specifiedType: const FullType(String),
      );
    }
    if (object.tip != null) {
      yield r'tip';
      yield serializers.serialize(
        object.tip,
        specifiedType: const FullType(String),
      );
    }
    if (object.total != null) {
      yield r'total';
      yield serializers.serialize(
        object.total,
        specifiedType: const FullType(String),
      );
    }
    if (object.currency != null) {
      yield r'currency';
      yield serializers.serialize(
        object.currency,
        specifiedType: const FullType(String),
      );
    }
    if (object.note != null) {
      yield r'note';
      yield serializers.serialize(
        object.note,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    MerchantPaymentRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required MerchantPaymentRequestBuilder result,
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
        case r'qr':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.qr = valueDes;
          break;
        case r'till_code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tillCode = valueDes;
          break;
        case r'charge_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.chargeId = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.amount = valueDes;
          break;
        case r'tip':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tip = valueDes;
          break;
        case r'total':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.total = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
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
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  MerchantPaymentRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = MerchantPaymentRequestBuilder();
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


