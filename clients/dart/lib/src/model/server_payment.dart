//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/masked_payer.dart';
import 'package:gopay_client/src/model/server_payment_object_enum.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/paid_by.dart';
import 'package:gopay_client/src/model/capture_enum.dart';
import 'package:gopay_client/src/model/server_payment_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'server_payment.g.dart';

/// A payment (for the schema).
///
/// Properties:
/// * [id]
/// * [object]
/// * [live]
/// * [state]
/// * [amount]
/// * [currency]
/// * [paidAmount] - With what was added as a tip or fee.
/// * [tip]
/// * [refunded]
/// * [description]
/// * [reference]
/// * [metadata]
/// * [capture]
/// * [checkoutUrl] - Where your customer pays.
/// * [qr] - The text of a QR code to pay it by (EMVCo merchant-presented mode).
/// * [returnUrl]
/// * [expiresAt]
/// * [captureBefore]
/// * [transaction] - Never of a test payment.
/// * [payer]
/// * [createdAt]
@BuiltValue()
abstract class ServerPayment implements Built<ServerPayment, ServerPaymentBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'object')
  ServerPaymentObjectEnum get object;
  // enum objectEnum {  payment,  };

  @BuiltValueField(wireName: r'live')
  bool get live;

  @BuiltValueField(wireName: r'state')
  ServerPaymentStateEnum get state;
  // enum stateEnum {  open,  held,  paid,  expired,  cancelled,  returned,  };

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// With what was added as a tip or fee.
  @BuiltValueField(wireName: r'paid_amount')
  String? get paidAmount;

  @BuiltValueField(wireName: r'tip')
  String? get tip;

  @BuiltValueField(wireName: r'refunded')
  String get refunded;

  @BuiltValueField(wireName: r'description')
  String get description;

  @BuiltValueField(wireName: r'reference')
  String get reference;

  @BuiltValueField(wireName: r'metadata')
  BuiltMap<String, String> get metadata;

  @BuiltValueField(wireName: r'capture')
  CaptureEnum get capture;
  // enum captureEnum {  automatic,  manual,  };

  /// Where your customer pays.
  @BuiltValueField(wireName: r'checkout_url')
  String get checkoutUrl;

  /// The text of a QR code to pay it by (EMVCo merchant-presented mode).
  @BuiltValueField(wireName: r'qr')
  String get qr;

  @BuiltValueField(wireName: r'return_url')
  String? get returnUrl;

  @BuiltValueField(wireName: r'expires_at')
  DateTime get expiresAt;

  @BuiltValueField(wireName: r'capture_before')
  DateTime? get captureBefore;

  /// Never of a test payment.
  @BuiltValueField(wireName: r'transaction')
  PaidBy? get transaction;

  @BuiltValueField(wireName: r'payer')
  MaskedPayer? get payer;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  ServerPayment._();

  factory ServerPayment([void updates(ServerPaymentBuilder b)]) = _$ServerPayment;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ServerPaymentBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ServerPayment> get serializer => _$ServerPaymentSerializer();
}

class _$ServerPaymentSerializer implements PrimitiveSerializer<ServerPayment> {
  @override
  final Iterable<Type> types = const [ServerPayment, _$ServerPayment];

  @override
  final String wireName = r'ServerPayment';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ServerPayment object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'object';
    yield serializers.serialize(
      object.object,
      specifiedType: const FullType(ServerPaymentObjectEnum),
    );
    yield r'live';
    yield serializers.serialize(
      object.live,
      specifiedType: const FullType(bool),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(ServerPaymentStateEnum),
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
    yield r'paid_amount';
    yield object.paidAmount == null ? null : serializers.serialize(
      object.paidAmount,
      specifiedType: const FullType.nullable(String),
    );
    yield r'tip';
    yield object.tip == null ? null : serializers.serialize(
      object.tip,
      specifiedType: const FullType.nullable(String),
    );
    yield r'refunded';
    yield serializers.serialize(
      object.refunded,
      specifiedType: const FullType(String),
    );
    yield r'description';
    yield serializers.serialize(
      object.description,
      specifiedType: const FullType(String),
    );
    yield r'reference';
    yield serializers.serialize(
      object.reference,
      specifiedType: const FullType(String),
    );
    yield r'metadata';
    yield serializers.serialize(
      object.metadata,
      specifiedType: const FullType(BuiltMap, [FullType(String), FullType(String)]),
    );
    yield r'capture';
    yield serializers.serialize(
      object.capture,
      specifiedType: const FullType(CaptureEnum),
    );
    yield r'checkout_url';
    yield serializers.serialize(
      object.checkoutUrl,
      specifiedType: const FullType(String),
    );
    yield r'qr';
    yield serializers.serialize(
      object.qr,
      specifiedType: const FullType(String),
    );
    yield r'return_url';
    yield object.returnUrl == null ? null : serializers.serialize(
      object.returnUrl,
      specifiedType: const FullType.nullable(String),
    );
    yield r'expires_at';
    yield serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'capture_before';
    yield object.captureBefore == null ? null : serializers.serialize(
      object.captureBefore,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'transaction';
    yield object.transaction == null ? null : serializers.serialize(
      object.transaction,
      specifiedType: const FullType.nullable(PaidBy),
    );
    yield r'payer';
    yield object.payer == null ? null : serializers.serialize(
      object.payer,
      specifiedType: const FullType.nullable(MaskedPayer),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ServerPayment object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ServerPaymentBuilder result,
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
        case r'object':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ServerPaymentObjectEnum),
          ) as ServerPaymentObjectEnum;
          result.object = valueDes;
          break;
        case r'live':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.live = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ServerPaymentStateEnum),
          ) as ServerPaymentStateEnum;
          result.state = valueDes;
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
        case r'paid_amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.paidAmount = valueDes;
          break;
        case r'tip':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tip = valueDes;
          break;
        case r'refunded':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.refunded = valueDes;
          break;
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.description = valueDes;
          break;
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reference = valueDes;
          break;
        case r'metadata':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltMap, [FullType(String), FullType(String)]),
          ) as BuiltMap<String, String>;
          result.metadata.replace(valueDes);
          break;
        case r'capture':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(CaptureEnum),
          ) as CaptureEnum;
          result.capture = valueDes;
          break;
        case r'checkout_url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.checkoutUrl = valueDes;
          break;
        case r'qr':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.qr = valueDes;
          break;
        case r'return_url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.returnUrl = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.expiresAt = valueDes;
          break;
        case r'capture_before':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.captureBefore = valueDes;
          break;
        case r'transaction':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(PaidBy),
          ) as PaidBy?;
          if (valueDes == null) continue;
          result.transaction.replace(valueDes);
          break;
        case r'payer':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(MaskedPayer),
          ) as MaskedPayer?;
          if (valueDes == null) continue;
          result.payer.replace(valueDes);
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ServerPayment deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ServerPaymentBuilder();
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


