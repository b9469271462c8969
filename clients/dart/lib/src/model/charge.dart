//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/tip.dart';
import 'package:gopay_client/src/model/charge_state_enum.dart';
import 'package:gopay_client/src/model/charge_source_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'charge.g.dart';

/// A charge as the merchant's people see it (for the schema; `charge_answer` writes it).
///
/// Properties:
/// * [id]
/// * [merchantId]
/// * [storeId]
/// * [tillId]
/// * [staffId] - Who asked; null: a program.
/// * [source_]
/// * [state]
/// * [amount]
/// * [currency]
/// * [tip]
/// * [description]
/// * [reference]
/// * [capturesLater]
/// * [captureBefore]
/// * [code] - null once nobody can pay it any more.
/// * [qr] - The text of its QR code; null as `code` is.
/// * [transactionId]
/// * [paymentReference] - As the payer reads it, too.
/// * [payerName] - Masked.
/// * [paidAmount] - With tip or convenience fee.
/// * [expiresAt]
/// * [decidedAt]
/// * [createdAt]
@BuiltValue()
abstract class Charge implements Built<Charge, ChargeBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'merchant_id')
  String get merchantId;

  @BuiltValueField(wireName: r'store_id')
  String? get storeId;

  @BuiltValueField(wireName: r'till_id')
  String? get tillId;

  /// Who asked; null: a program.
  @BuiltValueField(wireName: r'staff_id')
  String? get staffId;

  @BuiltValueField(wireName: r'source')
  ChargeSourceEnum get source_;
  // enum source_Enum {  TILL,  PRESENTED,  API,  LINK,  INVOICE,  };

  @BuiltValueField(wireName: r'state')
  ChargeStateEnum get state;
  // enum stateEnum {  OPEN,  HELD,  PAID,  EXPIRED,  CANCELLED,  RETURNED,  };

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'tip')
  Tip get tip;

  @BuiltValueField(wireName: r'description')
  String get description;

  @BuiltValueField(wireName: r'reference')
  String get reference;

  @BuiltValueField(wireName: r'captures_later')
  bool get capturesLater;

  @BuiltValueField(wireName: r'capture_before')
  DateTime? get captureBefore;

  /// null once nobody can pay it any more.
  @BuiltValueField(wireName: r'code')
  String? get code;

  /// The text of its QR code; null as `code` is.
  @BuiltValueField(wireName: r'qr')
  String? get qr;

  @BuiltValueField(wireName: r'transaction_id')
  String? get transactionId;

  /// As the payer reads it, too.
  @BuiltValueField(wireName: r'payment_reference')
  String? get paymentReference;

  /// Masked.
  @BuiltValueField(wireName: r'payer_name')
  String? get payerName;

  /// With tip or convenience fee.
  @BuiltValueField(wireName: r'paid_amount')
  String? get paidAmount;

  @BuiltValueField(wireName: r'expires_at')
  DateTime get expiresAt;

  @BuiltValueField(wireName: r'decided_at')
  DateTime? get decidedAt;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  Charge._();

  factory Charge([void updates(ChargeBuilder b)]) = _$Charge;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ChargeBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Charge> get serializer => _$ChargeSerializer();
}

class _$ChargeSerializer implements PrimitiveSerializer<Charge> {
  @override
  final Iterable<Type> types = const [Charge, _$Charge];

  @override
  final String wireName = r'Charge';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Charge object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'merchant_id';
    yield serializers.serialize(
      object.merchantId,
      specifiedType: const FullType(String),
    );
    yield r'store_id';
    yield object.storeId == null ? null : serializers.serialize(
      object.storeId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'till_id';
    yield object.tillId == null ? null : serializers.serialize(
      object.tillId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'staff_id';
    yield object.staffId == null ? null : serializers.serialize(
      object.staffId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'source';
    yield serializers.serialize(
      object.source_,
      specifiedType: const FullType(ChargeSourceEnum),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(ChargeStateEnum),
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
    yield r'tip';
    yield serializers.serialize(
      object.tip,
      specifiedType: const FullType(Tip),
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
    yield r'captures_later';
    yield serializers.serialize(
      object.capturesLater,
      specifiedType: const FullType(bool),
    );
    yield r'capture_before';
    yield object.captureBefore == null ? null : serializers.serialize(
      object.captureBefore,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'code';
    yield object.code == null ? null : serializers.serialize(
      object.code,
      specifiedType: const FullType.nullable(String),
    );
    yield r'qr';
    yield object.qr == null ? null : serializers.serialize(
      object.qr,
      specifiedType: const FullType.nullable(String),
    );
    yield r'transaction_id';
    yield object.transactionId == null ? null : serializers.serialize(
      object.transactionId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'payment_reference';
    yield object.paymentReference == null ? null : serializers.serialize(
      object.paymentReference,
      specifiedType: const FullType.nullable(String),
    );
    yield r'payer_name';
    yield object.payerName == null ? null : serializers.serialize(
      object.payerName,
      specifiedType: const FullType.nullable(String),
    );
    yield r'paid_amount';
    yield object.paidAmount == null ? null : serializers.serialize(
      object.paidAmount,
      specifiedType: const FullType.nullable(String),
    );
    yield r'expires_at';
    yield serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'decided_at';
    yield object.decidedAt == null ? null : serializers.serialize(
      object.decidedAt,
      specifiedType: const FullType.nullable(DateTime),
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
    Charge object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ChargeBuilder result,
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
        case r'merchant_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.merchantId = valueDes;
          break;
        case r'store_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.storeId = valueDes;
          break;
        case r'till_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tillId = valueDes;
          break;
        case r'staff_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.staffId = valueDes;
          break;
        case r'source':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ChargeSourceEnum),
          ) as ChargeSourceEnum;
          result.source_ = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ChargeStateEnum),
          ) as ChargeStateEnum;
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
        case r'tip':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Tip),
          ) as Tip;
          result.tip.replace(valueDes);
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
        case r'captures_later':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.capturesLater = valueDes;
          break;
        case r'capture_before':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.captureBefore = valueDes;
          break;
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.code = valueDes;
          break;
        case r'qr':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.qr = valueDes;
          break;
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.transactionId = valueDes;
          break;
        case r'payment_reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.paymentReference = valueDes;
          break;
        case r'payer_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.payerName = valueDes;
          break;
        case r'paid_amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.paidAmount = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.expiresAt = valueDes;
          break;
        case r'decided_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.decidedAt = valueDes;
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
  Charge deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ChargeBuilder();
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


