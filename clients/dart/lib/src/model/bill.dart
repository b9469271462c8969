//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/biller_of.dart';
import 'package:gopay_client/src/model/payment_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'bill.g.dart';

/// A bill I have paid (for the schema; `bill_answer` writes it).
///
/// Properties:
/// * [id] - Of the payment: `GET /transactions/{id}`.
/// * [reference]
/// * [state]
/// * [biller]
/// * [account] - The last digits of the number.
/// * [product] - The package's name.
/// * [amount]
/// * [fee]
/// * [total]
/// * [currency]
/// * [note]
/// * [voucher] - What a prepaid payment bought: type it into the meter.
/// * [units] - How much of it, as the biller writes it: \"35.2 kWh\".
/// * [receiptNumber] - The biller's own.
/// * [failureCode]
/// * [createdAt]
@BuiltValue()
abstract class Bill implements Built<Bill, BillBuilder> {
  /// Of the payment: `GET /transactions/{id}`.
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'reference')
  String get reference;

  @BuiltValueField(wireName: r'state')
  PaymentStateEnum get state;
  // enum stateEnum {  COMPLETED,  DECLINED,  HELD,  RETURNED,  PENDING,  UNKNOWN,  FAILED,  };

  @BuiltValueField(wireName: r'biller')
  BillerOf get biller;

  /// The last digits of the number.
  @BuiltValueField(wireName: r'account')
  String get account;

  /// The package's name.
  @BuiltValueField(wireName: r'product')
  String? get product;

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'fee')
  String get fee;

  @BuiltValueField(wireName: r'total')
  String get total;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'note')
  String get note;

  /// What a prepaid payment bought: type it into the meter.
  @BuiltValueField(wireName: r'voucher')
  String? get voucher;

  /// How much of it, as the biller writes it: \"35.2 kWh\".
  @BuiltValueField(wireName: r'units')
  String? get units;

  /// The biller's own.
  @BuiltValueField(wireName: r'receipt_number')
  String? get receiptNumber;

  @BuiltValueField(wireName: r'failure_code')
  String? get failureCode;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  Bill._();

  factory Bill([void updates(BillBuilder b)]) = _$Bill;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(BillBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Bill> get serializer => _$BillSerializer();
}

class _$BillSerializer implements PrimitiveSerializer<Bill> {
  @override
  final Iterable<Type> types = const [Bill, _$Bill];

  @override
  final String wireName = r'Bill';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Bill object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'reference';
    yield serializers.serialize(
      object.reference,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(PaymentStateEnum),
    );
    yield r'biller';
    yield serializers.serialize(
      object.biller,
      specifiedType: const FullType(BillerOf),
    );
    yield r'account';
    yield serializers.serialize(
      object.account,
      specifiedType: const FullType(String),
    );
    yield r'product';
    yield object.product == null ? null : serializers.serialize(
      object.product,
      specifiedType: const FullType.nullable(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'fee';
    yield serializers.serialize(
      object.fee,
      specifiedType: const FullType(String),
    );
    yield r'total';
    yield serializers.serialize(
      object.total,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'note';
    yield serializers.serialize(
      object.note,
      specifiedType: const FullType(String),
    );
    yield r'voucher';
    yield object.voucher == null ? null : serializers.serialize(
      object.voucher,
      specifiedType: const FullType.nullable(String),
    );
    yield r'units';
    yield object.units == null ? null : serializers.serialize(
      object.units,
      specifiedType: const FullType.nullable(String),
    );
    yield r'receipt_number';
    yield object.receiptNumber == null ? null : serializers.serialize(
      object.receiptNumber,
      specifiedType: const FullType.nullable(String),
    );
    yield r'failure_code';
    yield object.failureCode == null ? null : serializers.serialize(
      object.failureCode,
      specifiedType: const FullType.nullable(String),
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
    Bill object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required BillBuilder result,
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
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reference = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(PaymentStateEnum),
          ) as PaymentStateEnum;
          result.state = valueDes;
          break;
        case r'biller':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BillerOf),
          ) as BillerOf;
          result.biller.replace(valueDes);
          break;
        case r'account':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.account = valueDes;
          break;
        case r'product':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.product = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'fee':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fee = valueDes;
          break;
        case r'total':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.total = valueDes;
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
            specifiedType: const FullType(String),
          ) as String;
          result.note = valueDes;
          break;
        case r'voucher':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.voucher = valueDes;
          break;
        case r'units':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.units = valueDes;
          break;
        case r'receipt_number':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.receiptNumber = valueDes;
          break;
        case r'failure_code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.failureCode = valueDes;
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
  Bill deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = BillBuilder();
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


